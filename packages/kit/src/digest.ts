// SPDX-License-Identifier: Apache-2.0
import { createManifest, manifestDigest, manifestOmsRoot, type ManifestFile } from '@mpk/core';
import { measure, type ReadingOptions } from './measure.js';
import { locateModel } from './model-source.js';

/** What a model is known by. */
export interface ModelDigest {
  readonly uri: string;
  readonly manifestDigest: string;
  readonly omsRootDigest: string;
  readonly sizeBytes: number;
  readonly files: readonly ManifestFile[];
}

/** Options of {@link digestModel}. */
export interface DigestOptions extends ReadingOptions {
  readonly model: string;
  readonly ignorePaths?: readonly string[];
}

/** Digests a model. @throws MpkError what keeps it from being read */
export async function digestModel(options: DigestOptions): Promise<ModelDigest> {
  const located = locateModel(options.model, { ignorePaths: options.ignorePaths, env: options.env ?? {} });
  const manifest = createManifest(await measure(located, { ...options, formats: false }));
  return {
    uri: located.uri,
    manifestDigest: manifestDigest(manifest),
    omsRootDigest: manifestOmsRoot(manifest),
    sizeBytes: manifest.files.reduce((sum, file) => sum + file.sizeBytes, 0),
    files: manifest.files,
  };
}
