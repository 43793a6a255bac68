// SPDX-License-Identifier: Apache-2.0
import { claimsIn, showClaim } from '../../model.js';
import { makeSafetensors } from '../../safetensors.js';

const modelSpec = (fields: Record<string, string>): readonly string[] => {
  const metadata = Object.fromEntries(Object.entries(fields).map(([key, text]) => [`modelspec.${key}`, text]));
  return claimsIn({ 'x.safetensors': makeSafetensors({}, metadata) })
    .claims.filter(({ source }) => source.pointer?.startsWith('/__metadata__'))
    .map((claim) => `${claim.name}: ${showClaim(claim).replaceAll('x.safetensors#/__metadata__/modelspec.', '')}`);
};

describe('what a model spec has in a header', () => {
  it('tells what it is, whose, and from what', () => {
    const fields = {
      sai_model_spec: '1.0.0',
      title: 'Toy',
      architecture: 'stable-diffusion-xl-v1-base/lora',
      author: 'me',
      date: '2024-01-01',
      license: 'mit',
      tags: 'a, b',
      merged_from: 'x, y',
      hash_sha256: '0xabc',
    };
    expect(modelSpec(fields)).toEqual([
      'license: mit <declared license>',
      'name: Toy <declared title>',
      'model-type: stable-diffusion-xl-v1-base/lora <declared architecture>',
      'author: me <declared author>',
      'released: 2024-01-01 <declared date>',
      'tag: a <declared tags>',
      'tag: b <declared tags>',
      'base-model: x <declared merged_from>',
      'base-model: y <declared merged_from>',
      'base-model.relation: merge <inferred merged_from>',
      'file.hash: file:x.safetensors 0xabc <declared hash_sha256>',
    ]);
  });

  it('of nothing tells nothing, and of a list without end its beginning', () => {
    expect(modelSpec({ title: ' ', license: 'None', tags: ',,', merged_from: '' })).toEqual([]);
    expect(modelSpec({ tags: 'x,'.repeat(10_000) })).toHaveLength(100);
  });
});
