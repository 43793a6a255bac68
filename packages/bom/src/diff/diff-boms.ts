// SPDX-License-Identifier: Apache-2.0
import { fullName, type BomDocument } from '../bom-document/index.js';
import { textAt } from '../bom-document/place.js';
import { shownText } from '../bom-document/stable-text.js';
import type { Facts } from './facts.js';
import { pairComponents, type Described } from './pairs.js';

export const DIFF_SCHEMA = 'modelprovenance.dev/bom-diff/v1alpha1';
/** Most components of each list of a result, and most texts of one change; the totals count all. */
export const MAX_DIFF_COMPONENTS = 10_000;
export const MAX_DIFF_TEXTS = 20;

/** What kind of fact changed, what matters most first. */
export const CHANGE_KINDS = [
  'digest',
  'version',
  'license',
  'identity',
  'pedigree',
  'data',
  'model-card',
  'other',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface DiffComponent {
  readonly type: string;
  readonly name: string;
  readonly version?: string;
  /** RFC 6901, into the document that has it */
  readonly pointer: string;
}

/** One field: what only the old document says, and what only the new one does. */
export interface FactChange {
  readonly kind: ChangeKind;
  /** such as `licenses`, `hashes[SHA-256]` or `modelCard.modelParameters.task` */
  readonly field: string;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

export interface ChangedComponent extends DiffComponent {
  /** where the old document has it */
  readonly oldPointer: string;
  readonly changes: readonly FactChange[];
}

export interface BomDiff {
  readonly schema: typeof DIFF_SCHEMA;
  /** nothing was added, removed or changed */
  readonly isEqual: boolean;
  /** elements of XML that were not compared, of both documents */
  readonly unread: number;
  readonly totals: { readonly added: number; readonly removed: number; readonly changed: number };
  readonly added: readonly DiffComponent[];
  readonly removed: readonly DiffComponent[];
  readonly changed: readonly ChangedComponent[];
}

/** What is otherwise in a new document. The order of lists, refs and tools do not count. Pure. */
export function diffBoms(old: BomDocument, now: BomDocument): BomDiff {
  const pairs = pairComponents(old, now);
  const changed = pairs.both.flatMap(([before, after]): ChangedComponent[] => {
    const changes = before.text === after.text ? [] : changesOf(before.facts, after.facts);
    return changes.length === 0 ? [] : [{ ...shown(after), oldPointer: before.component.place.pointer, changes }];
  });
  const totals = { added: pairs.added.length, removed: pairs.removed.length, changed: changed.length };
  return {
    schema: DIFF_SCHEMA,
    isEqual: totals.added + totals.removed + totals.changed === 0,
    unread: old.unread.total + now.unread.total,
    totals,
    added: listed(pairs.added.map(shown)),
    removed: listed(pairs.removed.map(shown)),
    changed: listed(changed),
  };
}

function shown({ component }: Described): DiffComponent {
  const version = textAt(component.place, 'version');
  return {
    type: shownText(component.type ?? 'unknown'),
    name: shownText(fullName(component)),
    ...(version !== undefined && { version: shownText(version) }),
    pointer: component.place.pointer,
  };
}

/** By type and name, then by where it stands. */
const listed = <T extends DiffComponent>(components: readonly T[]): readonly T[] =>
  components.toSorted((a, b) => compare(keyOf(a), keyOf(b))).slice(0, MAX_DIFF_COMPONENTS);

const keyOf = ({ type, name, version = '', pointer }: DiffComponent): string =>
  [type, name, version, pointer].join('\n');
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const NONE: ReadonlySet<string> = new Set();

function changesOf(old: Facts, now: Facts): readonly FactChange[] {
  const fields = [...new Set([...old.keys(), ...now.keys()])].sort(compare);
  const changes = fields.flatMap((field): FactChange[] => {
    const [before, after] = [old.get(field) ?? NONE, now.get(field) ?? NONE];
    const removed = missingIn(after, before);
    const added = missingIn(before, after);
    if (removed.length + added.length === 0) return [];
    return [{ kind: kindOf(field), field: shownText(field), removed, added }];
  });
  return changes.sort((a, b) => CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind));
}

const missingIn = (there: ReadonlySet<string>, here: ReadonlySet<string>): readonly string[] =>
  [...here]
    .filter((text) => !there.has(text))
    .sort(compare)
    .slice(0, MAX_DIFF_TEXTS)
    .map(shownText);

/** The first that a field begins with counts. */
const KINDS: readonly (readonly [prefix: string, kind: ChangeKind])[] = [
  ['hashes', 'digest'],
  ['version', 'version'],
  ['licenses', 'license'],
  ['modelCard.modelParameters.datasets', 'data'],
  ['modelCard', 'model-card'],
  ['pedigree', 'pedigree'],
  ['data', 'data'],
  ...['name', 'group', 'purl', 'cpe', 'swhid', 'omniborId'].map((field) => [field, 'identity'] as const),
];

const kindOf = (field: string): ChangeKind =>
  KINDS.find(([prefix]) => field === prefix || field.startsWith(`${prefix}.`) || field.startsWith(`${prefix}[`))?.[1] ??
  'other';
