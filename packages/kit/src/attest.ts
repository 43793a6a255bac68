// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import {
  MAX_BUNDLE_BYTES,
  MpkError,
  asObject,
  createManifest,
  createStatement,
  manifestDigest,
  manifestOmsRoot,
  parseJson,
  readFileBounded,
  refuseInexactNumbers,
  showName,
  type JsonObject,
  type MeasuredModel,
} from '@mpk/core';
import { assertWritable, claimsPathOf, encodeBundle, writeBundle } from './attestations/bundle-output.js';
import { assertPlace } from './attestations/output-place.js';
import { scanPredicate } from './attestations/scan-predicate.js';
import { predicateTypeOf, type AttestationType } from './attestations/predicate-type.js';
import { subjectsOf } from './attestations/subjects.js';
import { measureFully, type ReadingOptions } from './measure.js';
import { locateModel } from './model-source.js';
import { assertMadeThere, keptPredicate, type KeptPredicate } from './record/unsigned-record.js';
import { createSigner } from './signer/create-signer.js';
import type { SigningMethod } from './signer/method.js';

export { ATTESTATION_TYPES } from './attestations/predicate-type.js';
export type { AttestationType } from './attestations/predicate-type.js';

/** Largest predicate file. */
export const MAX_PREDICATE_BYTES = 32 * 1024 * 1024;

/** Options of {@link attestModel}. */
export interface AttestOptions extends ReadingOptions {
  /** a model or a dataset */
  readonly model: string;
  readonly type: AttestationType;
  /**
   * JSON file with the predicate, or a record that was kept unsigned: that is signed for the model that the run made only. For
   * `scan` it may be left out: the model is then inspected, and what the checks saw is what is signed
   */
  readonly predicatePath?: string | undefined;
  /** for `custom`: the predicate type */
  readonly predicateType?: string;
  readonly method: SigningMethod;
  /** a file of its own; default: one more line of the claims beside the model */
  readonly outputPath?: string;
  readonly overwrite?: boolean;
  readonly ignorePaths?: readonly string[];
  /** gets what somebody who signs should be told, such as where to sign in; one line of printable text */
  readonly onNote?: (line: string) => void;
}

/** What was attested, and where the bundle lies. */
export interface AttestOutcome {
  readonly bundlePath: string;
  readonly bundleSha256: string;
  readonly predicateType: string;
  readonly manifestDigest: string;
  readonly omsRootDigest: string;
  readonly subjects: number;
  /** how a scan that was made here ended */
  readonly scan?: 'PASSED' | 'WARNED' | 'FAILED';
}

/**
 * Signs a statement about a model: its subjects are the manifest digest, the OMS root digest and every weight file's own
 * SHA-256, so that tools which know single files find it too.
 *
 * @throws MpkError `INPUT_MALFORMED` for a predicate that is not what its type demands; `USAGE` for a type that does not fit, or an
 * output that would be a file of the model; `FILES_MISMATCH` for the record of a run that made another model; what keeps the
 * model from being read, or the signer from signing; `OUTPUT_EXISTS`
 */
export async function attestModel(options: AttestOptions): Promise<AttestOutcome> {
  const { env = {}, signal, onNote } = options;
  const { type } = options;
  const given = options.predicatePath === undefined ? undefined : readPredicate(options.predicatePath);
  if (given === undefined && type !== 'scan') {
    throw new MpkError('USAGE', `a predicate is needed for --type ${type}: only a scan can make its own`);
  }
  if (given !== undefined) predicateTypeOf(type, given.predicate, options.predicateType);
  const signer = await createSigner(options.method, { env, signal, onNote });
  const located = locateModel(options.model, {
    leaveOut: options.outputPath === undefined ? [] : [options.outputPath],
    ignorePaths: options.ignorePaths,
    env,
  });
  const output = {
    path: resolve(options.outputPath ?? claimsPathOf(located.model)),
    append: options.outputPath === undefined,
    overwrite: options.overwrite === true,
  };
  assertPlace(output.path, located.model, options.ignorePaths);
  assertWritable(output);
  const measured = await measureFully(located, {
    ...options,
    cache: false,
    formats: true,
    reading: given === undefined,
  });
  const { files } = measured;
  const kept = given ?? { predicate: await scanned(measured) };
  const { predicate } = kept;
  const predicateType = predicateTypeOf(type, predicate, options.predicateType);
  const manifest = createManifest(files);
  assertMadeThere(kept, manifestDigest(manifest));
  const subject = subjectsOf(located.model.name, files);
  const statement = createStatement({ subject, predicateType, predicate }, MAX_BUNDLE_BYTES);
  return {
    ...(await writeBundle(encodeBundle(await signer.sign(statement)), output)),
    predicateType,
    manifestDigest: manifestDigest(manifest),
    omsRootDigest: manifestOmsRoot(manifest),
    subjects: subject.length,
    ...(given === undefined && { scan: predicate['result'] as 'PASSED' | 'WARNED' | 'FAILED' }),
  };
}

/** What checks see in the model, from the read that made its digests. */
async function scanned(measured: MeasuredModel): Promise<JsonObject> {
  const { inspectMeasured } = await import('./inspection.js');
  return scanPredicate(inspectMeasured(measured).inspection);
}

/** Reads a predicate. @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED` */
function readPredicate(path: string): KeptPredicate {
  const bytes = readFileBounded(path, { maxBytes: MAX_PREDICATE_BYTES, what: 'predicate' });
  const what = `the predicate ${showName(path)}`;
  const predicate = asObject(parseJson(bytes, { maxBytes: MAX_PREDICATE_BYTES, what }), what);
  // What is signed is written anew: it must say what was read.
  refuseInexactNumbers(bytes.toString('utf8'), what);
  return keptPredicate(predicate, what);
}
