// SPDX-License-Identifier: Apache-2.0
import { matchMagic } from '../../src/magic/magic.js';
import { latin } from '../builders/pickles.js';

const idsOf = (text: string): string[] => matchMagic(latin(text), text.length);
const header = '<?xml version="1.0"?>\n<!-- made by x -->\n';

describe('matchMagic', () => {
  it.each([
    ['X\n\0\0\0\x03\0\x04\x02\0', 'r-data'],
    ['X\n\0\0\0\x02\0\x04\x02\0', 'r-data'],
    ['RDX3\nX\n\0\0\0\x03', 'r-data'],
    ['RDA2\nA\n2\n', 'r-data'],
    ['B\n\x02\0\0\0', 'r-data'],
    ['ptrt\0\0\0\0', 'tensorrt'],
    ['ftrt\0\0\0\0', 'tensorrt'],
    ['<PMML version="4.4">', 'pmml'],
    [`\xef\xbb\xbf${header}<PMML xmlns="x">`, 'pmml'],
    [`${header}<!DOCTYPE PMML SYSTEM "http://x/">\n<p:PMML>`, 'pmml'],
    ["MZqFpD='\n", 'llamafile'],
    ['\0\0\0\x18ftypisom', 'mp4'],
    ['RIFF\x24\0\0\0WAVEfmt ', 'wav'],
  ])('takes %j for %s', (text, id) => {
    expect(idsOf(text)).toContain(id);
  });

  it.each([
    'X\n\0\0\0\x04',
    'RDX9\nX\n\0\0\0\x03',
    'A\nB\n',
    `${header}<html><PMML>`,
    `<!-- <PMML> -->`,
    '<!-- no end <PMML>',
    '<PMMLish>',
    "MZqFpDx'",
  ])('does not know %j', (text) => {
    expect(idsOf(text)).toEqual([]);
  });

  it('looks for a root element in time that grows with the text', () => {
    expect(idsOf('<!-->-->'.repeat(8000))).toEqual([]);
    expect(idsOf('<?'.repeat(30_000))).toEqual([]);
  });
});
