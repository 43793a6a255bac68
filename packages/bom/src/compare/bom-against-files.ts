// SPDX-License-Identifier: Apache-2.0
import { viewWithMost, type BomComponent, type BomDocument, type ModelView } from '../bom-document/index.js';
import { itemsOf, memberOf, placesAt, textAt } from '../bom-document/place.js';
import { EXACT_NAME, nameIn } from '../documents/exact-names.js';
import { shownText } from '../bom-document/stable-text.js';
import type { FactComparison } from './facts.js';

export const COMPARISON_SCHEMA = 'modelprovenance.dev/bom-comparison/v1alpha1';

/** A file as it is in the folder. */
export interface ComparedFile {
  /** model-relative, with `/` */
  readonly name: string;
  readonly sizeBytes: number;
  /** lowercase hex */
  readonly sha256: string;
}

/** A file whose bytes are not those that the BOM speaks of. */
export interface ChangedFile {
  readonly name: string;
  /** of the BOM: several where it contradicts itself */
  readonly expectedSha256: readonly string[];
  readonly sha256: string;
  readonly expectedSizeBytes?: number;
  readonly sizeBytes: number;
  /** RFC 6901 of the first component of that name */
  readonly pointer: string;
}

/**
 * `pass`: the BOM lists these files, and all digests are right. `fail`: some are missing, too many or changed, or facts differ.
 * `undecided`: nothing contradicts, but the BOM lists no files, or gives no SHA-256 of some; or not all was compared, where that is asked for.
 */
export type ComparisonOutcome = 'pass' | 'fail' | 'undecided';

export interface BomComparison {
  readonly schema: typeof COMPARISON_SCHEMA;
  readonly outcome: ComparisonOutcome;
  readonly totals: {
    readonly matching: number;
    readonly missing: number;
    readonly extra: number;
    readonly changed: number;
    readonly withoutDigest: number;
  };
  /** files of the BOM that are not there */
  readonly missing: readonly { readonly name: string; readonly pointer: string }[];
  /** files that the BOM does not list */
  readonly extra: readonly ComparedFile[];
  readonly changed: readonly ChangedFile[];
  /** files that are there, and of which the BOM has no SHA-256 */
  readonly withoutDigest: readonly { readonly name: string; readonly pointer: string }[];
  /** absent where nobody asked for it */
  readonly facts?: FactComparison;
}

/** Most files of each list; the totals count all. */
export const MAX_COMPARED_FILES = 10_000;

/** What a BOM says of one name. */
export interface ListedFile {
  readonly name: string;
  readonly pointer: string;
  readonly digests: ReadonlySet<string>;
  readonly sizes: ReadonlySet<number>;
}

/**
 * The model of a document whose files these are: of several, as a merged document has them, the one that lists most of them.
 *
 * @throws MpkError `NOTHING_TO_CHECK` where it has no model and is about no data set
 */
export function viewOfFiles(document: BomDocument, files: readonly ComparedFile[]): ModelView {
  const there = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  return viewWithMost(document, (one) => sha256sOf(one).has(there.get(fileName(one)) ?? ''));
}

/** Compares the files that a CycloneDX BOM lists with those of a folder. Pure; names are compared as they are written. */
export const compareWithFiles = (view: ModelView, files: readonly ComparedFile[]): BomComparison =>
  compareListed(listedFiles(view, files), files);

/** Compares what a document lists, by name, with the files of a folder. */
export function compareListed(listed: ReadonlyMap<string, ListedFile>, files: readonly ComparedFile[]): BomComparison {
  const there = new Map(files.map((file) => [file.name, file]));
  const pairs = [...listed.values()].map((one) => ({ one, file: there.get(one.name) }));
  const missing = pairs.filter(({ file }) => file === undefined).map(({ one }) => named(one));
  const changed = pairs.flatMap(({ one, file }) =>
    file !== undefined && isChanged(one, file) ? [change(one, file)] : [],
  );
  const withoutDigest = pairs.flatMap(({ one, file }) =>
    file !== undefined && one.digests.size === 0 && !isChanged(one, file) ? [named(one)] : [],
  );
  const extra = files.filter(({ name }) => !listed.has(name));
  const totals = {
    matching: listed.size - missing.length - changed.length - withoutDigest.length,
    missing: missing.length,
    extra: extra.length,
    changed: changed.length,
    withoutDigest: withoutDigest.length,
  };
  return {
    schema: COMPARISON_SCHEMA,
    outcome: outcomeOf(totals, listed.size),
    totals,
    missing: sorted(missing),
    extra: sorted(extra),
    changed: sorted(changed),
    withoutDigest: sorted(withoutDigest),
  };
}

function outcomeOf(
  { missing, extra, changed, withoutDigest }: BomComparison['totals'],
  listed: number,
): ComparisonOutcome {
  // A BOM that lists no files contradicts none.
  if (listed === 0) return 'undecided';
  if (missing + extra + changed > 0) return 'fail';
  return withoutDigest > 0 ? 'undecided' : 'pass';
}

const named = ({ name, pointer }: ListedFile): { name: string; pointer: string } => ({
  name: shownText(name),
  pointer,
});

const sorted = <T extends { readonly name: string }>(files: readonly T[]): readonly T[] =>
  files.toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, MAX_COMPARED_FILES);

const isChanged = ({ digests, sizes }: ListedFile, { sha256, sizeBytes }: ComparedFile): boolean =>
  [...digests].some((digest) => digest !== sha256) || [...sizes].some((size) => size !== sizeBytes);

function change({ name, pointer, digests, sizes }: ListedFile, { sha256, sizeBytes }: ComparedFile): ChangedFile {
  const size = [...sizes].find((one) => one !== sizeBytes) ?? [...sizes][0];
  return {
    name: shownText(name),
    expectedSha256: [...digests].slice(0, 10),
    sha256,
    ...(size !== undefined && { expectedSizeBytes: size }),
    sizeBytes,
    pointer,
  };
}

/** By name; several components of one name have to agree. A model without files may be the one file that is there. */
function listedFiles(
  { files, model, document }: ModelView,
  there: readonly ComparedFile[],
): ReadonlyMap<string, ListedFile> {
  const [only] = there;
  if (files.length === 0 && there.length === 1 && only !== undefined && sha256sOf(model).size > 0) {
    return new Map([[only.name, listedAs(only.name, [model])]]);
  }
  const byName = new Map<string, BomComponent[]>();
  const add = (file: BomComponent): void => {
    const name = fileName(file);
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [file]);
    else known.push(file);
  };
  for (const file of files) add(file);
  if (files.length > 0) for (const file of unitedFiles(document, there, byName)) add(file);
  return new Map([...byName].map(([name, components]) => [name, listedAs(name, components)]));
}

/** A merged document has a file that two models share with one of them alone: of the other it is listed, too. */
function unitedFiles(
  { components }: BomDocument,
  there: readonly ComparedFile[],
  listed: ReadonlyMap<string, unknown>,
): readonly BomComponent[] {
  const digests = new Map(there.map(({ name, sha256 }) => [name, sha256]));
  return components.filter((one) => {
    if (one.type !== 'file' || one.role !== 'part' || listed.has(fileName(one))) return false;
    return sha256sOf(one).has(digests.get(fileName(one)) ?? '');
  });
}

const listedAs = (name: string, components: readonly BomComponent[]): ListedFile => ({
  name,
  pointer: components[0]?.place.pointer ?? '',
  digests: new Set(components.flatMap((component) => [...sha256sOf(component)])),
  sizes: new Set(components.flatMap(sizesOf)),
});

/** The name, as it is written: a space in it belongs to it. What cannot be written stands in a property of this kit. */
function fileName({ place }: BomComponent): string {
  const name = memberOf(place, 'name')?.value;
  if (typeof name !== 'string') return '';
  const exact = placesAt(place, 'properties/*').filter((property) => textAt(property, 'name') === EXACT_NAME);
  const [only] = exact;
  return nameIn(name, exact.length === 1 && only !== undefined ? textAt(only, 'value') : undefined);
}

const sha256sOf = ({ place }: BomComponent): ReadonlySet<string> =>
  new Set(
    itemsOf(memberOf(place, 'hashes')).flatMap((hash) => {
      const content = (textAt(hash, 'content') ?? '').toLowerCase();
      return textAt(hash, 'alg') === 'SHA-256' && /^[0-9a-f]{64}$/.test(content) ? [content] : [];
    }),
  );

/** Properties named `mpk:file:size`. */
const sizesOf = ({ place }: BomComponent): readonly number[] =>
  placesAt(place, 'properties/*').flatMap((property) => {
    const value = textAt(property, 'value') ?? '';
    return textAt(property, 'name') === 'mpk:file:size' && /^\d{1,15}$/.test(value) ? [Number(value)] : [];
  });
