// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { createManifest, createOmsStatement, manifestDigest, manifestOmsRoot } from '@mpk/core';
import {
  assertWritable,
  claimsPathOf,
  encodeBundle,
  signaturePathOf,
  writeBundle,
} from './attestations/bundle-output.js';
import { measure, type ReadingOptions } from './measure.js';
import { locateModel } from './model-source.js';
import { createSigner } from './signer/create-signer.js';
import type { SigningMethod } from './signer/method.js';

export { parseKeyReference } from '@mpk/signing';
export type { IdentityChoice, KeyReference, Prompt } from '@mpk/signing';
export type { KeylessServiceChoice, PrivateKey, SigningMethod, TimestampService } from './signer/method.js';

/** Options of {@link signModel}. */
export interface SignOptions extends ReadingOptions {
  /** a model or a dataset: a folder, a file, or what lies in a Hub cache */
  readonly model: string;
  /** default `model.sig` in the model's folder, or `FILE.sig` beside a single file; with `append`, `claims.jsonl` likewise */
  readonly outputPath?: string;
  readonly method: SigningMethod;
  /** write what PyPI's model-signing 1.x needs */
  readonly compat?: 'model-signing-1';
  /** model-relative names left unsigned, with everything below them; recorded in the signature */
  readonly ignorePaths?: readonly string[];
  /** replace a signature that is there */
  readonly overwrite?: boolean;
  /** add the signature to the claims, beside what others signed */
  readonly append?: boolean;
  /** gets what somebody who signs should be told, such as where to sign in; one line of printable text */
  readonly onNote?: (line: string) => void;
}

/** What was signed, and where the bundle lies. */
export interface SignOutcome {
  readonly bundlePath: string;
  readonly bundleSha256: string;
  readonly manifestDigest: string;
  readonly omsRootDigest: string;
  readonly files: number;
  readonly sizeBytes: number;
}

/**
 * Signs a model or dataset: reads it once and writes an OpenSSF Model Signing bundle.
 *
 * @throws MpkError what keeps the model from being read, or the signer from signing; `OUTPUT_EXISTS`
 */
export async function signModel(options: SignOptions): Promise<SignOutcome> {
  const { env = {}, signal, onNote } = options;
  const signer = await createSigner(options.method, { env, signal, onNote });
  const located = locateModel(options.model, {
    leaveOut: options.outputPath === undefined ? [] : [options.outputPath],
    ignorePaths: options.ignorePaths,
    env,
  });
  const { model } = located;
  const append = options.append === true;
  const output = {
    path: resolve(options.outputPath ?? (append ? claimsPathOf(model) : signaturePathOf(model))),
    append,
    overwrite: options.overwrite === true,
  };
  assertWritable(output);
  // A signature must never rest on a cached digest.
  const manifest = createManifest(await measure(located, { ...options, cache: false, formats: false }));
  const statement = createOmsStatement(manifest, {
    modelName: model.name,
    singleFile: model.singleFile,
    allowSymlinks: model.linksFollowed,
    ignorePaths: options.ignorePaths,
    compat: options.compat,
  });
  return {
    ...(await writeBundle(encodeBundle(await signer.sign(statement)), output)),
    manifestDigest: manifestDigest(manifest),
    omsRootDigest: manifestOmsRoot(manifest),
    files: manifest.files.length,
    sizeBytes: manifest.files.reduce((sum, file) => sum + file.sizeBytes, 0),
  };
}
