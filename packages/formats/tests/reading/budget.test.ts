// SPDX-License-Identifier: Apache-2.0
import { MAX_FOUND_BYTES, ReadingBudget } from '../../src/reading/budget.js';
import { weigh } from '../../src/reading/weight.js';
import { makeZip } from '../builders/archives.js';
import { readFile } from '../builders/read.js';

const member = (name: string, text: string): { name: string; content: Buffer; deflate: true } => ({
  name,
  content: Buffer.from(text),
  deflate: true,
});

describe('what was found in one file', () => {
  it('is kept as long as there is room', () => {
    const budget = new ReadingBudget(1);
    const half = 'x'.repeat(MAX_FOUND_BYTES / 4 - 100);
    expect([half, half, half, 'x'].map((found) => budget.find(found))).toEqual([true, true, false, true]);
  });

  it('is let go where hundreds of members have much of it, and those count as not inspected', () => {
    const text = `# Text\n${'a word, '.repeat(28_000)}`;
    const { parts, inspectedBytes } = readFile(
      makeZip(Array.from({ length: 300 }, (_, i) => member(`${i}.txt`, text))),
    );
    const lost = parts.filter(({ uninspected }) => uninspected.some(({ detail }) => detail?.includes('than is kept')));
    expect(lost.length).toBeGreaterThan(50);
    expect(inspectedBytes).toBeLessThan(parts[0]?.sizeBytes ?? 0);
    expect(weigh(parts)).toBeLessThan(MAX_FOUND_BYTES + 1_000_000);
  });

  it('loses whole JSON documents first, and then nothing counts as not inspected', () => {
    const json = `[${'{},'.repeat(150_000)}{"auto_map": "a.B"}]`;
    const { parts } = readFile(makeZip(Array.from({ length: 20 }, (_, i) => member(`${i}.json`, json))));
    const documents = parts.flatMap(({ content }) => (content?.kind === 'json' ? [content] : []));
    expect(documents).toHaveLength(20);
    expect(documents.filter(({ value }) => value === undefined).length).toBeGreaterThan(0);
    for (const { kept } of documents) expect(kept).toMatchObject([{ value: 'a.B' }]);
  });
});
