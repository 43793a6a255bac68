// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { compareSpdxWithFiles, readSpdx, type BomComparison } from '@mpk/bom/assess';

const digest = (digit: string): string => digit.repeat(64);
const listed = (name: string, ...digests: unknown[]): JsonObject => ({
  type: 'software_File',
  name,
  verifiedUsing: digests.map((hashValue) => ({ type: 'Hash', algorithm: 'sha256', hashValue })),
});
const documentOf = (...elements: unknown[]): JsonObject => ({ '@graph': elements });
const FILES = [
  { name: 'a', sizeBytes: 1, sha256: digest('a') },
  { name: 'b', sizeBytes: 1, sha256: digest('b') },
];

const compare = (document: JsonObject): BomComparison => compareSpdxWithFiles(readSpdx(document), FILES);

describe('compareSpdxWithFiles', () => {
  it('passes where all files are there, with these digests', () => {
    const document = documentOf({ type: 'Tool', name: 'a' }, listed('a', digest('a')), listed('b', digest('B')));
    expect(compare(document)).toMatchObject({ outcome: 'pass', totals: { matching: 2 } });
  });

  it.each<[string, JsonObject, object]>([
    [
      'a file that is missing',
      documentOf(...'abc'.split('').map((name) => listed(name, digest(name)))),
      { missing: [{ name: 'c', pointer: '/@graph/2' }] },
    ],
    ['a file too many', documentOf(listed('a', digest('a'))), { extra: [{ name: 'b' }] }],
    [
      'other bytes',
      documentOf(listed('a', digest('a')), listed('b', digest('0'))),
      { changed: [{ name: 'b', expectedSha256: [digest('0')] }] },
    ],
    [
      'a file that it lists with two digests',
      documentOf(listed('a', digest('a')), listed('b', digest('b')), listed('b', digest('0'))),
      { changed: [{ name: 'b' }] },
    ],
  ])('fails for %s', (_, document, expected) => {
    expect(compare(document)).toMatchObject({ outcome: 'fail', ...expected });
  });

  it.each<[string, JsonObject]>([
    ['no files', documentOf()],
    ['files without a digest', documentOf(listed('a'), listed('b', 7))],
    [
      'digests of another kind',
      documentOf({ ...listed('a'), verifiedUsing: [null, { algorithm: 'md5' }] }, listed('b')),
    ],
  ])('is undecided where it lists %s', (_, document) => {
    expect(compare(document).outcome).toBe('undecided');
  });

  it.each([{ '@graph': {} }, { '@graph': [7] }, {}])('refuses %j', async (document) => {
    expect(await thrownCode(() => compare(document))).toBe('INPUT_MALFORMED');
  });
});
