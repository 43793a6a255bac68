// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import {
  CYCLONEDX_TYPE,
  MAX_BUNDLE_BYTES,
  MpkError,
  SPDX_3_TYPE,
  createManifest,
  createStatement,
  manifestDigest,
  manifestOmsRoot,
  type MeasuredModel,
} from '@mpk/core';
import { assertWritable, claimsPathOf, encodeBundle, writeBundle } from './attestations/bundle-output.js';
import { assertPlace } from './attestations/output-place.js';
import { depthOf, isMade, madePredicate, type MadeType } from './attestations/made-predicate.js';
import { readPredicate, type PredicateFile } from './attestations/predicate-file.js';
import { predicateTypeOf, type AttestationType } from './attestations/predicate-type.js';
import { subjectsOf } from './attestations/subjects.js';
import { sourceTime } from './bom/source-time.js';
import { measureFully, type ReadingOptions } from './measure.js';
import { locateModel } from './model-source.js';
import { assertMadeThere } from './record/unsigned-record.js';
import { createSigner } from './signer/create-signer.js';
import type { SigningMethod } from './signer/method.js';

export { ATTESTATION_TYPES } from './attestations/predicate-type.js';
export type { AttestationType } from './attestations/predicate-type.js';

export { MAX_PREDICATE_BYTES } from './attestations/predicate-file.js';

/** Options of {@link attestModel}. */
export interface AttestOptions extends ReadingOptions {
  /** a model or a dataset */
  readonly model: string;
  readonly type: AttestationType;
  /**
   * JSON file with the predicate, or a record that was kept unsigned: that is signed for the model that the run made only. For
   * `scan` and `bom` it may be left out: what the checks see in the model, or what it is made of, is then what is signed
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
 * output that would be a file of the model; `FILES_MISMATCH` for the record of a run that made another model, or a BOM of other
 * files; `FACTS_MISMATCH` for a BOM that says what the files contradict; what keeps the model from being read, or the signer from signing; `OUTPUT_EXISTS`
 */
export async function attestModel(options: AttestOptions): Promise<AttestOutcome> {
  const { env = {}, signal, onNote } = options;
  const { type } = options;
  const source = predicateSource(options);
  const timestamp = sourceTime(env);
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
    reading: typeof source === 'string' ? depthOf(source) : isBom(source.type) && 'facts',
  });
  const { files } = measured;
  const predicate =
    typeof source === 'string' ? await madePredicate(source, measured, { located, timestamp }) : source.given.predicate;
  const predicateType =
    typeof source === 'string' ? predicateTypeOf(type, predicate, options.predicateType) : source.type;
  const manifest = createManifest(files);
  if (typeof source !== 'string') {
    assertMadeThere(source.given, manifestDigest(manifest));
    if (isBom(source.type)) await tellWhatIsOpen(source.given, { name: located.model.name, measured, onNote });
  }
  const subject = subjectsOf(located.model.name, files);
  const statement = createStatement({ subject, predicateType, predicate }, MAX_BUNDLE_BYTES);
  return {
    ...(await writeBundle(encodeBundle(await signer.sign(statement)), output)),
    predicateType,
    manifestDigest: manifestDigest(manifest),
    omsRootDigest: manifestOmsRoot(manifest),
    subjects: subject.length,
    ...(source === 'scan' && { scan: predicate['result'] as 'PASSED' | 'WARNED' | 'FAILED' }),
  };
}

/** A predicate that was given, and what it says that it is. */
interface GivenPredicate {
  readonly given: PredicateFile;
  readonly type: string;
}

/** The predicate that was given, or what is made here in its place. */
function predicateSource({ predicatePath, type, predicateType }: AttestOptions): GivenPredicate | MadeType {
  if (predicatePath === undefined) {
    if (isMade(type)) return type;
    throw new MpkError('USAGE', `a predicate is needed for --type ${type}: only a scan and a BOM can be made here`);
  }
  const given = readPredicate(predicatePath);
  // Before the long read: one of another kind is told of at once.
  return { given, type: predicateTypeOf(type, given.predicate, predicateType) };
}

const isBom = (type: string): boolean => type === CYCLONEDX_TYPE || type === SPDX_3_TYPE;

interface OpenQuestions {
  /** of the folder */
  readonly name: string;
  readonly measured: MeasuredModel;
  readonly onNote: AttestOptions['onNote'];
}

/** A BOM must be of the model that it is signed for, and say nothing that its files contradict. @throws MpkError `FILES_MISMATCH`, `FACTS_MISMATCH` */
async function tellWhatIsOpen({ bytes }: PredicateFile, { name, measured, onNote }: OpenQuestions): Promise<void> {
  const [{ assertBomOf }, { readModelFiles }] = await Promise.all([
    import('./bom/compare-document.js'),
    import('./bom/read-model-files.js'),
  ]);
  for (const open of await assertBomOf(bytes, await readModelFiles(name, measured))) onNote?.(open);
}
