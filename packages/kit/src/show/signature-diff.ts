// SPDX-License-Identifier: Apache-2.0
import { MpkError, diffNamed } from '@mpk/core';
import { existsSync } from 'node:fs';
import { readBundleFile } from '../attestations/bundle-file.js';
import { summarizeBundle, type ModelSignatureSummary } from './bundle-summary.js';

/** One thing that was so and is otherwise. */
export interface Change {
  readonly from: string;
  readonly to: string;
}

/** How one signature of a model differs from another. Neither was verified. */
export interface SignatureDiff {
  readonly verified: false;
  /** nothing below differs */
  readonly same: boolean;
  /** whether contents could be compared: not over different hashes or shards */
  readonly contents: 'compared' | 'not-comparable';
  /** names of files, in OMS order */
  readonly missing: readonly string[];
  readonly added: readonly string[];
  readonly changed: readonly string[];
  /** digests equal, names not */
  readonly renamed: readonly Change[];
  /** who signed and how, name, dialect, serialization, links: what is not among the files */
  readonly changes: Readonly<Record<string, Change>>;
  readonly ignorePaths: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

/**
 * Compares what two signatures of a model say. Verifies nothing.
 *
 * @param from - a file with one bundle, or `FILE:N` for line N of a file with several
 * @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED`; `INPUT_UNSUPPORTED` for what is no signature of a model;
 * `USAGE` where a file has several bundles and no line is named
 */
export function diffSignatures(from: string, to: string): SignatureDiff {
  const [before, after] = [readSignature(from), readSignature(to)];
  const comparable = before.serialization === after.serialization;
  const files = diffNamed(pairsOf(before, comparable), pairsOf(after, comparable));
  const { renamed, missing, added } = comparable ? findRenamed(files, before, after) : { renamed: [], ...files };
  const changes = changesOf(traitsOf(before), traitsOf(after));
  const ignorePaths = {
    added: without(after.ignorePaths, before.ignorePaths),
    removed: without(before.ignorePaths, after.ignorePaths),
  };
  const lists = [missing, added, files.changed, renamed, Object.keys(changes), ignorePaths.added, ignorePaths.removed];
  return {
    verified: false,
    same: lists.every(({ length }) => length === 0),
    contents: comparable ? 'compared' : 'not-comparable',
    missing,
    added,
    changed: files.changed,
    renamed,
    changes,
    ignorePaths,
  };
}

const HINT = 'name a signature of a model, as mpk sign writes it';

function readSignature(text: string): ModelSignatureSummary {
  const { path, line } = placeOf(text);
  const bundles = readBundleFile(path, { hint: HINT });
  if (line === undefined && bundles.length > 1) {
    throw new MpkError('USAGE', `${path} has ${bundles.length} bundles`, {
      hint: `name one of them by its line, ${path}:1`,
    });
  }
  const bundle = bundles[(line ?? 1) - 1];
  if (bundle === undefined) throw new MpkError('USAGE', `${path} has ${bundles.length} bundles, and no line ${line}`);
  const summary = summarizeBundle(bundle);
  if ('files' in summary) return summary;
  const why = 'problem' in summary ? `: ${summary.problem}` : '';
  throw new MpkError('INPUT_UNSUPPORTED', `${text} is no signature of a model${why}`, { hint: HINT });
}

/** A file that is called like a place in another is that file. */
function placeOf(text: string): { readonly path: string; readonly line?: number } {
  const [, path, line] = /^([^]+):([1-9][0-9]{0,5})$/.exec(text) ?? [];
  return path === undefined || existsSync(text) ? { path: text } : { path, line: Number(line) };
}

const contentOf = ({ digests }: { readonly digests: readonly string[] }): string => digests.join(' ');

/** Names with their contents, or alone where contents cannot be compared. */
const pairsOf = ({ files }: ModelSignatureSummary, comparable: boolean): [string, string][] =>
  files.map((file) => [file.name, comparable ? contentOf(file) : '']);

/** Takes from what is missing and added the pairs that hold the same, each once. */
function findRenamed(
  { missing, added }: { readonly missing: readonly string[]; readonly added: readonly string[] },
  before: ModelSignatureSummary,
  after: ModelSignatureSummary,
): Pick<SignatureDiff, 'renamed' | 'missing' | 'added'> {
  const old = new Map(before.files.map((file) => [file.name, contentOf(file)]));
  const now = new Map(after.files.map((file) => [file.name, contentOf(file)]));
  const free = new Map<string | undefined, string[]>();
  for (const name of added) free.set(now.get(name), [...(free.get(now.get(name)) ?? []), name]);
  const renamed = missing.flatMap((from) => {
    const to = free.get(old.get(from))?.shift();
    return to === undefined ? [] : [{ from, to }];
  });
  return {
    renamed,
    missing: without(
      missing,
      renamed.map(({ from }) => from),
    ),
    added: without(
      added,
      renamed.map(({ to }) => to),
    ),
  };
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return names.filter((name) => !known.has(name));
}

/** What is compared besides files. A new certificate of the same name, or a new time, is the same signer. */
const traitsOf = (signature: ModelSignatureSummary): Readonly<Record<string, string>> => ({
  method: signature.method,
  signer: signerOf(signature),
  predicateType: signature.predicateType,
  name: signature.modelName,
  serialization: signature.serialization,
  allowSymlinks: String(signature.allowSymlinks),
});

function signerOf({ keyHint, certificates: [leaf] }: ModelSignatureSummary): string {
  if (leaf === undefined) return `key ${keyHint ?? 'unnamed'}`;
  return [leaf.subject, leaf.alternativeNames, `by ${leaf.issuer}`].filter(Boolean).join(', ');
}

function changesOf(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): SignatureDiff['changes'] {
  const changes = Object.entries(before).flatMap(([trait, from]) => {
    const to = after[trait] ?? '';
    return from === to ? [] : [[trait, { from, to }] as const];
  });
  return Object.fromEntries(changes);
}
