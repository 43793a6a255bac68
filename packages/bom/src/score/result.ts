// SPDX-License-Identifier: Apache-2.0
import type { PassedOver } from '../bom-document/index.js';
import type { ElementStatus } from './assess-element.js';
import type { Remedy } from './element.js';
import type { ElementId } from './elements.js';
import type { Backing, EvidenceClass } from './evidence.js';
import type { Obligation, Profile } from './profile.js';

export const SCORE_SCHEMA = 'modelprovenance.dev/bom-score/v1alpha1';

/** So many of those that apply, and the same weighted by obligation, from 0 to 1. */
export interface Completeness {
  readonly present: number;
  /** lines of the profile that apply */
  readonly of: number;
  /** `present / of`; 1 where none applies */
  readonly ratio: number;
  readonly weighted: number;
}

/** A value that counts. */
export interface ScoredValue {
  /** RFC 6901 */
  readonly pointer: string;
  /** shortened; attacker-controlled */
  readonly text: string;
  readonly evidence: EvidenceClass;
  readonly backing?: Backing;
  /** what the citation or property says */
  readonly source?: string;
}

/** One line of a profile, as the document answers it. */
export interface ScoredElement {
  readonly reference: string;
  readonly element: ElementId;
  readonly label: string;
  readonly home: string;
  readonly obligation: Obligation;
  readonly status: ElementStatus;
  readonly isSubstantiated: boolean;
  /** best of its values; absent where there is none */
  readonly evidence?: EvidenceClass;
  readonly why?: string;
  readonly coverage?: { readonly have: number; readonly of: number };
  /** the first of them */
  readonly values: readonly ScoredValue[];
  readonly valueCount: number;
}

/** What is missing, and what would close it. */
export interface Gap {
  readonly reference: string;
  readonly element: ElementId;
  readonly label: string;
  readonly obligation: Obligation;
  /** nothing there, said to be unknown, or there without a source */
  readonly kind: 'absent' | 'unknown' | 'unsubstantiated';
  readonly why?: string;
  /** names of the datasets or files that lack it, the first of them */
  readonly lacking?: readonly string[];
  readonly close: readonly Remedy[];
}

/** What a BOM is worth under one profile. */
export interface BomScore {
  readonly schema: typeof SCORE_SCHEMA;
  readonly profile: Omit<Profile, 'requirements'>;
  readonly document: {
    readonly specVersion?: string;
    readonly serialNumber?: string;
    /** `name version` */
    readonly tools: readonly string[];
    readonly model: { readonly name: string; readonly pointer: string };
    /** models of the document that are not scored */
    readonly otherModels: number;
  };
  /** of values that say something */
  readonly completeness: Completeness;
  /** of values that a citation, a digest or a signature backs */
  readonly substantiated: Completeness;
  readonly statuses: Readonly<Record<ElementStatus, number>>;
  readonly elements: readonly ScoredElement[];
  /** the heaviest first */
  readonly gaps: readonly Gap[];
  readonly passedOver: { readonly listed: readonly PassedOver[]; readonly total: number };
}
