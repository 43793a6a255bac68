// SPDX-License-Identifier: Apache-2.0
import { asArray, asObject, MpkError, type JsonObject } from '@mpk/core';
import { itemsOf, memberOf, textAt, type Place } from '../bom-document/place.js';

/** Most elements of a document. */
const MAX_ELEMENTS = 1_000_000;

/** An SPDX 3 document of any producer. Everything in it is attacker-controlled. */
export interface SpdxDocument {
  readonly json: JsonObject;
  /** of its graph, in order */
  readonly elements: readonly Place[];
  readonly byId: ReadonlyMap<string, Place>;
  /** the model, or the data set, that it is about; undefined where that is no one thing */
  readonly subject: Place | undefined;
  readonly relationships: readonly SpdxRelationship[];
}

export interface SpdxRelationship {
  readonly place: Place;
  readonly type: string;
  readonly from: string;
  readonly to: readonly string[];
}

/** @throws MpkError `INPUT_MALFORMED` where the graph is no list of objects; `INPUT_TOO_LARGE` */
export function readSpdx(json: JsonObject): SpdxDocument {
  const graph = asArray(json['@graph'], 'the @graph of an SPDX document');
  if (graph.length > MAX_ELEMENTS)
    throw new MpkError('INPUT_TOO_LARGE', `the SPDX document has more than ${MAX_ELEMENTS} elements`);
  const elements = graph.map((item, i) => ({
    value: asObject(item, 'an element of an SPDX document'),
    pointer: `/@graph/${i}`,
  }));
  const byId = new Map<string, Place>();
  for (const element of elements) {
    const id = textAt(element, 'spdxId');
    if (id !== undefined && !byId.has(id)) byId.set(id, element);
  }
  const relationships = elements.flatMap(relationshipIn);
  return { json, elements, byId, relationships, subject: subjectIn(elements, byId, relationships) };
}

function relationshipIn(place: Place): readonly SpdxRelationship[] {
  const [type, from] = [textAt(place, 'relationshipType'), textAt(place, 'from')];
  const isOne = textAt(place, 'type')?.endsWith('Relationship') === true;
  if (!isOne || type === undefined || from === undefined) return [];
  return [{ place, type, from, to: textsIn(place, 'to') }];
}

/** Texts of a list; also of one text that stands in its place. */
export function textsIn(place: Place, name: string): readonly string[] {
  const member = memberOf(place, name);
  if (typeof member?.value === 'string') return [member.value];
  return itemsOf(member).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}

const SUBJECTS = new Set(['ai_AIPackage', 'dataset_DatasetPackage']);
const MAX_ROOT_STEPS = 3;

/** What the root elements lead to; without any, the one AI package that nothing here descends from. */
function subjectIn(
  elements: readonly Place[],
  byId: ReadonlyMap<string, Place>,
  relationships: readonly SpdxRelationship[],
): Place | undefined {
  let at = elements.filter((one) => textAt(one, 'type') === 'SpdxDocument');
  for (let step = 0; step < MAX_ROOT_STEPS; step++) {
    // Each once: a document may name one a great many times.
    const ids = new Set(at.flatMap((one) => textsIn(one, 'rootElement')));
    const roots = [...ids].flatMap((id) => byId.get(id) ?? []);
    const subjects = roots.filter(isSubject);
    if (subjects.length > 0) return subjects.length === 1 ? subjects[0] : undefined;
    at = roots;
  }
  const bases = new Set(
    relationships.flatMap(({ type, from, to }) => (type === 'ancestorOf' ? [from] : type === 'descendantOf' ? to : [])),
  );
  const models = elements.filter(
    (one) => textAt(one, 'type') === 'ai_AIPackage' && !bases.has(textAt(one, 'spdxId') ?? ''),
  );
  return models.length === 1 ? models[0] : undefined;
}

const isSubject = (one: Place): boolean => SUBJECTS.has(textAt(one, 'type') ?? '');
