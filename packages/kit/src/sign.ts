// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import {
  MAX_RESOURCES,
  MpkError,
  createManifest,
  createOmsStatement,
  digestsIn,
  manifestDigest,
  manifestOmsRoot,
  serializationId,
  totalDigests,
  type Manifest,
  type OpenedModel,
  type Serialization,
  type SerializedModel,
} from '@mpk/core';
import {
  assertWritable,
  claimsPathOf,
  encodeBundle,
  signaturePathOf,
  writeBundle,
} from './attestations/bundle-output.js';
import { assertPlace } from './attestations/output-place.js';
import { measureFully, type ReadingOptions } from './measure.js';
import { locateModel, type LocatedModel } from './model-source.js';
import { createSigner } from './signer/create-signer.js';
import type { SigningMethod } from './signer/method.js';

export { parseKeyReference } from '@mpk/signing/keys';
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
  /** how the files are digested; default files over SHA-256, which every tool reads */
  readonly serialization?: Serialization;
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
 * @throws MpkError what keeps the model from being read, or the signer from signing; `OUTPUT_EXISTS`; `USAGE` for
 * an output that would be a file of the model
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
  assertPlace(output.path, model, options.ignorePaths);
  assertWritable(output, 'use --force to replace it, or --append to add to the claims beside the model');
  const { manifest, serialized } = await digestForSigning(located, options);
  const statement = createOmsStatement(manifest, {
    modelName: model.name,
    singleFile: model.singleFile,
    allowSymlinks: model.linksFollowed,
    ignorePaths: options.ignorePaths,
    compat: options.compat,
    serialized,
  });
  return {
    ...(await writeBundle(encodeBundle(await signer.sign(statement)), output)),
    manifestDigest: manifestDigest(manifest),
    omsRootDigest: manifestOmsRoot(manifest),
    files: manifest.files.length,
    sizeBytes: manifest.files.reduce((sum, file) => sum + file.sizeBytes, 0),
  };
}

async function digestForSigning(
  located: LocatedModel,
  options: SignOptions,
): Promise<{ readonly manifest: Manifest; readonly serialized?: SerializedModel }> {
  const { serialization } = options;
  if (serialization !== undefined) assertSignable(located.model, serialization);
  const serializations = serialization === undefined ? [] : [serialization];
  // A signature must never rest on a cached digest.
  const measured = await measureFully(located, { ...options, cache: false, formats: false, serializations });
  const manifest = createManifest(measured.files);
  if (serialization === undefined) return { manifest };
  const files = digestsIn(serialization, manifest, measured.serializations);
  if (files === undefined) throw new MpkError('INTERNAL', `no ${serializationId(serialization)} was made`);
  return { manifest, serialized: { serialization, files } };
}

/** Refused before the long read. A statement over shards says nothing of empty files: signing them that way would leave them out. */
function assertSignable({ files }: OpenedModel, serialization: Serialization): void {
  const digests = totalDigests(serialization, files);
  if (digests > MAX_RESOURCES) {
    throw new MpkError(
      'INPUT_TOO_LARGE',
      `the statement would list ${digests} digests, at most ${MAX_RESOURCES} are read`,
      {
        hint: serialization.method === 'shards' ? 'sign with larger shards, or over files' : 'split the model',
      },
    );
  }
  const empty = serialization.method === 'shards' ? files.find(({ sizeBytes }) => sizeBytes === 0) : undefined;
  if (empty === undefined) return;
  throw new MpkError(
    'INPUT_UNSUPPORTED',
    `${empty.name} is empty, and a signature over shards does not speak of empty files`,
    {
      hint: 'sign over files, or leave the file out (--ignore-path)',
    },
  );
}
