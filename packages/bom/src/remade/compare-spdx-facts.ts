// SPDX-License-Identifier: Apache-2.0
import { asObject, parseJson, type JsonObject } from '@mpk/core';
import { MAX_BOM_BYTES } from '../bom-document/index.js';
import { isObject, textAt, type Place } from '../bom-document/place.js';
import { shownText } from '../bom-document/stable-text.js';
import { comparedFacts, type ComparedFacts, type DifferentFact, type UncheckedFact } from '../compare/facts.js';
import { createDocument } from '../documents/create-document.js';
import { cleanText } from '../documents/text.js';
import type { DocumentTool } from '../documents/input.js';
import { annotatedClaim, type AnnotatedClaim } from '../spdx-document/statements.js';
import { readSpdx, type SpdxDocument } from '../spdx-document/spdx-document.js';
import type { ReadFacts } from './read-facts.js';
import { remadeInput } from './remade-input.js';
import { attestedPart, type Grounds } from './attested-part.js';
import { isOfNoFile, isRecord, spdxCircumstances } from './spdx-circumstances.js';
import { treeDifference, type ValueDifference } from './tree-difference.js';

/**
 * Holds an SPDX document of this kit against the files, as `compareRemade` does for CycloneDX: it is made once more.
 *
 * @param document - attacker-controlled
 * @returns why it cannot be made anew
 */
export function compareRemadeSpdx(document: SpdxDocument, read: ReadFacts): ComparedFacts | string {
  const subject = ownSubject(document, read.tool);
  if (typeof subject === 'string') return subject;
  const annotated = annotationsOf(document);
  const circumstances = spdxCircumstances(document, subject, annotated);
  const { folderName, timestamp = new Date(0) } = circumstances;
  const part = attestedPart(read.attested, groundsOf(annotated));
  const text = createDocument({ ...remadeInput(read, circumstances, part), timestamp, format: 'spdx-json' });
  const remade = readSpdx(
    asObject(parseJson(Buffer.from(text), { maxBytes: MAX_BOM_BYTES, what: 'the BOM' }), 'the BOM'),
  );
  const records = new Set(annotated.filter(isRecord).map(({ place: { pointer } }) => pointer));
  const { differences } = treeDifference(comparableGraph(document), comparableGraph(remade));
  const [ofNoFile, others] = [differences.filter(isOnlySaid), differences.filter((one) => !isOnlySaid(one))];
  function isOnlySaid({ pointer, found }: ValueDifference): boolean {
    return found === undefined && records.has(pointer);
  }
  const different = others.map((one) => differentFact(one, remade));
  const wrong = new Set(different.map(({ pointer }) => pointer.split('/').slice(0, 3).join('/')));
  const unknown = new Set(ofNoFile.map(({ pointer }) => pointer));
  const isVerified = (one: AnnotatedClaim): boolean =>
    isRecord(one) ? !unknown.has(one.place.pointer) : part.covers(one.source);
  const unchecked = annotated.filter((one) => isOfNoFile(one) && !isVerified(one));
  const open = new Set(unchecked);
  const confirmed = annotated.filter((one) => !open.has(one) && !wrong.has(one.place.pointer)).length;
  const named =
    folderName === undefined
      ? []
      : [{ pointer: `${subject.pointer}/name`, source: 'name of the folder or file (inferred)' }];
  return comparedFacts(
    { extent: 'all' },
    { confirmed, different, unchecked: [...named, ...unchecked.map(toUnchecked)] },
  );
}

function recordIn(one: AnnotatedClaim): string | undefined {
  if (!isRecord(one)) return undefined;
  return one.name === 'verdict' ? 'a signed statement' : 'a record of how it was made';
}

const toUnchecked = (one: AnnotatedClaim): UncheckedFact => ({
  pointer: one.place.pointer,
  source: recordIn(one) ?? shownText(`${one.source} (${one.method})`),
});

/** What it says that it was made of besides the files. */
function groundsOf(annotated: readonly AnnotatedClaim[]): Grounds {
  const sources = new Set(annotated.map(({ source }) => source));
  const valuesOf = (wanted: string): readonly string[] =>
    annotated.flatMap(({ name, value }) => (name === wanted ? [value] : []));
  const [runs, verdicts] = [valuesOf('production.run'), valuesOf('verdict')];
  return {
    names: (what) => sources.has(what),
    hasRun: (id) => runs.some((run) => run.startsWith(`{"id":${JSON.stringify(cleanText(id))}`)),
    hasVerdict: ({ bundleSha256 }) => verdicts.some((one) => one.includes(bundleSha256)),
  };
}

/** @returns why it has none, in words */
function ownSubject({ elements, subject }: SpdxDocument, { name, version }: DocumentTool): Place | string {
  const tools = elements.flatMap((one) => (textAt(one, 'type') === 'Tool' ? [textAt(one, 'name') ?? ''] : []));
  const [maker] = tools;
  if (maker === undefined || tools.length > 1) return `it was not made by ${name} alone`;
  if (maker !== cleanText(`${name} ${version}`))
    return `it was made by ${shownText(maker)}, and this is ${name} ${version}`;
  return subject ?? 'it is about no one model or data set';
}

const annotationsOf = ({ elements }: SpdxDocument): readonly AnnotatedClaim[] =>
  elements.flatMap((one) => annotatedClaim(one) ?? []);

/** Of a claim that has changed: both sides, and the file. */
function differentFact(
  { pointer, newPointer, said, found }: ValueDifference,
  { elements }: SpdxDocument,
): DifferentFact {
  const at = /^\/@graph\/(\d+)/.exec(newPointer ?? '')?.[1];
  const element = at === undefined ? undefined : elements[Number(at)];
  const claim = element && annotatedClaim(element);
  return {
    pointer,
    what: 'value',
    ...(said !== undefined && { said: shownText(textOf(said)) }),
    ...(found !== undefined && { found: shownText(textOf(found)) }),
    ...(claim && { source: shownText(`${claim.source} (${claim.method})`) }),
  };
}

/** An annotation by its words. */
const textOf = (value: unknown): unknown =>
  isObject(value) && typeof value['statement'] === 'string' ? value['statement'] : value;

/** Lists of all elements say nothing that the elements do not. */
const NO_FACTS = new Set(['spdxId', 'element']);

/**
 * The graph without its namespace, which is made from its bytes: elements go by the rest of their ids, and those that are numbered by
 * what they are about.
 */
function comparableGraph({ json, elements }: SpdxDocument): JsonObject {
  const id = elements.map((one) => textAt(one, 'spdxId')).find((one) => one?.includes('#') === true) ?? '';
  const namespace = id.slice(0, id.indexOf('#') + 1);
  const plain = (value: unknown): unknown => {
    if (typeof value === 'string')
      return namespace !== '' && value.startsWith(namespace) ? value.slice(namespace.length) : value;
    if (Array.isArray(value)) return (value as readonly unknown[]).map(plain);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
  };
  const graph = elements.map((element) => {
    const members = Object.entries(element.value as JsonObject).filter(([name]) => !NO_FACTS.has(name));
    return { ...(plain(Object.fromEntries(members)) as JsonObject), ref: plain(refOf(element)) };
  });
  return { ...json, '@graph': graph };
}

function refOf(element: Place): string {
  const claim = annotatedClaim(element);
  if (claim !== undefined) return [claim.subject, claim.name, claim.method, claim.source].join(' ');
  const [from, type] = [textAt(element, 'from'), textAt(element, 'relationshipType')];
  if (from !== undefined && type !== undefined) return [from, type].join(' ');
  return textAt(element, 'spdxId') ?? textAt(element, '@id') ?? '';
}
