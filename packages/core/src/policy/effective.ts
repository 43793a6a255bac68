// SPDX-License-Identifier: Apache-2.0
import { isAbsolute, resolve } from 'node:path';
import { sha256Hex } from '../attestation/oms.js';
import { MpkError } from '../errors.js';
import { canonicalJson } from '../json/canonical.js';
import { parsePolicyDocument } from './parse.js';
import { holdsPrivateKey, policyMaterial } from './material.js';
import { printable } from '../text/printable.js';
import { assertSize, readReferenceFile } from './reference-file.js';
import type { ParsePolicyOptions } from './parse.js';
import type { EffectivePolicy, ModelPolicy, ParsedPolicy, PolicyReference } from './types.js';

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
  options: ResolvePolicyOptions & ParsePolicyOptions = {},
): Promise<EffectivePolicy> => resolvePolicy(await parsePolicyDocument(document, options), options);

interface WantedFile {
  readonly path: string;
  /** where the policy says so, for messages */
  readonly field: string;
  /** must hold no secret */
  readonly isPublic: boolean;
  readonly maxBytes: number;
}

const wantedFiles = (policy: ModelPolicy): readonly WantedFile[] =>
  policyMaterial(policy).flatMap(({ kind, source, pointer, maxBytes }) =>
    'file' in source ? [{ path: source.file, field: fieldOf(pointer), isPublic: kind !== 'lock', maxBytes }] : [],
  );

/** As people write it: names in a policy have neither "/" nor "~". */
const fieldOf = (pointer: string): string => pointer.slice(1).replaceAll('/', '.');

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
    // Without the cause: all that it says is in this message, and it would be printed again.
    throw new MpkError(code, `${field}: ${printable(cause.message)}`, {
      hint: 'put the file there, or correct the path, which starts at the folder of the policy',
    });
  }
}

function checkBytes({ path, field, isPublic, maxBytes }: WantedFile, bytes: Uint8Array): void {
  assertSize(printable(path), bytes.length, maxBytes);
  if (isPublic && holdsPrivateKey(bytes)) {
    throw new MpkError(
      'POLICY_INVALID',
      `${field}: ${printable(path)} holds a private key, expected public material only`,
    );
  }
}
