// SPDX-License-Identifier: Apache-2.0
import { AUDIT_RULES } from '@mpk/bom';
import { claimsIn, shownClaims } from '../model.js';
import { claim, findingsIn, only } from '../audit/shown.js';

const cardOf = (frontMatter: string): Record<string, string> => ({ 'README.md': `---\n${frontMatter}\n---\n` });

describe('an id of the Hub', () => {
  it.each([
    'a/b',
    'hf.co/a/b',
    'https://hf.co/a/b',
    'huggingface.co/A/b',
    'https://huggingface.co/a/b/tree/main',
    'hf://a/b',
  ])('is %s, which is no other base than a/b', (written) => {
    expect(AUDIT_RULES.map(({ id }) => id)).toEqual(expect.arrayContaining(['base-model-differs', 'base-model-no-id']));
    const shown = only(claim('base-model', 'a/b'), claim('base-model', written, 'adapter_config.json'));
    expect(findingsIn(shown).flatMap(({ check }) => (check.startsWith('base-model-') ? [check] : []))).toEqual([]);
  });

  it.each(['hf.co/datasets/a/b', 'https://hf.co/datasets/a/b/viewer', 'huggingface.co/datasets/a/b'])(
    'is %s of a data set',
    (written) => {
      const shown = only(claim('dataset.training', 'A/b'), claim('dataset.evaluation', written));
      expect(findingsIn(shown).map(({ check }) => check)).toContain('evaluation-data-in-training-data');
    },
  );

  it('is none of another site', () => {
    const shown = only(claim('base-model', 'a/b'), claim('base-model', 'nothf.co/a/b', 'm.gguf'));
    expect(findingsIn(shown).map(({ check }) => check)).not.toContain('base-model-differs');
  });

  it('stands in a sentence without a scheme', () => {
    const files = { 'README.md': '# Toy\n\nThis model is a fine-tuned version of [b](hf.co/a/b).\n' };
    expect(shownClaims(files, 'base-model')).toEqual(['a/b <inferred README.md#Toy>']);
  });
});

describe('no answer', () => {
  it.each(['None', 'none', 'null', '~', '""', 'N/A', 'n/a', 'Not applicable'])(
    'is %s, which is no fact and no fault',
    (no) => {
      const fields = ['base_model', 'license', 'language', 'new_version', 'pipeline_tag', 'library_name'];
      const lists = ['datasets', 'tags'].map((name) => `${name}: [${no}]`);
      const tags = `tags: ["dataset:${no.replaceAll('"', '')}", "base_model:${no.replaceAll('"', '')}"]`;
      const { claims, remarks } = claimsIn(
        cardOf([...fields.map((name) => `${name}: ${no}`), ...lists.slice(0, 1), tags].join('\n')),
      );
      expect(claims).toEqual([]);
      expect(remarks).toEqual([]);
    },
  );

  it('of several leaves the others', () => {
    expect(shownClaims(cardOf('datasets: [None, a/b]\nlicense: mit'), 'dataset.training')).toHaveLength(1);
  });
});
