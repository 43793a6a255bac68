// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import type { Claim } from '../claims/claim.js';
import type { Inspection } from '../inspection/finding.js';
import type { DigestCache } from '../digest/digest-cache.js';
import { createManifest, manifestDigest, manifestOmsRoot } from '../manifest/manifest.js';
import type { ModelFile, OpenedModel } from '../model/open-model.js';
import type { FileResults } from '../pass/read-through.js';
import {
  FACTS_READING_CONSUMER,
  FORMAT_CONSUMER,
  READING_CONSUMER,
  TENSOR_READING_CONSUMER,
} from '../pass/consumer.js';
import { DIGEST_CONSUMER } from '../pass/sha256-consumer.js';
import { runPass, type PassOptions } from '../pass/run-pass.js';
import { sha256Hex } from '../attestation/oms.js';
import {
  mustMeasure,
  plainDigests,
  serializationsToMeasure,
  type SerializedModel,
} from '../serialization/file-digests.js';
import { serializationConsumerName } from '../serialization/serialization-consumer.js';
import { countDigests, type Serialization } from '../serialization/serialization.js';
import type { FoundBundle } from './attestation-source.js';
import {
  EVIDENCE_SCHEMA,
  type BomScoreSummary,
  type Evidence,
  type EvidenceBundle,
  type EvidenceFile,
  type FileFormat,
} from './types.js';

/** Whether what files hold is read; `facts`: without the numbers of tensors; `tensors`: with the SHA-256 of each. */
export type ReadingDepth = boolean | 'facts' | 'tensors';

/** Name of the consumer that reads to a depth; none where nothing is read. */
export function readingConsumerName(depth: ReadingDepth | undefined): readonly string[] {
  if (depth === 'tensors') return [TENSOR_READING_CONSUMER];
  if (depth === 'facts') return [FACTS_READING_CONSUMER];
  return depth === true ? [READING_CONSUMER] : [];
}

/** Options of {@link measureModel}. */
export interface MeasureOptions extends Omit<PassOptions, 'consumers'> {
  /** recognise formats too; the digest cache is then of no use */
  readonly formats: boolean;
  /** read what the files hold too, for checks, or make digests of tensors as well; the digest cache is then of no use */
  readonly reading?: ReadingDepth;
  readonly cache?: DigestCache;
  /** digests of other kinds that somebody asks for; see {@link serializationsToMeasure} for which of them are made */
  readonly serializations?: readonly Serialization[];
  /** consumers that some files need besides */
  readonly more?: (file: ModelFile) => readonly string[];
  /** sees everything that was made of a file, in the order of the files that were read */
  readonly onResult?: (file: ModelFile, results: FileResults) => void;
}

/** What one pass over a model found. */
export interface MeasuredModel {
  /** in the order of the model's files */
  readonly files: readonly EvidenceFile[];
  readonly serializations: readonly SerializedModel[];
  /** what the reader of contents made of each file, in the order of the files; another package knows what that is */
  readonly readings: readonly unknown[];
}

/** Reads a model once: digests and, if asked for, formats, and digests of other kinds. */
export async function measureModel(model: OpenedModel, options: MeasureOptions): Promise<MeasuredModel> {
  const serializations = serializationsToMeasure(options.serializations ?? [], model.files);
  const [readingConsumer] = readingConsumerName(options.reading);
  // The cache knows SHA-256 and nothing else.
  const cache =
    options.formats || readingConsumer !== undefined || serializations.length > 0 ? undefined : options.cache;
  const known = model.files.map((file) => cache?.find(file));
  const unknown = model.files.filter((_, i) => known[i] === undefined);
  const readSince = new Date();
  const results =
    unknown.length === 0 ? [] : await runPass(unknown, { ...options, consumers: consumersOf(options, serializations) });
  let next = 0;
  const found = model.files.map((_, i) => (known[i] === undefined ? results[next++] : undefined));
  const files = model.files.map((file, i) => {
    const result = found[i];
    if (result) options.onResult?.(file, result);
    const sha256 = known[i] ?? result?.[DIGEST_CONSUMER];
    if (typeof sha256 !== 'string') throw new MpkError('INTERNAL', `no digest was made of ${file.name}`);
    const format = result?.[FORMAT_CONSUMER] as FileFormat | undefined;
    return { name: file.name, sizeBytes: file.sizeBytes, sha256, ...(format && { format }) };
  });
  if (cache && unknown.length > 0) {
    cache.store(
      model.files.map((file, i) => ({ file, sha256: files[i]?.sha256 ?? '' })),
      readSince,
    );
  }
  return {
    files,
    serializations: serializations.map((serialization) => serialize(serialization, files, found)),
    readings: found.map((result) => readingConsumer && result?.[readingConsumer]),
  };
}

function consumersOf(
  options: MeasureOptions,
  serializations: readonly Serialization[],
): (file: ModelFile) => readonly string[] {
  const always = [
    DIGEST_CONSUMER,
    ...(options.formats ? [FORMAT_CONSUMER] : []),
    ...readingConsumerName(options.reading),
  ];
  return (file) => [
    ...always,
    ...(options.more?.(file) ?? []),
    ...serializations.filter((wanted) => mustMeasure(wanted, file)).map(serializationConsumerName),
  ];
}

function serialize(
  serialization: Serialization,
  files: readonly EvidenceFile[],
  results: readonly (FileResults | undefined)[],
): SerializedModel {
  const consumer = serializationConsumerName(serialization);
  const digestsOf = (file: EvidenceFile, i: number): readonly string[] => {
    if (!mustMeasure(serialization, file)) return plainDigests(serialization, file);
    const digests = results[i]?.[consumer] as readonly string[] | undefined;
    if (digests?.length === countDigests(serialization, file.sizeBytes)) return digests;
    throw new MpkError('INTERNAL', `no ${consumer} was made of ${file.name}`);
  };
  return { serialization, files: files.map((file, i) => ({ name: file.name, digests: digestsOf(file, i) })) };
}

/** What {@link createEvidence} needs besides the measured files. */
export interface EvidenceInput {
  readonly model: OpenedModel;
  readonly uri: string;
  readonly files: readonly EvidenceFile[];
  readonly serializations?: readonly SerializedModel[];
  readonly inspection?: Inspection;
  /** what the files state */
  readonly modelClaims?: readonly Claim[];
  readonly audit?: Inspection;
  readonly bomScores?: readonly BomScoreSummary[];
  readonly bundles: readonly FoundBundle[];
  /** about what the model was made from; absent where that was not looked for */
  readonly related?: readonly FoundBundle[];
  readonly tool: Evidence['tool'];
  readonly now: Date;
}

/** Puts together all facts of one model. */
export function createEvidence(input: EvidenceInput): Evidence {
  const { model, files, serializations = [] } = input;
  const manifest = createManifest(files);
  return {
    schema: EVIDENCE_SCHEMA,
    collectedAt: input.now.toISOString(),
    tool: input.tool,
    model: {
      name: model.name,
      uri: input.uri,
      path: model.path,
      singleFile: model.singleFile,
      sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
      manifestDigest: manifestDigest(manifest),
      omsRootDigest: manifestOmsRoot(manifest),
      files,
      ignored: model.ignored,
      ...(serializations.length > 0 && { serializations }),
    },
    ...(input.inspection !== undefined && { inspection: input.inspection }),
    ...(input.modelClaims !== undefined && { claims: input.modelClaims }),
    ...(input.audit !== undefined && { audit: input.audit }),
    ...(input.bomScores !== undefined && { bomScores: input.bomScores }),
    bundles: input.bundles.map(toEvidence),
    ...(input.related !== undefined && { related: input.related.map(toEvidence) }),
  };
}

const toEvidence = ({ source, bytes }: FoundBundle): EvidenceBundle => ({
  source,
  sha256: sha256Hex(bytes),
  content: Buffer.from(bytes).toString('base64'),
});
