// SPDX-License-Identifier: Apache-2.0
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  MAX_BUNDLE_BYTES,
  MpkError,
  isMpkError,
  parseBundle,
  parseStatement,
  readOmsPredicate,
  DEFAULT_SIGNATURE_NAME,
} from '@mpk/core';
import { SIGN_RESULT_SCHEMA, failureAnswer, type ArtifactContent, type StepAnswer } from './answer.js';
import { readBounded } from './bounded-file.js';
import type { SignCall } from './call.js';
import { ENV, type StepContext } from './context.js';
import { handOn } from './hand-on.js';
import { writeOutput } from './output-file.js';
import type { SignAnswer } from './ports.js';
import { ownMetadata } from './verify.js';

/** Signs one model. Where the platform wants the bundle, it is made in scratch: an input is never written to. */
export async function runSign(call: SignCall, context: StepContext): Promise<StepAnswer> {
  const outputPath = call.handOn ? join(context.scratchFolder, DEFAULT_SIGNATURE_NAME) : call.outputPath;
  let signed: SignAnswer;
  try {
    signed = await context.ports.sign({
      model: call.model.path,
      method: call.method,
      overwrite: call.overwrite,
      env: { ...context.env, [ENV.trustCache]: context.env[ENV.trustCache] ?? join(context.scratchFolder, 'trust') },
      ...(outputPath === undefined ? {} : { outputPath }),
      ...(context.signal === undefined ? {} : { signal: context.signal }),
    });
  } catch (error) {
    return failureAnswer('sign', inOwnWords(error), call.model.uri);
  }
  return {
    verb: 'sign',
    exitCode: 0,
    result: {
      schema: SIGN_RESULT_SCHEMA,
      signed: true,
      code: 'PASSED',
      model: { uri: call.model.uri, manifestDigest: signed.manifestDigest, omsRootDigest: signed.omsRootDigest },
      bundle: { path: signed.bundlePath, sha256: signed.bundleSha256 },
    },
    parameters: {
      signed: true,
      code: 'PASSED',
      digest: signed.manifestDigest,
      oms_root_digest: signed.omsRootDigest,
      bundle_digest: signed.bundleSha256,
      files: signed.files,
      size_bytes: signed.sizeBytes,
    },
    artifacts: call.handOn ? await signedArtifacts(call, signed, context.signal) : {},
  };
}

/** The kit names flags of mpk. */
function inOwnWords(error: unknown): unknown {
  if (!isMpkError(error) || error.code !== 'OUTPUT_EXISTS') return error;
  return new MpkError(error.code, error.message, { cause: error, hint: 'use --overwrite to replace it' });
}

async function signedArtifacts(
  call: SignCall,
  signed: SignAnswer,
  signal: AbortSignal | undefined,
): Promise<Record<string, ArtifactContent>> {
  const bundle = await readBounded(signed.bundlePath, MAX_BUNDLE_BYTES);
  const metadata = {
    'mpk.manifestDigest': signed.manifestDigest,
    'mpk.omsRootDigest': signed.omsRootDigest,
    'mpk.bundleDigest': signed.bundleSha256,
  };
  const { path } = call.model;
  const model = { path, singleFile: (await stat(path)).isFile(), files: signedFiles(bundle), bundle };
  return {
    signature: { metadata, write: (destination) => writeOutput(destination, bundle) },
    signed_model: {
      metadata: { ...ownMetadata(call.model.metadata), ...metadata, 'mpk.sourceUri': call.model.uri },
      write: (destination) => handOn(model, destination, signal),
    },
  };
}

/** What the bundle lists is what was signed, file by file over SHA-256: our own signer made it just now. */
function signedFiles(bundle: Uint8Array): readonly { name: string; sha256: string }[] {
  const { serialization, files } = readOmsPredicate(
    parseStatement(parseBundle(bundle).envelope.payload, MAX_BUNDLE_BYTES),
  );
  return files.map(({ name, digests: [sha256] }) => {
    if (serialization.method !== 'files' || serialization.hash !== 'sha256' || sha256 === undefined) {
      throw new MpkError('INTERNAL', 'the signature is not over the SHA-256 of files');
    }
    return { name, sha256 };
  });
}
