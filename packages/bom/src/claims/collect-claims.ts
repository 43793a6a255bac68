// SPDX-License-Identifier: Apache-2.0
import type { ModelFile } from '../model-files.js';
import { ClaimSink, type CollectedClaims } from './claim-sink.js';
import { COLLECTORS } from './collectors/index.js';
import { speakersOf } from './speakers.js';

/** What the files of a model say of it, from the one pass that read them. Nothing is fetched, nothing is loaded. */
export function collectClaims(files: readonly ModelFile[]): CollectedClaims {
  const speakers = speakersOf(files);
  const sink = new ClaimSink((file) => speakers.has(file));
  for (const collector of COLLECTORS) {
    for (const file of files) collector.collect(file, sink);
    collector.finish?.(files, sink);
  }
  return sink.result();
}
