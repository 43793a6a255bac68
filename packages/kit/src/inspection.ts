// SPDX-License-Identifier: Apache-2.0
import { MpkError, type EvidenceFile, type Inspection, type MeasuredModel } from '@mpk/core';
import type { FileReading } from '@mpk/formats';
import { inspect, type BaseDifference, type InspectedModel } from '@mpk/inspect';

/** Files with how much of them was looked into, and what checks saw. */
export interface InspectedFiles {
  readonly files: readonly EvidenceFile[];
  readonly inspection: Inspection;
}

/** Runs the checks over what the pass read. @param base - what the model differs in from its base, where there is one */
export function inspectMeasured(measured: MeasuredModel, base?: BaseDifference): InspectedFiles {
  const { files } = inspectedModel(measured);
  return {
    files: measured.files.map((file, i) => ({ ...file, inspectedBytes: files[i]?.reading.inspectedBytes ?? 0 })),
    inspection: inspect({ files, base }),
  };
}

/** The files of a model with what the pass read of them. */
export const inspectedModel = ({ files, readings }: MeasuredModel): InspectedModel => ({
  files: files.map((file, i) => ({ ...file, reading: readingOf(file, readings[i]) })),
});

/** What no reader looked at must not be taken for something that was fine. */
function readingOf({ name }: EvidenceFile, reading: unknown): FileReading {
  if (reading === undefined) throw new MpkError('INTERNAL', `${name} was not read for checks`);
  return reading as FileReading;
}
