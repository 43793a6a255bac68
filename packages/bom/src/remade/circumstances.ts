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
    const name =
      component.role === 'ancestor' ? 'base-model' : component.type === 'data' ? 'dataset.training' : undefined;
    if (name === undefined) continue;
    for (const [what] of signersOf(notes.get(`${component.place.pointer}/name`) ?? []))
      claims.push({ subject: 'model', name, value: fullName(component), source: { what }, method: 'stated' });
    claims.push(...attestedHashes(component, notes));
    const known = name === 'base-model' ? toldKnowledge(component, notes) : undefined;
    if (known !== undefined) lineage.push({ name: fullName(component), known });
  }
  return { claims, lineage };
}

/** Digests of a base or a data set that a signed statement gave. */
function attestedHashes(component: BomComponent, notes: Notes): readonly Claim[] {
  const [kind, name] = component.role === 'ancestor' ? ['base', 'base-model.hash'] : ['dataset', 'dataset.hash'];
  return itemsOf(memberOf(component.place, 'properties')).flatMap((property) => {
    const value = rawText(property, 'value');
    if (value === undefined || textAt(property, 'name') !== `mpk:${name}`) return [];
    return signersOf(notes.get(property.pointer) ?? []).map(([what]): Claim => {
      const subject = `${kind}:${fullName(component)}`;
      return { subject, name, value, source: { what }, method: 'stated' };
    });
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
