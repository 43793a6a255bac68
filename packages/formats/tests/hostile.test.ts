// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { FORMATS } from '../src/index.js';
import { makeTar, makeZip } from './builders/archives.js';
import { makeGguf, makeNpy, makeOnnx, makeSafetensors, makeSentencePiece } from './builders/models.js';
import { PICKLES } from './builders/pickles.js';
import { recognise } from './builders/recognise.js';

const CALLS = PICKLES['protocol 4, calls']!;
const ZIP = makeZip([{ name: 'a/data.pkl', content: CALLS, deflate: true }], { zip64: true });

const SEEDS: readonly Buffer[] = [
  ...Object.values(PICKLES),
  makeSafetensors(),
  makeGguf(),
  makeOnnx(),
  makeSentencePiece(),
  makeNpy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }"),
  ZIP,
  makeTar({ 'a.txt': Buffer.from('hello'), 'b.pkl': CALLS }),
  Buffer.concat([makeGguf(), ZIP]),
  Buffer.from('{"a": [1, "\\u00e9"]}'),
];

describe('bytes that somebody wrote to break this', () => {
  const ids = new Set(FORMATS.map((format) => format.id));
  const damage = fc.record({
    seed: fc.constantFrom(...SEEDS),
    edits: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 6 }),
    cut: fc.nat(),
    tail: fc.uint8Array({ maxLength: 40 }),
  });

  it('never break it, give ids that FORMATS describes, and the same ones however the file is cut into chunks', () => {
    fc.assert(
      fc.property(damage, ({ seed, edits, cut, tail }) => {
        const bytes = Buffer.from(seed);
        for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
        const end = cut % 3 === 0 ? cut % bytes.length : bytes.length;
        const { id, contains, rangedBytes } = recognise(Buffer.concat([bytes.subarray(0, end), tail]));
        expect([id, ...contains].filter((one) => !ids.has(one))).toEqual([]);
        expect(contains).not.toContain(id);
        expect(rangedBytes).toBeLessThanOrEqual(3 * 1024 * 1024);
      }),
      { numRuns: 1500 },
    );
  });

  it('do not make it claim sizes that are not there', () => {
    for (const field of [12, 16]) {
      const zip = Buffer.from(makeZip([{ name: 'a', content: Buffer.from('a') }]));
      zip.writeUInt32LE(0xfffffff0, zip.length - 22 + field);
      expect(recognise(zip).rangedBytes).toBeLessThan(10_000);
    }
  });
});
