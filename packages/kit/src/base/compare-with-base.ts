// SPDX-License-Identifier: Apache-2.0
import type { OpenedModel } from '@mpk/core';
import { compareModels, type BaseDifference, type InspectedModel } from '@mpk/inspect';
import { measureDifference } from './measure-difference.js';
import type { MeasuredBase } from './measured-base.js';
import type { FilesByName } from './tensor-rows.js';

interface Against {
  readonly base: MeasuredBase;
  readonly signal?: AbortSignal | undefined;
}

/** Compares a model with its base, and measures how far the tensors that differ are apart. @throws MpkError */
export async function compareWithBase(
  inspected: InspectedModel,
  model: OpenedModel,
  { base, signal }: Against,
): Promise<BaseDifference> {
  const difference = compareModels(inspected, base.inspected);
  const files = { model: byName(model), base: byName(base.model), signal };
  const measures = await measureDifference(difference.tensors.tensors, files);
  return { ...difference, verified: base.verified, measures };
}

const byName = ({ files }: OpenedModel): FilesByName => new Map(files.map((file) => [file.name, file]));
