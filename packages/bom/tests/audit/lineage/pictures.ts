// SPDX-License-Identifier: Apache-2.0
import { folder, safetensors, type Fixture, type Shown } from '../shown.js';

/** A LoRA beside a card that names bases. */
const lora = (bases: readonly string[], ...headers: readonly Readonly<Record<string, string>>[]): Shown =>
  folder({
    'README.md': `---\nbase_model: [${bases.join(', ')}]\n---\n# Toy\n`,
    ...Object.fromEntries(headers.map((header, i) => [`toy-${i}.safetensors`, safetensors({ w: [2] }, header)])),
  });
const SDXL = 'stabilityai/stable-diffusion-xl-base-1.0';
const SD1 = 'runwayml/stable-diffusion-v1-5';
const FLUX = 'black-forest-labs/FLUX.1-dev';
const SD3 = 'stabilityai/stable-diffusion-3.5-large';
const family = (name: string): Readonly<Record<string, string>> => ({ ss_base_model_version: name });
const architecture = (name: string): Readonly<Record<string, string>> => ({ 'modelspec.architecture': name });

export const PICTURE_FIXTURES: Readonly<Record<string, Fixture>> = {
  'header-family-differs': {
    bad: [
      lora([SDXL], family('sd_v1')),
      lora([SDXL], family('sd_1.5')),
      lora([SD1], family('sdxl_base_v1-0')),
      lora([`https://huggingface.co/${FLUX}`], family('sdxl_1.0')),
      lora([SD3], family('flux1')),
      lora([SD1], architecture('stable-diffusion-xl-v1-base/lora')),
      lora([SDXL], architecture('flux-1-dev/lora')),
      lora([FLUX], architecture('stable-diffusion-3-m/lora')),
      lora([SDXL, SD1], family('flux.1')),
      lora([SDXL], family('sd_v2_v'), family('sd_v1')),
      // Within one header.
      lora([], { ...family('sd_v1'), ...architecture('stable-diffusion-xl-v1-base/lora') }),
      lora([], { ...family('sd_v1'), ss_sd_model_name: 'sd_xl_base_1.0.safetensors' }),
      lora([SDXL], { ...family('sdxl_base_v1-0'), ss_sd_model_name: 'v1-5-pruned-emaonly.safetensors' }),
    ],
    good: [
      lora([SDXL], {
        ...family('sdxl_base_v1-0'),
        ...architecture('stable-diffusion-xl-v1-base/lora'),
        ss_sd_model_name: 'sd_xl_base_1.0.safetensors',
      }),
      lora([SD1], {
        ...family('sd_v1'),
        ...architecture('stable-diffusion-v1/lora'),
        ss_sd_model_name: 'v1-5-pruned.ckpt',
      }),
      lora([FLUX], {
        ...family('flux1'),
        ...architecture('flux-1-dev/lora'),
        ss_sd_model_name: 'flux1-dev.safetensors',
      }),
      lora([SD3], { ...family('sd3'), ...architecture('stable-diffusion-3-5-large/lora') }),
      lora(['cagliostrolab/animagine-xl-3.1'], { ...family('sdxl_base_v1-0'), ss_sd_model_name: 'animagine-xl-3.1' }),
      // What early trainers of FLUX.1 wrote.
      lora([FLUX], family('sd_1.5')),
      // Others than these are not known.
      lora(['acme/toy-mix'], family('sd_v1')),
      lora(['Wan-AI/Wan2.1-T2V-14B'], family('wan_2.1')),
      lora(['black-forest-labs/FLUX.2-dev'], family('flux2')),
      lora([FLUX], family('chroma')),
      lora([SDXL], { ss_sd_model_name: 'my-mix-v15.safetensors', ...family('sdxl_base_v1-0') }),
      // One of several bases, and one of several files, fits.
      lora([SDXL, SD1], family('sd_v1')),
      lora([SDXL], family('sd_v1'), family('sdxl_base_v1-0')),
      lora([SDXL], {}),
    ],
  },
};
