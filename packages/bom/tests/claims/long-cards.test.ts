// SPDX-License-Identifier: Apache-2.0
import { auditModel, collectClaims } from '@mpk/bom';
import { modelFiles } from '../model.js';

describe('a long card', () => {
  it('with the results of hundreds of benchmarks is read whole', () => {
    const metrics = Array.from({ length: 40 }, (_, i) => `    - type: ndcg_at_${i}\n      value: ${i}.5\n`).join('');
    const dataset =
      '    dataset:\n      type: mteb/arguana\n      name: MTEB ArguAna\n      config: default\n      split: test\n      revision: None\n';
    const result = `  - task:\n      type: Retrieval\n${dataset}    metrics:\n${metrics}`;
    const frontMatter = `license: mit\nmodel-index:\n- name: toy\n  results:\n${result.repeat(520)}`;
    expect(frontMatter.length).toBeGreaterThan(900_000);
    const files = modelFiles({ 'README.md': `---\n${frontMatter}\n---\n` });
    const { claims, remarks } = collectClaims(files);
    expect(remarks).toEqual([]);
    expect(claims.filter(({ name }) => name === 'metric')).toHaveLength(520 * 40);
    expect(claims.filter(({ name }) => name === 'license').map(({ value }) => value)).toEqual(['mit']);
  });

  it.each([
    ['headings', '# a\n'],
    ['empty lines', '\n'],
    ['rules', 'a\n---\n'],
    ['fences', '```\n'],
    ['what is to be done', '[TODO:'],
    ['items', '- **License:** MIT\n'],
    ['tables', '| a | b |\n'],
    ['comments', '<!--'],
  ])('of four megabytes of %s is read soon', (_, piece) => {
    const text = '---\nlicense: mit\n---\n'.padEnd(4 * 1024 * 1024, piece);
    const files = modelFiles({ 'README.md': text });
    const started = performance.now();
    const collected = collectClaims(files);
    auditModel(files, collected);
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(collected.claims.map(({ name }) => name)).toContain('license');
  });
});
