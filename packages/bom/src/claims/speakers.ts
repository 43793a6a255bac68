// SPDX-License-Identifier: Apache-2.0
import { baseNameOf, type ModelFile } from '../model-files.js';

/**
 * The files that speak for the model: of those with one base name, the one that is nearest to the top, if it is alone there.
 *
 * `config.json` at the top is of the model, and `1_Pooling/config.json` of a part of it; of `unet/config.json` and
 * `vae/config.json` neither is; and of `checkpoint-1/trainer_state.json` beside `checkpoint-2/trainer_state.json` nobody knows.
 */
export function speakersOf(files: readonly ModelFile[]): ReadonlySet<ModelFile> {
  const nearest = new Map<string, { depth: number; file: ModelFile | undefined }>();
  for (const file of files) {
    const name = baseNameOf(file);
    const depth = file.name.split('/').length;
    const known = nearest.get(name);
    if (known === undefined || depth < known.depth) nearest.set(name, { depth, file });
    else if (depth === known.depth) known.file = undefined;
  }
  return new Set([...nearest.values()].flatMap(({ file }) => file ?? []));
}
