// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { fullName, type BomComponent, type BomDocument } from '../bom-document/index.js';
import { itemsOf, memberOf, placeAt, textAt, type Place } from '../bom-document/place.js';
import { BY_FOLDER } from '../cyclonedx/create/fact-sink.js';
import { hubPlaceOf } from '../documents/hub-place.js';
import type { KnownAncestor, StatedIdentity, UriSource } from '../documents/input.js';
import { BY_CALLER } from '../documents/model-place.js';
import { attestedSource } from './attested-part.js';

/** What a document was made with besides the files: as it says itself, for nobody else knows. */
export interface Circumstances {
  /** of the folder, where nothing better named it */
  readonly folderName: string | undefined;
  readonly uri: string | undefined;
  readonly uriFrom: UriSource;
  readonly stated: StatedIdentity;
  readonly authors: readonly string[];
  readonly timestamp: Date | undefined;
  /** what signed provenance said */
  readonly claims: readonly Claim[];
  readonly lineage: readonly KnownAncestor[];
}

type Notes = ReadonlyMap<string, readonly string[]>;

/** Reads them off a document of this kit. */
export function circumstancesOf(document: BomDocument, subject: BomComponent, notes: Notes): Circumstances {
  const { place } = subject;
  const has = (path: string, note: string): boolean => notes.get(`${place.pointer}/${path}`)?.includes(note) === true;
  const { uri, uriFrom } = uriIn(place, notes);
  return {
    folderName: has('name', BY_FOLDER) ? rawText(place, 'name') : undefined,
    uri,
    uriFrom,
    stated: statedIn(place, has, uri),
    authors: itemsOf(placeAt(document.root, 'metadata/authors')).flatMap((author) => rawText(author, 'name') ?? []),
    timestamp: timeIn(document),
    ...attestedIn(document, notes),
  };
}

const rawText = (place: Place, name: string): string | undefined => {
  const value = memberOf(place, name)?.value;
  return typeof value === 'string' ? value : undefined;
};

function uriIn(place: Place, notes: Notes): Pick<Circumstances, 'uri' | 'uriFrom'> {
  const property = itemsOf(memberOf(place, 'properties')).find((one) => textAt(one, 'name') === 'mpk:model:uri');
  if (property === undefined) return { uri: undefined, uriFrom: 'caller' };
  const isStated = notes.get(property.pointer)?.includes(BY_CALLER) === true;
  return { uri: rawText(property, 'value'), uriFrom: isStated ? 'caller' : 'cache layout' };
}

/** A name and a version of whoever asked, or of the URI that they gave: what is not of the URI they stated by itself. */
function statedIn(place: Place, has: (path: string, note: string) => boolean, uri: string | undefined): StatedIdentity {
  const hub = uri === undefined ? undefined : hubPlaceOf(uri);
  const stated = (path: string): string | undefined => {
    const value = placeAt(place, path)?.value;
    return has(path, BY_CALLER) && typeof value === 'string' ? value : undefined;
  };
  const [name, version] = [stated('name'), stated('version')];
  const authors = itemsOf(memberOf(place, 'authors')).flatMap((author, i) =>
    has(`authors/${i}`, BY_CALLER) ? (rawText(author, 'name') ?? []) : [],
  );
  const manufacturer = stated('manufacturer/name') ?? stated('publisher');
  const supplier = stated('supplier/name');
  return {
    ...(name !== undefined && name !== hub?.name && { name }),
    ...(version !== undefined && version !== hub?.revision && { version }),
    authors: [...authors, ...(stated('author')?.split(', ') ?? [])],
    ...(manufacturer !== undefined && { manufacturer }),
    ...(supplier !== undefined && { supplier }),
  };
}

function timeIn({ root }: BomDocument): Date | undefined {
  const time = new Date(textAt(root, 'metadata/timestamp') ?? '');
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** Bases and data sets that a signed statement named. */
function attestedIn({ components }: BomDocument, notes: Notes): Pick<Circumstances, 'claims' | 'lineage'> {
  const bases = components.filter(({ role }) => role === 'ancestor');
  const datasets = components.filter(({ role, type }) => role !== 'ancestor' && type === 'data');
  return {
    claims: [
      ...bases.flatMap((base) => attestedNames(base, notes, () => 'base-model')),
      ...datasets.flatMap((dataset) => attestedNames(dataset, notes, attestedUse(dataset, notes))),
      ...[...bases, ...datasets].flatMap((component) => attestedProperties(component, notes)),
    ],
    lineage: bases.flatMap((base) => {
      const known = toldKnowledge(base, notes);
      return known === undefined ? [] : [{ name: fullName(base), known }];
    }),
  };
}

/** @param nameOf - of the claim, by who signed it */
const attestedNames = (component: BomComponent, notes: Notes, nameOf: (what: string) => string): readonly Claim[] =>
  signersOf(notes.get(`${component.place.pointer}/name`)).map((what) => ({
    subject: 'model',
    name: nameOf(what),
    value: fullName(component),
    source: { what },
    method: 'stated',
  }));

/** What signed statements have a data set for: the first word of each that says it. */
function attestedUse({ place }: BomComponent, notes: Notes): (what: string) => string {
  const evaluation = new Map<string, boolean>();
  for (const role of itemsOf(memberOf(place, 'properties'))) {
    if (textAt(role, 'name') !== 'mpk:dataset:role') continue;
    for (const what of signersOf(notes.get(role.pointer)))
      if (!evaluation.has(what)) evaluation.set(what, textAt(role, 'value') === 'evaluation');
  }
  return (what) => (evaluation.get(what) === true ? 'dataset.evaluation' : 'dataset.training');
}

/** Properties that say of a base or a data set what signed statements said: the claims that they are made of. */
const PROPERTIES: Readonly<Record<string, string>> = {
  'mpk:base-model.hash': 'base-model.hash',
  'mpk:lineage:relation': 'base-model.relation',
  'mpk:dataset.hash': 'dataset.hash',
};

function attestedProperties(component: BomComponent, notes: Notes): readonly Claim[] {
  const subject = `${component.role === 'ancestor' ? 'base' : 'dataset'}:${fullName(component)}`;
  return itemsOf(memberOf(component.place, 'properties')).flatMap((property) => {
    const [name, value] = [PROPERTIES[textAt(property, 'name') ?? ''], rawText(property, 'value')];
    if (name === undefined || value === undefined) return [];
    return signersOf(notes.get(property.pointer)).map((what): Claim => ({
      subject,
      name,
      value,
      source: { what },
      method: 'stated',
    }));
  });
}

const signersOf = (notes: readonly string[] = []): readonly string[] =>
  notes.flatMap((note) => attestedSource(note) ?? []);

/** How the caller said that an ancestor is known. */
function toldKnowledge({ place }: BomComponent, notes: Notes): KnownAncestor['known'] | undefined {
  const property = itemsOf(memberOf(place, 'properties')).find((one) => textAt(one, 'name') === 'mpk:lineage:known');
  if (property === undefined || notes.get(property.pointer)?.includes(BY_CALLER) !== true) return undefined;
  return (['declared', 'attested', 'confirmed'] as const).find((one) => one === textAt(property, 'value'));
}
