// SPDX-License-Identifier: Apache-2.0
import type { ModelView, Place } from '../bom-document/index.js';
import type { Element } from './element.js';
import { isSubstantiated, type Evidence } from './evidence.js';
import { kindOfValue } from './values.js';

export const ELEMENT_STATUSES = ['present', 'absent', 'not-applicable', 'asserted-unknown'] as const;
export type ElementStatus = (typeof ELEMENT_STATUSES)[number];

/** A value that counts, with how it is known. */
export interface CountedValue {
  readonly place: Place;
  readonly evidence: Evidence;
}

/** What a document has for one element. */
export interface Assessment {
  readonly status: ElementStatus;
  /** somebody could go and check it, for every dataset or file that is asked of */
  readonly isSubstantiated: boolean;
  readonly values: readonly CountedValue[];
  /** why it is not present, where that is more than that nothing stands there */
  readonly why?: string;
  /** datasets or files that have it, of how many; those that lack it */
  readonly coverage?: { readonly have: number; readonly of: number; readonly lacking: readonly Place[] };
}

const SAYS_NOTHING = 'only empty text, text of a template, or a default that a tool writes';

export type EvidenceOf = (place: Place, element: Element) => Evidence;

/** Finds an element in a document. What is inferred, empty, a template's text or a tool's default does not count. */
export function assessElement(element: Element, view: ModelView, evidenceOf: EvidenceOf): Assessment {
  if (element.isOfModels === true && view.kind === 'dataset')
    return { ...nothing('the document is about a data set'), status: 'not-applicable' };
  if (element.scope === 'model') return assessOne(element, view, view.model.place, evidenceOf);
  const subjects = element.scope === 'dataset' ? view.datasets : bytesOf(view);
  if (subjects.length === 0) return nothing(element.scope === 'dataset' ? 'no dataset is named' : 'no file is listed');
  const all = subjects.map(({ place }) => ({ place, found: assessOne(element, view, place, evidenceOf) }));
  const have = all.filter(({ found }) => found.status === 'present');
  const lacking = all.filter(({ found }) => found.status !== 'present');
  const coverage = { have: have.length, of: all.length, lacking: lacking.map(({ place }) => place) };
  const values = have.flatMap(({ found }) => found.values);
  if (lacking.length === 0) {
    return { status: 'present', isSubstantiated: have.every(({ found }) => found.isSubstantiated), values, coverage };
  }
  const isUnknown = lacking.every(({ found }) => found.status === 'asserted-unknown');
  const why = have.length === 0 ? lacking[0]?.found.why : `${have.length} of ${all.length} have it`;
  return { status: isUnknown ? 'asserted-unknown' : 'absent', isSubstantiated: false, values, coverage, why };
}

/** The files of a model; a model that lists none may carry digests itself. */
const bytesOf = ({ files, model }: ModelView): readonly { readonly place: Place }[] =>
  files.length > 0 ? files : [model];

function assessOne(element: Element, view: ModelView, subject: Place, evidenceOf: EvidenceOf): Assessment {
  const found = element.find(view, subject).map((place) => ({
    place,
    kind: kindOfValue(place.value, element.accept),
    evidence: evidenceOf(place, element),
  }));
  const said = found.filter(({ kind }) => kind === 'value');
  const values = said.filter(({ evidence }) => evidence.class !== 'inferred');
  if (values.length > 0) {
    return { status: 'present', isSubstantiated: values.some(({ evidence }) => isSubstantiated(evidence)), values };
  }
  if (said.length > 0) return nothing('only inferred');
  if (found.some(({ kind }) => kind === 'unknown'))
    return { ...nothing('said to be unknown'), status: 'asserted-unknown' };
  const reason = element.notApplicable?.(view);
  if (reason !== undefined) return { ...nothing(reason), status: 'not-applicable' };
  if (element.isUnknown?.(view) === true) return { ...nothing('said to be unknown'), status: 'asserted-unknown' };
  return nothing(found.length > 0 ? (element.refused ?? SAYS_NOTHING) : undefined);
}

const nothing = (why: string | undefined): Assessment => ({
  status: 'absent',
  isSubstantiated: false,
  values: [],
  why,
});
