// SPDX-License-Identifier: Apache-2.0
import { MpkError, type EvidenceFile, type Inspection, type MeasuredModel } from '@mpk/core';
import type { FileReading } from '@mpk/formats';
import { inspect } from '@mpk/inspect';

/** Files with how much of them was looked into, and what checks saw. */
export interface InspectedFiles {
  readonly files: readonly EvidenceFile[];
  readonly inspection: Inspection;
}

/** Runs the checks over what the pass read. */
export function inspectMeasured({ files, readings }: MeasuredModel): InspectedFiles {
  const read = files.map((file, i) => ({ ...file, reading: readingOf(file, readings[i]) }));
  return {
    files: read.map(({ reading, ...file }) => ({ ...file, inspectedBytes: reading.inspectedBytes })),
    inspection: inspect({ files: read }),
  };
}

/** What no reader looked at must not be taken for something that was fine. */
function readingOf({ name }: EvidenceFile, reading: unknown): FileReading {
  if (reading === undefined) throw new MpkError('INTERNAL', `${name} was not read for checks`);
  return reading as FileReading;
}
