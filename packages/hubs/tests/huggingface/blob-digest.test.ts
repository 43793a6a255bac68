// SPDX-License-Identifier: Apache-2.0
import { expectedBlobDigest, gitSha1Consumer } from '../../src/index.js';

describe('expectedBlobDigest', () => {
  it('reads the two kinds of names', () => {
    expect(expectedBlobDigest('a'.repeat(64))).toEqual({ algorithm: 'sha256', hex: 'a'.repeat(64) });
    expect(expectedBlobDigest('0'.repeat(40))).toEqual({ algorithm: 'git-sha1', hex: '0'.repeat(40) });
  });

  it.each(['', 'config.json', 'A'.repeat(40), 'a'.repeat(41), `${'a'.repeat(40)}.incomplete`, 'g'.repeat(64)])(
    'reads nothing from %j',
    (name) => {
      expect(expectedBlobDigest(name)).toBeUndefined();
    },
  );
});

describe('gitSha1Consumer', () => {
  it.each([
    // git hash-object
    ['', 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'],
    ['hello\n', 'ce013625030ba8dba906f756967f9e9ca394464a'],
  ])('gives %j the id that git gives it', (text, expected) => {
    const consumer = gitSha1Consumer({ name: 'x', sizeBytes: text.length });
    for (const byte of Buffer.from(text)) consumer.update(Buffer.from([byte]));
    expect(consumer.finish()).toBe(expected);
  });
});
