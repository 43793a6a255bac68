// SPDX-License-Identifier: Apache-2.0

/** Checkpoints that everybody has under the name of their file, without its ending, and the repositories that published them. */
const CHECKPOINTS: readonly (readonly [file: string, ids: readonly string[]])[] = [
  ['sd-v1-4', ['CompVis/stable-diffusion-v1-4', 'CompVis/stable-diffusion-v-1-4-original']],
  ['v1-5-pruned', ['runwayml/stable-diffusion-v1-5', 'stable-diffusion-v1-5/stable-diffusion-v1-5']],
  ['v1-5-pruned-emaonly', ['runwayml/stable-diffusion-v1-5', 'stable-diffusion-v1-5/stable-diffusion-v1-5']],
  ['512-base-ema', ['stabilityai/stable-diffusion-2-base']],
  ['768-v-ema', ['stabilityai/stable-diffusion-2']],
  ['v2-1_512-ema-pruned', ['stabilityai/stable-diffusion-2-1-base']],
  ['v2-1_768-ema-pruned', ['stabilityai/stable-diffusion-2-1']],
  ['sd_xl_base_1.0', ['stabilityai/stable-diffusion-xl-base-1.0']],
  ['sd_xl_base_1.0_0.9vae', ['stabilityai/stable-diffusion-xl-base-1.0']],
  ['sd3_medium', ['stabilityai/stable-diffusion-3-medium', 'stabilityai/stable-diffusion-3-medium-diffusers']],
  ['sd3.5_medium', ['stabilityai/stable-diffusion-3.5-medium']],
  ['sd3.5_large', ['stabilityai/stable-diffusion-3.5-large']],
  ['flux1-dev', ['black-forest-labs/FLUX.1-dev']],
  ['flux1-schnell', ['black-forest-labs/FLUX.1-schnell']],
];
const IDS: ReadonlyMap<string, readonly string[]> = new Map(CHECKPOINTS);

/** Repositories that published a file of that name, wherever it lay; none where anybody may call a file so. */
export function repositoriesOfFile(written: string): readonly string[] {
  const name = written.trim().split(/[\\/]/).at(-1) ?? '';
  const [, stem] = /^(.{1,60})\.(?:safetensors|ckpt)$/i.exec(name) ?? [];
  return (stem !== undefined && IDS.get(stem.toLowerCase())) || [];
}
