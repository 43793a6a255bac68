// SPDX-License-Identifier: Apache-2.0
import type { EvidenceFile, Inspection, MeasuredModel } from '@mpk/core';
import { inspect, type BaseDifference, type InspectedModel } from '@mpk/inspect';
import { readFiles } from './read-files.js';

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
export const inspectedModel = (measured: MeasuredModel): InspectedModel => ({ files: readFiles(measured) });
