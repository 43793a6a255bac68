// SPDX-License-Identifier: Apache-2.0
import { isAbsolute, resolve } from 'node:path';
import { sha256Hex } from '../attestation/oms.js';
import { MpkError } from '../errors.js';
import { canonicalJson } from '../json/canonical.js';
import { parsePolicyDocument } from './parse.js';
import { printable } from './printable.js';
import { assertSize, readReferenceFile } from './reference-file.js';
import type { EffectivePolicy, FileOrInline, ModelPolicy, ParsedPolicy, PolicyReference } from './types.js';

/** Largest key, certificate or trusted root that a policy refers to. */
export const MAX_TRUST_FILE_BYTES = 4 * 1024 * 1024;

/** Largest lock that a policy refers to. */
export const MAX_LOCK_FILE_BYTES = 64 * 1024 * 1024;

/** Where a policy's references are read from. */
export interface ResolvePolicyOptions {
  /** folder of the policy; relative references start there. Without it they go to `readFile` as written, or are refused */
  readonly folder?: string;
  /** reads a reference; default: from the file system, regular files only */
  readonly readFile?: (path: string) => Promise<Uint8Array>;
}

/**
 * Reads everything that a policy refers to, once, and computes the digest of all of it.
 *
 * @throws MpkError `INPUT_UNREADABLE` or `INPUT_TOO_LARGE` for a reference; `POLICY_INVALID` for a relative one without a folder,
 * and for a private key
 */
export async function resolvePolicy(
  parsed: ParsedPolicy,
  options: ResolvePolicyOptions = {},
): Promise<EffectivePolicy> {
  const references = new Map<string, PolicyReference>();
  for (const wanted of wantedFiles(parsed.document)) {
    const bytes = references.get(wanted.path)?.bytes ?? (await readWanted(wanted, options));
    checkBytes(wanted, bytes);
    const sha256 = sha256Hex(bytes);
    references.set(wanted.path, { path: wanted.path, sha256, bytes });
  }
  const digests = Object.fromEntries([...references.values()].map(({ path, sha256 }) => [path, sha256]));
  const text = canonicalJson({ document: parsed.document, references: digests });
  const digest = `sha256:${sha256Hex(text)}`;
  return { ...parsed, references, digest, folder: options.folder };
}

/**
 * The effective policy of a document that was made in memory, such as from command-line flags; checked like one that was read.
 *
 * @throws MpkError `POLICY_INVALID`, and as {@link resolvePolicy}
 */
export const effectivePolicyFromDocument = async (
  document: ModelPolicy,
  options: ResolvePolicyOptions = {},
): Promise<EffectivePolicy> => resolvePolicy(await parsePolicyDocument(document), options);

interface WantedFile {
  readonly path: string;
  /** where the policy says so, for messages */
  readonly field: string;
  readonly maxBytes: number;
}

function wantedFiles({ spec }: ModelPolicy): readonly WantedFile[] {
  const files: WantedFile[] = [];
  const trust = (path: string, field: string) => files.push({ path, field, maxBytes: MAX_TRUST_FILE_BYTES });
  const pem = (source: FileOrInline, field: string) => 'file' in source && trust(source.file, `${field}.file`);
  for (const [name, root] of Object.entries(spec.trust?.roots ?? {})) {
    trust(root.trustedRoot, `spec.trust.roots.${name}.trustedRoot`);
  }
  for (const [name, signer] of Object.entries(spec.trust?.signers ?? {})) {
    const field = `spec.trust.signers.${name}`;
    if ('key' in signer) pem(signer.key, `${field}.key`);
    if ('certificate' in signer) pem(signer.certificate.ca, `${field}.certificate.ca`);
  }
  const lock = spec.requirements?.identity?.lock;
  if (lock !== undefined)
    files.push({ path: lock, field: 'spec.requirements.identity.lock', maxBytes: MAX_LOCK_FILE_BYTES });
  return files;
}

async function readWanted({ path, field, maxBytes }: WantedFile, options: ResolvePolicyOptions): Promise<Uint8Array> {
  const { folder, readFile } = options;
  if (folder === undefined && readFile === undefined && !isAbsolute(path)) {
    throw new MpkError(
      'POLICY_INVALID',
      `${field} is the relative path ${printable(path)}, but the policy has no folder`,
      {
        hint: 'read the policy from a file, or write an absolute path',
      },
    );
  }
  const full = folder === undefined ? path : resolve(folder, path);
  try {
    return await (readFile ? readFile(full) : readReferenceFile(full, maxBytes));
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const code = cause instanceof MpkError ? cause.code : 'INPUT_UNREADABLE';
    throw new MpkError(code, `${field}: ${printable(cause.message)}`, { cause });
  }
}

function checkBytes({ path, field, maxBytes }: WantedFile, bytes: Uint8Array): void {
  assertSize(printable(path), bytes.length, maxBytes);
  if (
    maxBytes === MAX_TRUST_FILE_BYTES &&
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes('PRIVATE KEY-----')
  ) {
    throw new MpkError(
      'POLICY_INVALID',
      `${field}: ${printable(path)} holds a private key, expected public material only`,
    );
  }
}
