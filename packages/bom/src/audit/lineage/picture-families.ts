// SPDX-License-Identifier: Apache-2.0

/** Families of models that make pictures: weights of one fit no other. */
export type PictureFamily =
  'Stable Diffusion 1' | 'Stable Diffusion 2' | 'Stable Diffusion XL' | 'Stable Diffusion 3' | 'FLUX.1';

type Names = readonly (readonly [name: RegExp, family: PictureFamily])[];

/** As trainers write it: kohya's `sd_v1`, `sdxl_base_v1-0` and `flux1`, those of others such as `sdxl_1.0`. */
const OF_TRAINERS: Names = [
  [/^sd[-_]?v?1(?:$|[._x-])/i, 'Stable Diffusion 1'],
  [/^sd[-_]?v?2(?:$|[._x-])/i, 'Stable Diffusion 2'],
  [/^sd[-_]?xl(?:$|[._-])/i, 'Stable Diffusion XL'],
  [/^sd[-_]?v?3(?:$|[._-])/i, 'Stable Diffusion 3'],
  [/^flux[._-]?1(?:$|[._-])/i, 'FLUX.1'],
];

/** As the SAI Model Spec has it. */
const OF_MODEL_SPEC: Names = [
  [/^stable-diffusion-v1(?:$|[/-])/i, 'Stable Diffusion 1'],
  [/^stable-diffusion-v2(?:$|[/-])/i, 'Stable Diffusion 2'],
  [/^stable-diffusion-xl-/i, 'Stable Diffusion XL'],
  [/^stable-diffusion-v?3(?:$|[/-])/i, 'Stable Diffusion 3'],
  [/^flux-?\.?1(?:$|[/-])/i, 'FLUX.1'],
];

/** Ids and names of files that their makers gave them, and what everybody puts into names of what was made from SDXL. */
const OF_BASES: Names = [
  [/^(?:stable-diffusion-v-?1(?:$|-)|(?:sd-)?v1-[45](?:$|[-_.])|Realistic_Vision_V\d)/i, 'Stable Diffusion 1'],
  [/^(?:stable-diffusion-2(?:$|-)|(?:sd-)?v2-[01](?:$|[-_.])|sd-turbo$)/i, 'Stable Diffusion 2'],
  [
    /^(?:stable-diffusion-xl-|sd_?xl[-_](?:base|turbo)|(?:animagine|illustrious|noobai)-xl|pony-?diffusion-?v6)/i,
    'Stable Diffusion XL',
  ],
  [/^(?:stable-diffusion-3|sd3(?:\.5)?_(?:medium|large))/i, 'Stable Diffusion 3'],
  [/^flux[.-]?1[-_](?:dev|schnell|krea|kontext|fill)/i, 'FLUX.1'],
];

const familyIn = (names: Names, text: string): PictureFamily | undefined =>
  names.find(([name]) => name.test(text))?.[1];

export const familyOfTrainer = (text: string): PictureFamily | undefined => familyIn(OF_TRAINERS, text);
export const familyOfModelSpec = (text: string): PictureFamily | undefined => familyIn(OF_MODEL_SPEC, text);

/** Of an id, an address or the name of a file, by its last step. */
export const familyOfBase = (text: string): PictureFamily | undefined =>
  familyIn(OF_BASES, text.split(/[/\\]/).at(-1) ?? '');
