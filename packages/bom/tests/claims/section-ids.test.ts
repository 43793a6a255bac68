// SPDX-License-Identifier: Apache-2.0
import { claimsIn } from '../model.js';

/** Ids of the sections that a heading of a card stands for. */
const idsOf = (heading: string): readonly string[] =>
  claimsIn({ 'README.md': `# Toy\n\n## ${heading}\n\nWords that say something.\n` }).claims.flatMap(
    ({ name, value }) => (name === 'section' ? [(value as { id: string }).id] : []),
  );

describe('a heading of a card', () => {
  it.each([
    ['Intended Usage', ['intended-use']],
    ['Intended uses & limitations', ['intended-use', 'limitations']],
    ['Intended Purpose', ['intended-use']],
    ['Uses and limitations', ['intended-use', 'limitations']],
    ['Uses:', ['intended-use']],
    ['🎯 Uses', ['intended-use']],
    ['3. Model Use', ['intended-use']],
    ['Ethical Considerations and Limitations', ['bias', 'limitations']],
    ['Limitations and Biases', ['bias', 'limitations']],
    ['Bias, Risks, and Limitations', ['bias', 'limitations']],
    ['Usage and Limitations', ['limitations', 'how-to-use']],
    ['How to use', ['how-to-use']],
    ['How to Get Started with the Model', ['how-to-use']],
    ['Usage (Sentence-Transformers)', ['how-to-use']],
    ['Example usage', ['how-to-use']],
    ['🚀 Getting Started', ['how-to-use']],
    ['Training Dataset', ['training-data']],
    ['Model Data', ['training-data']],
    ['Datasets used', ['training-data']],
  ])('"%s" stands for what it says', (heading, ids) => {
    expect(idsOf(heading)).toEqual(ids);
  });

  it.each([
    ['Unintended Uses', ['out-of-scope-use']],
    ['Uses not intended', ['out-of-scope-use']],
    ['Usage guidelines', ['intended-use']],
    ['Why reuse matters', []],
    ['Data-free quantisation', []],
    ['Ethics board of Acme', ['bias']],
    ['Memory usage', []],
    ['Biases', ['bias']],
    ['Unbiased', []],
  ])('"%s" stands for no more', (heading, ids) => {
    expect(idsOf(heading)).toEqual(ids);
  });
});

describe('what stands under a heading', () => {
  it.each(['TODO', 'tbd.', '- N/A', '...', '—', 'Coming soon!', 'To be added', '**WIP**', '_Work in progress_'])(
    'and is "%s" is a placeholder, and no fact',
    (text) => {
      const { claims } = claimsIn({ 'README.md': `# Toy\n\n## Limitations\n\n${text}\n` });
      expect(claims.find(({ name }) => name === 'section')?.value).toMatchObject({ isPlaceholder: true });
      expect(claims.filter(({ name }) => name === 'limitation')).toEqual([]);
    },
  );

  it.each(['None.', 'English only.', 'No personal data.', 'Todo lists only.', 'なし', 'See the paper'])(
    'and is "%s" is an answer',
    (text) => {
      const { claims } = claimsIn({ 'README.md': `# Toy\n\n## Limitations\n\n${text}\n` });
      expect(claims.find(({ name }) => name === 'section')?.value).not.toHaveProperty('isPlaceholder');
      expect(claims.find(({ name }) => name === 'limitation')?.value).toBe(text);
    },
  );
});
