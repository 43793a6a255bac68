// SPDX-License-Identifier: Apache-2.0
import { MpkError, type EvidenceFile, type MeasuredModel } from '@mpk/core';
import type { FileReading } from '@mpk/formats';

/** A file with what the pass read of it. */
export interface ReadFile extends EvidenceFile {
  readonly reading: FileReading;
}

/** The files of a model with what the pass read of them. */
export const readFiles = ({ files, readings }: MeasuredModel): readonly ReadFile[] =>
  files.map((file, i) => ({ ...file, reading: readingOf(file, readings[i]) }));

/** What no reader looked at must not be taken for something that was fine. */
function readingOf({ name }: EvidenceFile, reading: unknown): FileReading {
  if (reading === undefined) throw new MpkError('INTERNAL', `${name} was not read for checks`);
  return reading as FileReading;
}
