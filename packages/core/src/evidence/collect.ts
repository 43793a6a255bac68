// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import type { DigestCache } from '../digest/digest-cache.js';
import { createManifest, manifestDigest, manifestOmsRoot } from '../manifest/manifest.js';
import type { ModelFile, OpenedModel } from '../model/open-model.js';
import type { FileResults } from '../pass/read-through.js';
import { FORMAT_CONSUMER } from '../pass/consumer.js';
import { DIGEST_CONSUMER } from '../pass/sha256-consumer.js';
import { runPass, type PassOptions } from '../pass/run-pass.js';
import { sha256Hex } from '../attestation/oms.js';
import type { FoundBundle } from './attestation-source.js';
import { EVIDENCE_SCHEMA, type Evidence, type EvidenceBundle, type EvidenceFile, type FileFormat } from './types.js';

/** Options of {@link measureModel}. */
export interface MeasureOptions extends Omit<PassOptions, 'consumers'> {
  /** recognise formats too; the digest cache is then of no use */
  readonly formats: boolean;
  readonly cache?: DigestCache;
  /** consumers that some files need besides */
  readonly more?: (file: ModelFile) => readonly string[];
  /** sees everything that was made of a file, in the order of the files that were read */
  readonly onResult?: (file: ModelFile, results: FileResults) => void;
}

/** Reads a model once: digests and, if asked for, formats, in the order of the model's files. */
export async function measureModel(model: OpenedModel, options: MeasureOptions): Promise<readonly EvidenceFile[]> {
  const cache = options.formats ? undefined : options.cache;
  const known = model.files.map((file) => cache?.find(file));
  const unknown = model.files.filter((_, i) => known[i] === undefined);
  const readSince = new Date();
  const always = options.formats ? [DIGEST_CONSUMER, FORMAT_CONSUMER] : [DIGEST_CONSUMER];
  const consumers = (file: ModelFile): readonly string[] => [...always, ...(options.more?.(file) ?? [])];
  const results = unknown.length === 0 ? [] : await runPass(unknown, { ...options, consumers });
  let next = 0;
  const measured = model.files.map((file, i) => {
    const result = known[i] === undefined ? results[next++] : undefined;
    if (result) options.onResult?.(file, result);
    const sha256 = known[i] ?? result?.[DIGEST_CONSUMER];
    if (typeof sha256 !== 'string') throw new MpkError('INTERNAL', `no digest was made of ${file.name}`);
    const format = result?.[FORMAT_CONSUMER] as FileFormat | undefined;
    return { name: file.name, sizeBytes: file.sizeBytes, sha256, ...(format && { format }) };
  });
  if (cache && unknown.length > 0) {
    cache.store(
      model.files.map((file, i) => ({ file, sha256: measured[i]?.sha256 ?? '' })),
      readSince,
    );
  }
  return measured;
}

/** What {@link createEvidence} needs besides the measured files. */
export interface EvidenceInput {
  readonly model: OpenedModel;
  readonly uri: string;
  readonly files: readonly EvidenceFile[];
  readonly bundles: readonly FoundBundle[];
  /** about what the model was made from */
  readonly related?: readonly FoundBundle[];
  readonly tool: Evidence['tool'];
  readonly now: Date;
}

/** Puts together all facts of one model. */
export function createEvidence(input: EvidenceInput): Evidence {
  const { model, files } = input;
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
    },
    bundles: input.bundles.map(toEvidence),
    ...(input.related !== undefined && input.related.length > 0 && { related: input.related.map(toEvidence) }),
  };
}

const toEvidence = ({ source, bytes }: FoundBundle): EvidenceBundle => ({
  source,
  sha256: sha256Hex(bytes),
  content: Buffer.from(bytes).toString('base64'),
});
