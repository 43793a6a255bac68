// SPDX-License-Identifier: Apache-2.0
import { auditModel } from '@mpk/bom';
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

  it('are looked for within bounds', () => {
    const start = performance.now();
    pathsIn({ 'a.yaml': '/home/'.repeat(40_000), 'b.yaml': ' /home/a'.repeat(30_000), 'x_config.json': { a: '/' } });
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
