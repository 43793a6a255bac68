// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import {
  MAX_LOCK_BYTES,
  MpkError,
  holdsPrivateKey,
  parseLock,
  policyFaults,
  policyTemplate,
  readFileBounded,
  writeFileAtomic,
} from '@mpk/core';
import { MAX_KEY_BYTES, readPublicKey } from '@mpk/signing';

/** The key that a policy names when nothing else is said; from the folder of the policy. */
const DEFAULT_KEY = 'keys/release.pub';

/** Options of {@link initPolicy}. Paths start at the working folder, as people type them. */
export interface InitPolicyOptions {
  /** file to write */
  readonly outputPath: string;
  readonly name: string;
  /** public key that must have signed */
  readonly keyPath?: string;
  /** lock that the files must equal */
  readonly lockPath?: string;
  readonly overwrite?: boolean;
}

/** A policy that was written. */
export interface InitialisedPolicy {
  readonly path: string;
  /** files that it names and that are not there yet; from its own folder */
  readonly missing: readonly string[];
}

/**
 * Writes a policy to start from. The key and the lock are read first, and named by their paths from the policy's own folder;
 * absolute ones stay as they are.
 *
 * @throws MpkError `USAGE` for a name that no policy can have; `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED`,
 * `INPUT_UNSUPPORTED` for key and lock; `KEY_INVALID` for what is no public key; `OUTPUT_EXISTS`, `OUTPUT_UNWRITABLE`
 */
export async function initPolicy(options: InitPolicyOptions): Promise<InitialisedPolicy> {
  const { outputPath, name, keyPath, lockPath } = options;
  const folder = dirname(resolve(outputPath));
  const isTemplate = keyPath === undefined && lockPath === undefined;
  const keyFile = isTemplate ? DEFAULT_KEY : keyPath && pathFrom(folder, keyPath);
  const text = policyTemplate({ name, keyFile, lockFile: lockPath && pathFrom(folder, lockPath) });
  await assertValid(text, name);
  if (keyPath !== undefined) assertPublicKey(keyPath);
  if (lockPath !== undefined) parseLock(readFileBounded(lockPath, { maxBytes: MAX_LOCK_BYTES, what: 'lock' }));
  writeFileAtomic(outputPath, text, { overwrite: options.overwrite === true });
  const missing = isTemplate && !existsSync(resolve(folder, DEFAULT_KEY)) ? [DEFAULT_KEY] : [];
  return { path: outputPath, missing };
}

const pathFrom = (folder: string, path: string): string =>
  isAbsolute(path) ? path : relative(folder, resolve(path)).split(sep).join('/');

/** @throws MpkError `USAGE` with what is wrong with the name or a path */
async function assertValid(text: string, name: string): Promise<void> {
  const fault = (await policyFaults(Buffer.from(text))).find(({ severity }) => severity === 'error');
  if (fault === undefined) return;
  const isName = fault.pointer === '/metadata/name';
  const near = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  throw new MpkError('USAGE', isName ? `the name of a policy: ${fault.message}` : fault.message, {
    ...(isName && near !== '' && near.length < 64 && { hint: `such as --name ${near}` }),
  });
}

function assertPublicKey(path: string): void {
  const bytes = readFileBounded(path, { maxBytes: MAX_KEY_BYTES, what: 'public key' });
  if (!holdsPrivateKey(bytes)) {
    readPublicKey(bytes);
    return;
  }
  const publicPath = `${path.replace(/\.(?:key|pem)$/, '')}.pub`;
  throw new MpkError('KEY_INVALID', `${path} holds a private key; a policy names the public one`, {
    hint: existsSync(publicPath)
      ? `use --key ${publicPath}`
      : `extract the public key: openssl pkey -in ${path} -pubout -out ${publicPath}`,
  });
}
