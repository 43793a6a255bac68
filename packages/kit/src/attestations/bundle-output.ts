// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  CLAIMS_NAME,
  DEFAULT_SIGNATURE_NAME,
  MAX_BUNDLE_BYTES,
  MpkError,
  sha256Hex,
  writeFileAtomic,
  type BundleJson,
  type OpenedModel,
} from '@mpk/core';
import { appendClaim, assertAppendable } from './claims-file.js';

/** Where a bundle goes: a file of its own, or one more line of a claims file. */
export interface BundleOutput {
  readonly path: string;
  readonly append: boolean;
  /** replace a file that is there; never for claims */
  readonly overwrite: boolean;
}

/** The signature of a model where nothing else is said: `model.sig` in a folder, `FILE.sig` beside a file. */
export const signaturePathOf = ({ path, singleFile }: OpenedModel): string =>
  singleFile ? `${path}.sig` : join(path, DEFAULT_SIGNATURE_NAME);

/** The claims of a model: `claims.jsonl` in a folder, `FILE.claims.jsonl` beside a file. */
export const claimsPathOf = ({ path, singleFile }: OpenedModel): string =>
  singleFile ? `${path}.${CLAIMS_NAME}` : join(path, CLAIMS_NAME);

/** What to do about a file that is there, where nothing better can be said. */
const REPLACE = 'use --force to replace it';

/**
 * Refused before any work is done: signing may cost minutes.
 *
 * @throws MpkError `OUTPUT_EXISTS`, `OUTPUT_UNWRITABLE`; of a claims file that takes no more
 */
export function assertWritable({ path, append, overwrite }: BundleOutput, hint = REPLACE): void {
  if (!append && !overwrite && existsSync(path)) {
    throw new MpkError('OUTPUT_EXISTS', `${path} is there already`, { hint });
  }
  if (!existsSync(dirname(resolve(path)))) {
    throw new MpkError('OUTPUT_UNWRITABLE', `cannot write ${path}: its folder is not there`);
  }
  if (append) assertAppendable(path);
}

/** A bundle that was written. */
export interface WrittenBundle {
  readonly bundlePath: string;
  /** lowercase hex of the bundle's bytes, without the line feed after it */
  readonly bundleSha256: string;
}

/** The bytes of a bundle's file. @throws MpkError `INPUT_TOO_LARGE` for one that would not be read */
export function encodeBundle(bundle: BundleJson): Buffer {
  const bytes = Buffer.from(JSON.stringify(bundle));
  if (bytes.length >= MAX_BUNDLE_BYTES) {
    throw new MpkError(
      'INPUT_TOO_LARGE',
      `the signature would have more than the ${MAX_BUNDLE_BYTES} bytes that are read`,
    );
  }
  return bytes;
}

/** Writes what {@link encodeBundle} made, whole or not at all. @throws MpkError `OUTPUT_EXISTS`, `OUTPUT_UNWRITABLE` */
export async function writeBundle(bytes: Buffer, output: BundleOutput): Promise<WrittenBundle> {
  const path = resolve(output.path);
  const written = Buffer.concat([bytes, Buffer.from('\n')]);
  if (output.append) await appendClaim(path, written);
  else writeFileAtomic(path, written, { overwrite: output.overwrite });
  return { bundlePath: path, bundleSha256: sha256Hex(output.append ? bytes : written) };
}
