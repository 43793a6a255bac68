// SPDX-License-Identifier: Apache-2.0
import type { FileReading } from '../../src/index.js';
import { ReadingAllowance } from '../../src/reading/allowance.js';
import { createReadingConsumer } from '../../src/reading/index.js';
import { weigh } from '../../src/reading/weight.js';

const read = (text: string, factory: ReturnType<typeof createReadingConsumer>): FileReading => {
  const bytes = Buffer.from(text, 'latin1');
  const consumer = factory({ name: 'a', sizeBytes: bytes.length });
  consumer.start?.({
    sizeBytes: bytes.length,
    read: (offset, length) => bytes.subarray(Math.max(0, offset), Math.max(0, offset + length)),
  });
  consumer.update(bytes);
  return consumer.finish();
};

describe('what is kept of many files', () => {
  it('is all of it where there is room', () => {
    expect(read('# Model', createReadingConsumer('numbers')).parts[0]?.content).toMatchObject({ text: '# Model' });
  });

  it('loses whole JSON documents first, and not what tells of code', () => {
    const json = `{"auto_map": {"AutoModel": "a.B"}, "more": [${'{"a": 1}, '.repeat(1000)}1]}`;
    const { parts, inspectedBytes } = read(json, createReadingConsumer('numbers', new ReadingAllowance(8000)));
    expect(parts).toMatchObject([{ format: 'json', uninspected: [] }]);
    expect(parts[0]?.content).toMatchObject({ kept: [{ pointer: '/auto_map' }] });
    expect(parts[0]?.content).not.toHaveProperty('value');
    expect(inspectedBytes).toBe(json.length);
  });

  it('is nothing where there is no room, and then nothing counts as inspected', () => {
    const factory = createReadingConsumer('numbers', new ReadingAllowance(2000));
    const first = read("cos\nsystem\n(S'id'\ntR.", factory);
    expect(first.parts[0]?.content).toMatchObject({ kind: 'pickle' });
    for (let i = 0; i < 10; i++) read("cos\nsystem\n(S'id'\ntR.", factory);
    expect(read("cos\nsystem\n(S'id'\ntR.", factory)).toEqual({
      parts: [
        expect.objectContaining({ format: 'pickle', uninspected: [expect.objectContaining({ reason: 'too-large' })] }),
      ],
      inspectedBytes: 0,
    });
  });

  it('is of long texts the beginning, where they would take the room of others', () => {
    const factory = createReadingConsumer('numbers', new ReadingAllowance(10_000_000, 3_000_000));
    const card = `---\nlicense: mit\n---\n${'word '.repeat(100_000)}`;
    const kept = Array.from({ length: 5 }, () => read(card, factory).parts[0]);
    const isWhole = kept.map((part) => part?.content?.kind === 'text' && part.content.complete);
    expect(isWhole).toEqual([true, true, false, false, false]);
    expect(kept.map((part) => part?.uninspected)).toEqual([[], [], [], [], []]);
    expect(read('# Model', factory).parts[0]?.content).toMatchObject({ text: '# Model', complete: true });
  });

  it('of a thousand long cards is some megabytes', () => {
    const factory = createReadingConsumer('numbers', new ReadingAllowance());
    const card = `---\n${'word '.repeat(60_000)}`;
    let keptBytes = 0;
    for (let i = 0; i < 1000; i++) keptBytes += weigh(read(card, factory));
    expect(keptBytes).toBeLessThan(33 * 1024 * 1024 + 1000 * 10_000);
  });

  it('is bounded for thousands of files, each with much to keep', () => {
    const factory = createReadingConsumer('numbers', new ReadingAllowance(1_000_000));
    const json = `{"auto_map": [${'"a.B", '.repeat(3000)}1]}`;
    let keptBytes = 0;
    for (let i = 0; i < 100; i++) keptBytes += weigh(read(json, factory));
    expect(keptBytes).toBeLessThan(1_100_000);
  });
});

describe('the weight of plain data', () => {
  it.each<[unknown, number]>([
    ['abcd', 32],
    [[1, 2, 3], 64],
    [{ a: 'b', c: null }, 82],
    [[[], undefined, []], 144],
    [undefined, 0],
  ])('of %j is %i', (data, bytes) => {
    expect(weigh(data)).toBe(bytes);
  });

  it('is counted no further than is asked for', () => {
    expect(weigh(Array(1000).fill('x'.repeat(1000)), 100_000)).toBeLessThan(110_000);
  });

  it('needs no stack for deep data', () => {
    let data: unknown = [];
    for (let i = 0; i < 200_000; i++) data = [data];
    expect(weigh(data)).toBeGreaterThan(200_000 * 40);
  });
});
