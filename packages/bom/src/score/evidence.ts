// SPDX-License-Identifier: Apache-2.0
import { CLAIM_METHODS, type ClaimMethod } from '@mpk/core';
import type { ModelView, Place, ValueSource } from '../bom-document/index.js';
import type { Element } from './element.js';

/** How a value is known, as the document says; `unknown` where it does not. */
export type EvidenceClass = ClaimMethod | 'unknown';
export const EVIDENCE_CLASSES = [...CLAIM_METHODS, 'unknown'] as const;

/** What says how a value is known; `form` is the document itself. */
export const BACKINGS = ['citation', 'property', 'digest', 'form', 'signature'] as const;
export type Backing = (typeof BACKINGS)[number];

/** How one value is known. */
export interface Evidence {
  readonly class: EvidenceClass;
  /** what says so; absent where nothing does */
  readonly backing?: Backing;
  /** note of the citation or property */
  readonly note?: string;
}

/** Members of the model that hold many facts: a citation of one of them is none of each fact in it. */
const COARSE = [
  '/properties',
  '/components',
  '/modelCard',
  '/modelCard/properties',
  '/modelCard/modelParameters',
  '/modelCard/considerations',
  '/modelCard/quantitativeAnalysis',
];
/** What a citation of a whole component, such as a dataset, says of it: that there is such a thing. */
const IDENTITY = ['/name', '/group', '/purl'];

/**
 * How the values of a view are known: by the best source of the value itself, or of what directly holds it.
 *
 * @param isSigned - a signature over the document was verified
 */
export function evidenceOf(view: ModelView, isSigned: boolean): (place: Place, element: Element) => Evidence {
  const sourceOf = sourceFinder(view);
  return ({ pointer }, { backedBy }) => {
    const source = sourceOf(pointer);
    if (source?.method !== undefined) return { class: source.method, backing: source.by, note: source.note };
    if (backedBy === 'digest') return { class: 'unknown', backing: 'digest' };
    if (backedBy === 'form') return { class: 'measured', backing: 'form' };
    return backedBy === 'author' && isSigned ? { class: 'stated', backing: 'signature' } : { class: 'unknown' };
  };
}

function sourceFinder({ document, model }: ModelView): (pointer: string) => ValueSource | undefined {
  const { sources, components } = document;
  const whole = new Set(components.map(({ place }) => place.pointer));
  const own = model.place.pointer;
  const coarse = new Set(['', '/metadata', '/components', own, ...COARSE.map((path) => own + path)]);
  const bestAt = (pointer: string): ValueSource | undefined =>
    sources.get(pointer)?.reduce((a, b) => (rank(b) < rank(a) ? b : a));
  return (pointer) => {
    for (let at = pointer; !coarse.has(at); at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      if (whole.has(at)) return IDENTITY.includes(pointer.slice(at.length)) ? bestAt(at) : undefined;
      const found = bestAt(at);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

const rank = ({ method }: ValueSource): number =>
  method === undefined ? CLAIM_METHODS.length : CLAIM_METHODS.indexOf(method);

/** Whether somebody could go and check it: a source is named, or it is a digest; what is inferred is not. */
export const isSubstantiated = (evidence: Evidence): boolean =>
  evidence.backing !== undefined && evidence.class !== 'inferred';
