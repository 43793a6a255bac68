// SPDX-License-Identifier: Apache-2.0
import type { BomDocument } from '../bom-document/index.js';
import { shownText } from '../bom-document/stable-text.js';
import { SOURCE_PREFIX } from '../bom-document/index.js';
import type { DifferentFact, UncheckedFact } from '../compare/facts.js';
import { BY_FOLDER } from '../cyclonedx/create/fact-sink.js';
import { attestedSource } from './attested-part.js';
import { citedPointers, notesByPointer, type CitedPointer } from './cited-pointers.js';
import { treeDifference, type ValueDifference } from './tree-difference.js';

/** Made from all else. */
const NO_FACTS = new Set(['serialNumber', 'citations', '$schema']);

/** What is said otherwise, and what is said that neither the files say nor a verified statement. */
export interface Differences {
  readonly different: readonly DifferentFact[];
  /** it says to be of a signed statement */
  readonly ofNoFile: readonly UncheckedFact[];
}

/** What a document says otherwise than the one that was made of the files. */
export function differentFacts(document: BomDocument, remade: BomDocument): Differences {
  const { differences, moved } = treeDifference(factsOf(document), factsOf(remade));
  const [said, found] = [citedPointers(document), citedPointers(remade)];
  const notes = { said: notesByPointer(said), found: notesByPointer(found) };
  const sourceOf = attestedSources(said);
  const ofNoFile: UncheckedFact[] = [];
  const values = differences.flatMap((difference) => {
    // What the files say otherwise is different, whoever is said to have signed it.
    const source = difference.found === undefined ? sourceOf(difference.pointer) : undefined;
    if (source === undefined) return [differentValue(difference, notes)];
    ofNoFile.push({ pointer: difference.pointer, source: shownText(source) });
    return [];
  });
  const sources = differentSources(said, movedTo(found, moved, differences), differences);
  const isAttested = ({ said: note, found: other }: DifferentFact): boolean =>
    other === undefined && isAttestedNote(note ?? '');
  return {
    different: [...values, ...sources.filter((one) => !isAttested(one))],
    ofNoFile: [
      ...ofNoFile,
      ...sources.filter(isAttested).map(({ pointer, said: note = '' }) => ({ pointer, source: note })),
    ],
  };
}

const isAttestedNote = (note: string): boolean => attestedSource(note) !== undefined;

/** Whether a value is of a signed statement by all that is said of where it is known from, and of which. */
function attestedSources(cited: readonly CitedPointer[]): (pointer: string) => string | undefined {
  const byStep = new Map<string, CitedPointer[]>();
  for (const one of cited) {
    for (let at = one.pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const known = byStep.get(at);
      if (known === undefined) byStep.set(at, [one]);
      else known.push(one);
    }
  }
  const exact = notesByPointer(cited);
  return (pointer) => {
    const record = RECORDS.find(([at]) => pointer === at || pointer.startsWith(`${at}/`));
    if (record !== undefined) return record[1];
    const within = byStep.get(pointer)?.map(({ note }) => note) ?? noteAbove(pointer, exact)?.split('; ') ?? [];
    return within.length > 0 && within.every(isAttestedNote) ? within[0] : undefined;
  };
}

/** Parts of a document that no file says anything of. */
const RECORDS = [
  ['/formulation', 'a record of how it was made'],
  ['/declarations', 'a signed statement'],
] as const;

function factsOf({ json }: BomDocument): object {
  const kept = Object.entries(json).filter(([name]) => !NO_FACTS.has(name));
  const properties: unknown = json['properties'];
  const own = (Array.isArray(properties) ? (properties as readonly unknown[]) : []).filter((one) => !isSource(one));
  return { ...Object.fromEntries(kept), properties: own };
}

const isSource = (property: unknown): boolean =>
  typeof property === 'object' &&
  property !== null &&
  'name' in property &&
  String(property.name).startsWith(SOURCE_PREFIX);

type Notes = ReadonlyMap<string, readonly string[]>;

function differentValue(
  { pointer, newPointer, said, found }: ValueDifference,
  notes: { readonly said: Notes; readonly found: Notes },
): DifferentFact {
  const source =
    (newPointer === undefined ? undefined : noteAbove(newPointer, notes.found)) ?? noteAbove(pointer, notes.said);
  return {
    pointer,
    what: 'value',
    ...(said !== undefined && { said: shownText(said) }),
    ...(found !== undefined && { found: shownText(found) }),
    ...(source !== undefined && { source: shownText(source) }),
  };
}

/** The note of a value, or of what it stands in. */
function noteAbove(pointer: string, notes: Notes): string | undefined {
  const at = nearestAbove(pointer, notes);
  return at === undefined ? undefined : notes.get(at)?.join('; ');
}

/** The pointer itself, or that of the least thing around it, that is among those. */
function nearestAbove(pointer: string, among: { has(pointer: string): boolean }): string | undefined {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (among.has(at)) return at;
  return undefined;
}

/** Citations of the new document as they would stand in the old one; of what that one has not, none. */
function movedTo(
  cited: readonly CitedPointer[],
  moved: ReadonlyMap<string, string>,
  differences: readonly ValueDifference[],
): readonly CitedPointer[] {
  const come = new Set(differences.flatMap(({ said, newPointer }) => (said === undefined ? (newPointer ?? []) : [])));
  return cited.flatMap((one) => {
    for (let at = one.pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      if (come.has(at)) return [];
      const to = moved.get(at);
      if (to !== undefined) return [{ ...one, pointer: to + one.pointer.slice(at.length) }];
    }
    return [one];
  });
}

/** Sources of values that are the same. */
function differentSources(
  said: readonly CitedPointer[],
  found: readonly CitedPointer[],
  differences: readonly ValueDifference[],
): readonly DifferentFact[] {
  const isTold = standsIn(differences);
  const [old, now] = [keysOf(said), keysOf(found)];
  const only = (cited: readonly CitedPointer[], others: ReadonlySet<string>): readonly CitedPointer[] =>
    cited.filter((one) => !others.has(keyOf(one)) && !isTold(one.pointer));
  const gone = only(said, now).map(
    ({ pointer, note }) => ({ pointer, what: 'source', said: shownText(note) }) as const,
  );
  const come = only(found, old).map(
    ({ pointer, note }) => ({ pointer, what: 'source', found: shownText(note) }) as const,
  );
  return [...gone, ...come];
}

const keyOf = ({ pointer, note, by }: CitedPointer): string => JSON.stringify([pointer, note, by]);
const keysOf = (cited: readonly CitedPointer[]): ReadonlySet<string> => new Set(cited.map(keyOf));

/**
 * What a document says to know from nobody's files.
 *
 * @param isVerified - whether a signed statement says so that was verified and compared
 */
export function uncheckedFacts(
  cited: readonly CitedPointer[],
  isVerified: (cited: CitedPointer) => boolean,
  ofNoFile: readonly UncheckedFact[],
): readonly UncheckedFact[] {
  const isTold = standsIn(ofNoFile);
  const isOfNoFile = (note: string): boolean =>
    note.endsWith('(stated)') || note === BY_FOLDER || note === 'cache layout (inferred)';
  const stated = cited.filter((one) => isOfNoFile(one.note) && !isTold(one.pointer) && !isVerified(one));
  return [...stated.map(({ pointer, note }) => ({ pointer, source: shownText(note) })), ...ofNoFile];
}

/** How many values have a source in the files, and are none of those, nor have one of them as a part. */
export function confirmedFacts(
  cited: readonly CitedPointer[],
  others: readonly { readonly pointer: string }[],
): number {
  const isTold = standsIn(others);
  const pointers = new Set(cited.map(({ pointer }) => pointer));
  const parted = new Set(others.flatMap(({ pointer }) => nearestAbove(pointer, pointers) ?? []));
  return [...pointers].filter((pointer) => !isTold(pointer) && !parted.has(pointer)).length;
}

/** Whether something is one of those, or is within one of them. */
function standsIn(told: readonly { readonly pointer: string }[]): (pointer: string) => boolean {
  const pointers = new Set(told.map(({ pointer }) => pointer));
  return (pointer) => nearestAbove(pointer, pointers) !== undefined;
}
