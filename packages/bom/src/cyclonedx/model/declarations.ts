// SPDX-License-Identifier: Apache-2.0
import type { Attachment } from './component-data.js';
import type { Organization } from './party.js';

/** What somebody claims of the subject, and on what grounds; from 1.6 on. References are values of bom-refs. */
export type Declarations = {
  readonly assessors?: readonly {
    readonly 'bom-ref'?: string;
    readonly thirdParty?: boolean;
    readonly organization?: Organization;
  }[];
  readonly attestations?: readonly {
    readonly summary?: string;
    readonly assessor?: string;
    readonly map?: readonly AttestationMap[];
  }[];
  readonly claims?: readonly DeclaredClaim[];
  readonly evidence?: readonly DeclaredEvidence[];
  readonly targets?: { readonly organizations?: readonly Organization[] };
};

export type AttestationMap = {
  readonly requirement?: string;
  readonly claims?: readonly string[];
  readonly counterClaims?: readonly string[];
  /** both scores are between 0 and 1 */
  readonly conformance?: { readonly score?: number; readonly rationale?: string };
  readonly confidence?: { readonly score?: number; readonly rationale?: string };
};

export type DeclaredClaim = {
  readonly 'bom-ref'?: string;
  readonly target?: string;
  readonly predicate?: string;
  readonly reasoning?: string;
  readonly evidence?: readonly string[];
  readonly counterEvidence?: readonly string[];
};

export type DeclaredEvidence = {
  readonly 'bom-ref'?: string;
  readonly propertyName?: string;
  readonly description?: string;
  readonly data?: readonly {
    readonly name?: string;
    readonly contents?: { readonly attachment?: Attachment; readonly url?: string };
  }[];
  /** ISO 8601 with a time zone */
  readonly created?: string;
  readonly expires?: string;
};
