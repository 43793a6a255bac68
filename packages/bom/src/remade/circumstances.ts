// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { fullName, type BomComponent, type BomDocument } from '../bom-document/index.js';
import { itemsOf, memberOf, placeAt, textAt, type Place } from '../bom-document/place.js';
import { BY_FOLDER } from '../cyclonedx/create/fact-sink.js';
import { hubPlaceOf } from '../documents/hub-place.js';
import type { KnownAncestor, StatedIdentity, UriSource } from '../documents/input.js';
import { BY_CALLER } from '../documents/model-place.js';

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
  const claims: Claim[] = [];
  const lineage: KnownAncestor[] = [];
  for (const component of components) {
    const isBase = component.role === 'ancestor';
    if (!isBase && component.type !== 'data') continue;
    const value = fullName(component);
    for (const [what] of signersOf(notes.get(`${component.place.pointer}/name`) ?? [])) {
      const name = isBase ? 'base-model' : `dataset.${attestedRole(component, what, notes)}`;
      claims.push({ subject: 'model', name, value, source: { what }, method: 'stated' });
    }
    claims.push(...attestedProperties(component, notes));
    const known = isBase ? toldKnowledge(component, notes) : undefined;
    if (known !== undefined) lineage.push({ name: value, known });
  }
  return { claims, lineage };
}

/** What a signed statement has a data set for. */
function attestedRole({ place }: BomComponent, what: string, notes: Notes): 'training' | 'evaluation' {
  const roles = itemsOf(memberOf(place, 'properties')).filter((one) => textAt(one, 'name') === 'mpk:dataset:role');
  const own = roles.find(({ pointer }) => signersOf(notes.get(pointer) ?? []).some(([signer]) => signer === what));
  return own !== undefined && textAt(own, 'value') === 'evaluation' ? 'evaluation' : 'training';
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
    return signersOf(notes.get(property.pointer) ?? []).map(([what]): Claim => ({
      subject,
      name,
      value,
      source: { what },
      method: 'stated',
    }));
  });
}

const signersOf = (notes: readonly string[]): readonly (readonly [string])[] =>
  notes.flatMap((note) => {
    const [, what] = /^(provenance signed by [^]+) \(stated\)$/.exec(note) ?? [];
    return what === undefined ? [] : [[what] as const];
  });

/** How the caller said that an ancestor is known. */
function toldKnowledge({ place }: BomComponent, notes: Notes): KnownAncestor['known'] | undefined {
  const property = itemsOf(memberOf(place, 'properties')).find((one) => textAt(one, 'name') === 'mpk:lineage:known');
  if (property === undefined || notes.get(property.pointer)?.includes(BY_CALLER) !== true) return undefined;
  return (['declared', 'attested', 'confirmed'] as const).find((one) => one === textAt(property, 'value'));
}
