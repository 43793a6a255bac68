// SPDX-License-Identifier: Apache-2.0
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { MpkError, isMpkError, type OpenedModel } from '@mpk/core';
import { assertWritable } from '../attestations/bundle-output.js';
import { assertPlace } from '../attestations/output-place.js';
import { locateModel } from '../model-source.js';

/** Files that an inspection is to write. */
export interface InspectOutputs {
  readonly model: string;
  readonly paths: readonly string[];
  /** replace files that are there */
  readonly overwrite: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Refuses outputs before anything is read: one that is there, one that is no file (a device, a pipe, a folder), two of one name, and
 * one inside the model, which would be one more file of it.
 *
 * @throws MpkError `USAGE`, `OUTPUT_EXISTS`, `OUTPUT_UNWRITABLE`
 */
export function assertOutputs({ model, paths, overwrite, env = {} }: InspectOutputs): void {
  const places = paths.map((path) => resolve(path));
  const twice = places.find((path, i) => places.indexOf(path) !== i);
  if (twice !== undefined) throw new MpkError('USAGE', `two outputs go to ${twice}`);
  const opened = openedOrNone(model, env);
  for (const path of places) {
    if (existsSync(path) && !statSync(path).isFile()) {
      throw new MpkError('OUTPUT_UNWRITABLE', `cannot write ${path}: it is no file`);
    }
    assertWritable({ path, append: false, overwrite });
    if (opened !== undefined) assertPlace(path, opened);
  }
}

/** A model that cannot be opened is told of by the answer. */
function openedOrNone(model: string, env: NodeJS.ProcessEnv): OpenedModel | undefined {
  try {
    return locateModel(model, { env }).model;
  } catch (error) {
    if (isMpkError(error)) return undefined;
    throw error;
  }
}
