// SPDX-License-Identifier: Apache-2.0
import { fullName, SOURCE_PREFIX, type BomComponent, type BomDocument, type Place } from '../bom-document/index.js';
import { isObject, itemsOf, memberOf, textAt } from '../bom-document/place.js';
import { stableText } from '../bom-document/stable-text.js';

/** What is said of a component: texts by field, each field a set. The order of lists says nothing. */
export type Facts = ReadonlyMap<string, ReadonlySet<string>>;

/** Members that are looked at elsewhere, or say nothing of the thing itself. */
const LEFT_OUT = new Set(['bom-ref', 'type', 'components', 'signature']);

/** Lists whose items go by a name of their own. */
const KEYED: Readonly<Record<string, (item: Place, document: BomDocument) => readonly [key: string, text: string]>> = {
  hashes: (item) => [textAt(item, 'alg') ?? '', (textAt(item, 'content') ?? '').toLowerCase()],
  properties: (item) => [textAt(item, 'name') ?? '', textAt(item, 'value') ?? ''],
  externalReferences: (item) => [textAt(item, 'type') ?? '', textAt(item, 'url') ?? ''],
  licenses: (item) => ['', licenseText(item)],
  datasets: (item, document) => ['', datasetText(item, document)],
  ancestors: (item) => ['', relativeText(item)],
  descendants: (item) => ['', relativeText(item)],
  variants: (item) => ['', relativeText(item)],
};

export function factsOf({ place }: BomComponent, document: BomDocument): Facts {
  const facts = new Map<string, Set<string>>();
  const add = (field: string, text: string): void => {
    const known = facts.get(field);
    if (known === undefined) facts.set(field, new Set([text]));
    else known.add(text);
  };
  const visit = (at: Place, field: string, name: string): void => {
    if (Array.isArray(at.value)) for (const item of itemsOf(at)) addItem(item, field, name);
    else if (isObject(at.value)) visitMembers(at, field === '' ? '' : `${field}.`);
    else add(field, String(at.value));
  };
  const visitMembers = (at: Place, prefix: string): void => {
    for (const name of Object.keys(at.value as object)) {
      const member = LEFT_OUT.has(name) ? undefined : memberOf(at, name);
      if (member !== undefined) visit(member, prefix + name, name);
    }
  };
  const addItem = (item: Place, field: string, name: string): void => {
    const keyed = isObject(item.value) && Object.hasOwn(KEYED, name) ? KEYED[name] : undefined;
    if (keyed === undefined) {
      add(field, typeof item.value === 'string' ? item.value : stableText(item.value));
      return;
    }
    const [key, text] = keyed(item, document);
    // Where a fact was read is no fact about the thing.
    if (!key.startsWith(SOURCE_PREFIX)) add(key === '' ? field : `${field}[${key}]`, text);
  };
  visitMembers(place, '');
  return facts;
}

const licenseText = (item: Place): string =>
  textAt(item, 'license/id') ?? textAt(item, 'expression') ?? textAt(item, 'license/name') ?? stableText(item.value);

/** By name: refs differ from document to document. */
function datasetText(item: Place, { byRef }: BomDocument): string {
  const ref = textAt(item, 'ref');
  if (ref === undefined) return textAt(item, 'name') ?? stableText(item.value);
  const component = byRef.get(ref);
  return component === undefined ? ref : fullName(component);
}

/** `group/name@version`, or its purl, with what it is to the model where the document says it. */
function relativeText(item: Place): string {
  const name = [textAt(item, 'group'), textAt(item, 'name')].filter((part) => part !== undefined).join('/');
  const version = textAt(item, 'version');
  const plain = textAt(item, 'purl') ?? (version === undefined ? name : `${name}@${version}`);
  const relations = itemsOf(memberOf(item, 'properties')).flatMap((property) =>
    (textAt(property, 'name') ?? '').endsWith(':relation') ? (textAt(property, 'value') ?? []) : [],
  );
  return relations.length === 0 ? plain : `${plain} (${relations.join(', ')})`;
}
