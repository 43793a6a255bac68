// SPDX-License-Identifier: Apache-2.0
import { makeSafetensors } from '../../../packages/bom/tests/safetensors.ts';
import { createFolder } from '../truth.ts';

const CARD = `---
license: other
license_name: acme-picture-license
license_link: https://acme.example/license
base_model: acme/base-pictures
pipeline_tag: text-to-image
---
# Red Kite
`;

/** A pipeline of parts under a licence that has no id. */
export const DIFFUSERS = createFolder(
  { name: 'foxtrot', what: 'Diffusers: a pipeline of parts', accepted: [{ kind: 'license', value: 'other' }] },
  {
    'README.md': [
      CARD,
      ['name', 'Red Kite'],
      ['license', 'acme-picture-license'],
      ['license', 'https://acme.example/license'],
      ['base', 'acme/base-pictures'],
      ['task', 'text-to-image'],
    ],
    'model_index.json': [
      {
        _class_name: 'KitePipeline',
        _diffusers_version: '0.36.0',
        scheduler: ['diffusers', 'DDIMScheduler'],
        unet: ['diffusers', 'UNet2DConditionModel'],
        text_encoder: ['transformers', 'CLIPTextModel'],
      },
      ['architecture', 'KitePipeline'],
      ['architecture', 'DDIMScheduler'],
      ['architecture', 'UNet2DConditionModel'],
      ['architecture', 'CLIPTextModel'],
      ['library', ['diffusers 0.36.0', 'diffusers@0.36.0', '0.36.0']],
    ],
    'unet/config.json': [
      { _class_name: 'UNet2DConditionModel', _diffusers_version: '0.36.0', sample_size: 64 },
      ['size', '64', /sample/i],
    ],
    'unet/diffusion_pytorch_model.safetensors': [
      makeSafetensors({ 'conv_in.weight': ['F16', 4, 10, 3, 3] }),
      ['parameters', '360'],
      ['precision', 'F16'],
    ],
  },
);
