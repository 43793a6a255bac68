// SPDX-License-Identifier: Apache-2.0
import { auditModel } from '@mpk/bom';
import { makeGguf } from '../gguf.js';
import { claimsIn, modelFiles, type Files } from '../model.js';

const pathsIn = (files: Files): readonly string[] =>
  auditModel(modelFiles(files), claimsIn(files)).flatMap(({ check, message, location }) =>
    check === 'path-of-a-machine' ? [`${location?.file ?? ''}: ${message}`] : [],
  );

describe('paths of a machine', () => {
  it('are told once, where a fact has them', () => {
    expect(
      pathsIn({
        'config.json': { _name_or_path: '/home/alice/base' },
        'tokenizer_config.json': { name_or_path: '/home/alice/base' },
      }),
    ).toEqual(['config.json: /home/alice/base', 'tokenizer_config.json: /home/alice/base']);
  });

  it('of one file are told together', () => {
    const lines = Array.from({ length: 5 }, (_, i) => `p${i}: /mnt/disk/${i}.csv`);
    expect(pathsIn({ 'train.yaml': lines.join('\n') })).toEqual(['train.yaml: /mnt/disk/0.csv, and 4 more']);
  });

  it.each([
    ['/home/alice/imatrix.dat', true],
    ['C:\\Users\\alice\\imatrix.dat', true],
    ['D:\\customers\\acme.txt', true],
    // Of a container, and of nobody.
    ['/training_dir/calibration_datav3.txt', false],
    ['./imatrix.dat', false],
    ['calibration_data.txt', false],
  ])('that a matrix of importance was made from are told, where they are of somebody: %s', (path, isTold) => {
    for (const key of ['quantize.imatrix.file', 'quantize.imatrix.dataset']) {
      const file = makeGguf({ 'general.architecture': 'llama', [key]: path });
      expect(pathsIn({ 'm.gguf': file })).toEqual(isTold ? [`m.gguf: ${path}`] : []);
    }
  });

  it('are looked for within bounds', () => {
    const start = performance.now();
    pathsIn({ 'a.yaml': '/home/'.repeat(40_000), 'b.yaml': ' /home/a'.repeat(30_000), 'x_config.json': { a: '/' } });
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
