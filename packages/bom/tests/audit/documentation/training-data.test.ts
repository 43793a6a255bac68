// SPDX-License-Identifier: Apache-2.0
import { claim, findingsIn, folder, idsIn, only } from '../shown.js';

const isMissing = (text: string): boolean =>
  idsIn(folder({ 'README.md': `---\nlanguage: en\n---\n# m\n\n${text}\n` })).includes('training-data-missing');

describe('data that it was trained on', () => {
  it.each([
    ['a label above a paragraph', '**Training Data**\nThe developers used LAION-2B (en).'],
    ['a label above a list', '- **Training Dataset:**\n    - [all-nli](https://huggingface.co/datasets/a/all-nli)'],
    ['a label before its answer', '- **Training data:** Common Crawl'],
  ])('is named by %s', (_, text) => {
    expect(isMissing(text)).toBe(false);
  });

  it.each([
    ['a label of nothing', '- **Training Dataset:** [More Information Needed]'],
    ['a label whose answer is none', '- **Training Dataset:** Unknown'],
    ['a label before the next one', '- **Training Dataset:**\n- **Language:** en'],
    ['a label in a comment', '<!-- - **Training Dataset:** acme/chats -->'],
    ['a label of other data', '**Data**\nIt takes rows of tables.'],
  ])('is not named by %s', (_, text) => {
    expect(isMissing(text)).toBe(true);
  });

  it.each([
    [5, 5],
    [21, 1],
  ])('and not pinned is told apart for a few, and together for many: %i', (count, findings) => {
    const claims = Array.from({ length: count }, (_, i) => claim('dataset.training', `acme/${i}`));
    const found = findingsIn(only(...claims)).filter(({ check }) => check === 'training-dataset-unpinned');
    expect(found).toHaveLength(findings);
    if (findings === 1) expect(found[0]?.message).toBe('acme/0, acme/1, acme/2 and 18 more');
  });
});
