// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { MpkError } from '../errors.js';
import { assertName, compareNames } from '../model/names.js';
import { omsRootDigest } from './oms-root.js';

/** One file of a model. */
export interface ManifestFile {
  /** relative to the model, POSIX, canonical */
  readonly name: string;
  readonly sizeBytes: number;
  /** lowercase hex */
  readonly sha256: string;
}

/** A model's identity: its files in OMS order. */
export interface Manifest {
  readonly files: readonly ManifestFile[];
}

/**
 * Puts files in OMS order.
 *
 * @throws MpkError `MODEL_EMPTY`; `MODEL_NAME_INVALID` for a name that leaves the model or stands twice
 */
export function createManifest(files: readonly ManifestFile[]): Manifest {
  if (files.length === 0) throw new MpkError('MODEL_EMPTY', 'the model has no files', { hint: 'check the path' });
  const sorted = files.map(({ name, sizeBytes, sha256 }) => ({ name, sizeBytes, sha256 }));
  sorted.sort((a, b) => compareNames(a.name, b.name));
  for (const [i, file] of sorted.entries()) {
    assertName(file.name);
    if (file.name === sorted[i - 1]?.name) {
      throw new MpkError('MODEL_NAME_INVALID', `file name ${JSON.stringify(file.name)} stands twice`);
    }
  }
  return { files: sorted };
}

/** Files of one update of the hash: a manifest of a million files need not exist as one text. */
const FILES_PER_UPDATE = 512;

/** `sha256:` + hex of SHA-256 over the RFC 8785 JSON of `[{name, sizeBytes, sha256}]`: what a model is known by. */
export function manifestDigest({ files }: Manifest): string {
  const hash = createHash('sha256').update('[');
  for (let start = 0; start < files.length; start += FILES_PER_UPDATE) {
    const texts = files.slice(start, start + FILES_PER_UPDATE).map(canonicalFile);
    hash.update((start === 0 ? '' : ',') + texts.join(','));
  }
  return `sha256:${hash.update(']').digest('hex')}`;
}

/** RFC 8785 of one file, members in order of their names: the general way costs much more for 10,000 files. */
const canonicalFile = ({ name, sha256, sizeBytes }: ManifestFile): string =>
  `{"name":${JSON.stringify(name)},"sha256":"${sha256}","sizeBytes":${sizeBytes}}`;

/**
 * `sha256:` + hex of SHA-256 over the RFC 8785 JSON of `[{name, sha256}]` in OMS order: all that an OMS signature says of files.
 *
 * Unlike the OMS root digest it covers their names, so that an order-keeping rename does not go unseen; sizes it does not.
 */
export function filesDigest(files: readonly { readonly name: string; readonly sha256: string }[]): string {
  const sorted = [...files].sort((a, b) => compareNames(a.name, b.name));
  const texts = sorted.map(({ name, sha256 }) => `{"name":${JSON.stringify(name)},"sha256":"${sha256}"}`);
  return `sha256:${createHash('sha256')
    .update(`[${texts.join(',')}]`)
    .digest('hex')}`;
}

/** `sha256:` + hex of the OMS root digest of a manifest. */
export const manifestOmsRoot = (manifest: Manifest): string =>
  `sha256:${omsRootDigest(manifest.files.map((f) => f.sha256))}`;

/**
 * Every OMS root digest that tools give these files, lowercase hex: in the spec's order of names, and in that of
 * model_signing, which compares part by part.
 */
export function manifestOmsRoots(manifest: Manifest): readonly string[] {
  const byParts = [...manifest.files].sort((a, b) => compareParts(a.name.split('/'), b.name.split('/')));
  const roots = [manifest.files, byParts].map((files) => omsRootDigest(files.map((file) => file.sha256)));
  return [...new Set(roots)];
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  for (const [i, part] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    const order = compareNames(part, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** How one set of files differs from another, by names in OMS order. */
export interface ManifestDiff {
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  readonly added: readonly string[];
}

/** Compares by name and SHA-256. A rename shows as one missing and one added. */
export const diffManifest = (
  expected: readonly { readonly name: string; readonly sha256: string }[],
  actual: readonly { readonly name: string; readonly sha256: string }[],
): ManifestDiff => diffNamed(toPairs(expected), toPairs(actual));

const toPairs = (files: readonly { readonly name: string; readonly sha256: string }[]): [string, string][] =>
  files.map(({ name, sha256 }) => [name, sha256]);

/** Compares pairs of a name and a text that stands for the content. */
export function diffNamed(
  expected: Iterable<readonly [string, string]>,
  actual: Iterable<readonly [string, string]>,
): ManifestDiff {
  const want = new Map(expected);
  const have = new Map(actual);
  const missing = [...want.keys()].filter((name) => !have.has(name));
  const changed = [...want].filter(([name, text]) => have.has(name) && have.get(name) !== text).map(([name]) => name);
  const added = [...have.keys()].filter((name) => !want.has(name));
  return { missing: missing.sort(compareNames), changed: changed.sort(compareNames), added: added.sort(compareNames) };
}
