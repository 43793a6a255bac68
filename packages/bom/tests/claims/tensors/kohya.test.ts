// SPDX-License-Identifier: Apache-2.0
import { claimsIn, showClaim } from '../../model.js';
import { makeSafetensors } from '../../safetensors.js';

const metadataClaims = (metadata: Record<string, string>): readonly string[] =>
  claimsIn({ 'lora.safetensors': makeSafetensors({}, metadata) })
    .claims.filter(({ source }) => source.pointer?.startsWith('/__metadata__'))
    .map((claim) => `${claim.name}: ${showClaim(claim).replaceAll('lora.safetensors#/__metadata__/', '')}`);

describe('what kohya writes into a header', () => {
  it('tells the base, the adapter, and how it was trained', () => {
    const claims = metadataClaims({
      ss_output_name: 'my-lora',
      ss_sd_model_name: 'sd_xl_base_1.0.safetensors',
      ss_sd_model_hash: 'be9edd61',
      ss_base_model_version: 'sdxl_base_v1-0',
      ss_network_module: 'networks.lora',
      ss_network_dim: '32',
      ss_network_alpha: '16.0',
      ss_steps: '1500',
      ss_seed: 'None',
      ss_training_started_at: '1690000000.5',
      sshs_model_hash: 'abcd',
    });
    expect(claims).toEqual([
      'name: my-lora <declared ss_output_name>',
      'base-model: sd_xl_base_1.0.safetensors <declared ss_sd_model_name>',
      'base-model.family: sdxl_base_v1-0 <declared ss_base_model_version>',
      'adapter: networks.lora <declared ss_network_module>',
      'adapter.rank: 32 <declared ss_network_dim>',
      'training.steps: 1500 <declared ss_steps>',
      'training.hyperparameter: {"name":"ss_network_alpha","value":"16.0"} <declared ss_network_alpha>',
      'file.hash: file:lora.safetensors abcd <declared sshs_model_hash>',
      'base-model.hash: base:sd_xl_base_1.0.safetensors be9edd61 <declared ss_sd_model_hash>',
      'training.started: 2023-07-22T04:26:40.500Z <declared ss_training_started_at>',
    ]);
  });

  it('tells folders of training data, and that captions of it are in the file', () => {
    const claims = metadataClaims({
      ss_dataset_dirs: '{"5_dog": {"n_repeats": 5, "img_count": 20}}',
      ss_tag_frequency: '{"5_dog": {"a dog": 12, "Jane Doe": 1}}',
    });
    expect(claims).toEqual([
      'dataset.training: 5_dog <declared ss_dataset_dirs/5_dog>',
      'dataset.rows: dataset:5_dog 20 <declared ss_dataset_dirs/5_dog/img_count>',
      'training.captions: 2 <measured ss_tag_frequency>',
    ]);
  });

  it.each([
    [{ ss_network_dim: 'many', ss_steps: '', ss_sd_model_name: 'None' }],
    [{ ss_training_started_at: '1e300', ss_training_finished_at: '-1' }],
    [{ ss_dataset_dirs: '[1]', ss_tag_frequency: 'x' }],
    [{ ss_dataset_dirs: '{'.repeat(1000) }],
  ])('of %j tells nothing', (metadata) => {
    expect(metadataClaims(metadata as Record<string, string>)).toEqual([]);
  });

  it('that is too long to keep is remarked', () => {
    const file = makeSafetensors({}, { ss_tag_frequency: 'x'.repeat(100_000) });
    const { remarks } = claimsIn({ 'lora.safetensors': file });
    expect(remarks).toEqual([
      { kind: 'too-large', file: 'lora.safetensors', pointer: '/__metadata__/ss_tag_frequency' },
    ]);
  });
});
