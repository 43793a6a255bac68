// SPDX-License-Identifier: Apache-2.0
import { fullName, type BomComponent, type BomDocument } from '../bom-document/index.js';
import { textAt } from '../bom-document/place.js';
import { factsOf, type Facts } from './facts.js';

/** A component with what is said of it. */
export interface Described {
  readonly component: BomComponent;
  readonly facts: Facts;
  /** of all facts: equal for equal ones */
  readonly text: string;
}

export interface Pairs {
  readonly both: readonly (readonly [old: Described, now: Described])[];
  readonly removed: readonly Described[];
  readonly added: readonly Described[];
}

type KeyOf = (component: BomComponent, document: BomDocument) => string | undefined;

/** How components are found again: by what they are to the document, by purl without its version, by type and name. */
const KEYS: readonly KeyOf[] = [
  // Of several models none is the one.
  (component, { models }) => (models.length === 1 && component === models[0] ? 'model' : undefined),
  ({ role }) => (role === 'subject' ? 'subject' : undefined),
  ({ type, place }) => {
    const purl = textAt(place, 'purl');
    return purl === undefined ? undefined : `${type ?? ''} ${withoutVersion(purl)}`;
  },
  (component) => `${component.type ?? ''} ${fullName(component)}`,
];

/** Finds the components of one document in another. Each is found once; equal ones find each other first. */
export function pairComponents(old: BomDocument, now: BomDocument): Pairs {
  let pairs: Pairs = { both: [], removed: describe(old), added: describe(now) };
  for (const keyOf of KEYS) {
    const found = pairBy(
      pairs.removed,
      pairs.added,
      (one) => keyOf(one.component, old),
      (one) => keyOf(one.component, now),
    );
    // As a list: there may be more than a call takes arguments.
    pairs = { ...found, both: [...pairs.both, ...found.both] };
  }
  return pairs;
}

/** What was shipped, and what it was made with; tools and ancestors are facts of others. */
const describe = (document: BomDocument): readonly Described[] =>
  document.components
    .filter(({ role }) => role === 'subject' || role === 'part' || role === 'formulation')
    .map((component) => {
      const facts = factsOf(component, document);
      return { component, facts, text: textOf(facts) };
    });

const textOf = (facts: Facts): string =>
  JSON.stringify(
    [...facts].map(([field, texts]) => [field, [...texts].sort()]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );

function pairBy(
  old: readonly Described[],
  now: readonly Described[],
  oldKey: (one: Described) => string | undefined,
  nowKey: (one: Described) => string | undefined,
): Pairs {
  const byText = pairOnce(
    old,
    now,
    (one) => withText(oldKey(one), one),
    (one) => withText(nowKey(one), one),
  );
  const byKey = pairOnce(byText.removed, byText.added, oldKey, nowKey);
  return { ...byKey, both: [...byText.both, ...byKey.both] };
}

const withText = (key: string | undefined, { text }: Described): string | undefined =>
  key === undefined ? undefined : `${key}\n${text}`;

const compareText = (a: Described, b: Described): number => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);

function pairOnce(
  old: readonly Described[],
  now: readonly Described[],
  oldKey: (one: Described) => string | undefined,
  nowKey: (one: Described) => string | undefined,
): Pairs {
  const waiting = new Map<string, Described[]>();
  // The last in order is taken first: by text, so that the order of the document says nothing.
  for (const one of old.toSorted((a, b) => compareText(b, a))) {
    const key = oldKey(one);
    if (key === undefined) continue;
    const list = waiting.get(key);
    if (list === undefined) waiting.set(key, [one]);
    else list.push(one);
  }
  const found = new Map<Described, Described>();
  for (const one of now.toSorted(compareText)) {
    const key = nowKey(one);
    const partner = key === undefined ? undefined : waiting.get(key)?.pop();
    if (partner !== undefined) found.set(one, partner);
  }
  const taken = new Set(found.values());
  return {
    both: [...found].map(([one, partner]) => [partner, one] as const),
    removed: old.filter((one) => !taken.has(one)),
    added: now.filter((one) => !found.has(one)),
  };
}

/** `pkg:huggingface/org/name@commit#file` without its commit. */
function withoutVersion(purl: string): string {
  const end = purl.search(/[?#]/);
  const head = end < 0 ? purl : purl.slice(0, end);
  const at = head.lastIndexOf('@');
  return at > head.lastIndexOf('/') ? head.slice(0, at) + purl.slice(head.length) : purl;
}
