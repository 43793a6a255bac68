// SPDX-License-Identifier: Apache-2.0
import { repositoriesOfFile } from '../../src/documents/known-checkpoints.js';
import { makeSafetensors } from '../safetensors.js';
import { documentsOf, sourcesOf } from './folders.js';

const SDXL = 'stabilityai/stable-diffusion-xl-base-1.0';
const lora = (base: string, more: object = {}): Buffer =>
  makeSafetensors(
    { 'lora_unet_a.lora_down.weight': ['F16', 4, 8] },
    { ss_sd_model_name: base, ss_network_dim: '4', ...more },
  );
const documents = (id: string, file: string): ReturnType<typeof documentsOf> =>
  documentsOf({
    'README.md': `---\nlicense: mit\nbase_model: ${id}\n---\n# Toy\n`,
    'lora.safetensors': lora(file, { ss_sd_model_hash: 'be9edd61' }),
  });
const ancestorsIn = ({ bom }: ReturnType<typeof documentsOf>): any[] => bom.metadata.component.pedigree.ancestors;

describe('a base that is named by its repository and by its file', () => {
  it('is one ancestor with both names', () => {
    const made = documents(SDXL, 'sd_xl_base_1.0.safetensors');
    const [only, ...others] = ancestorsIn(made);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ group: 'stabilityai', name: 'stable-diffusion-xl-base-1.0' });
    expect(only.properties).toEqual(
      expect.arrayContaining([{ name: 'mpk:lineage:written', value: 'sd_xl_base_1.0.safetensors' }]),
    );
    expect(sourcesOf(made, '/metadata/component/pedigree/ancestors/0/name')).toEqual([
      'README.md#/base_model (declared)',
      'lora.safetensors#/__metadata__/ss_sd_model_name (declared)',
    ]);
    expect(made.spdx('ai_AIPackage').map(({ name }) => name)).toEqual([expect.any(String), SDXL]);
  });

  it.each([
    ['acme/my-sdxl', 'sd_xl_base_1.0.safetensors'],
    [SDXL, 'my-mix.safetensors'],
  ])('is two where nobody knows that they are one: %s and %s', (id, file) => {
    const all = ancestorsIn(documents(id, file));
    expect(all.map(({ group, name }) => [group, name].filter(Boolean).join('/'))).toEqual([id, file].sort());
    const marked = all.filter(({ properties }) => properties.some(({ name }: any) => name === 'mpk:lineage:named-by'));
    expect(marked.map(({ name }) => name)).toEqual([file]);
  });

  it('alone goes by the name that it has', () => {
    const made = documentsOf({ 'lora.safetensors': lora('sd_xl_base_1.0.safetensors') });
    expect(ancestorsIn(made).map(({ name }) => name)).toEqual(['sd_xl_base_1.0.safetensors']);
  });
});

describe('the name of a file', () => {
  it.each([
    ['C:\\models\\SD_XL_Base_1.0.safetensors', [SDXL]],
    ['/data/sd_xl_base_1.0.safetensors', [SDXL]],
    ['sd_xl_base_1.0', []],
    ['constructor.safetensors', []],
    ['model.safetensors', []],
  ])('%s is of %j', (file, ids) => {
    expect(repositoriesOfFile(file)).toEqual(ids);
  });
});
