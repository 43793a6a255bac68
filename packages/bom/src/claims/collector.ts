// SPDX-License-Identifier: Apache-2.0
import type { ModelFile } from '../model-files.js';
import type { ClaimSink } from './claim-sink.js';

/** Turns files of one kind into claims. It never throws for what they hold, and never claims what is not there. */
export interface Collector {
  /** for tests and messages */
  readonly id: string;
  /** which files it reads, in words, for the documentation */
  readonly reads: string;
  /** called for every file of the model, in order; most are none of its own */
  collect(file: ModelFile, sink: ClaimSink): void;
  /** called once, after all files: what only several of them together tell */
  finish?(files: readonly ModelFile[], sink: ClaimSink): void;
}
