// SPDX-License-Identifier: Apache-2.0
import { deflateSync, gzipSync } from 'node:zlib';
import { PICKLES, latin } from '../builders/pickles.js';
import { linesOf } from '../builders/lines.js';
import { readFile, readParts } from '../builders/read.js';

const CALLS = PICKLES['protocol 2, calls']!;
const flip = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at < 0 ? copy.length + at : at]! ^= 1;
  return copy;
};

describe('gzip', () => {
  const gz = gzipSync(CALLS);

  it('is read, and what it expands to is a part in it', () => {
    expect(linesOf(gz)).toEqual([`:gzip:${gz.length}`, `content:pickle:${CALLS.length}`]);
    const [own, content] = readParts(gz);
    expect(own?.content).toEqual({ kind: 'compressed', streams: 1, expandedBytes: CALLS.length });
    expect(content?.content).toMatchObject({ kind: 'pickle', imports: [{ module: 'os', name: 'system' }] });
    expect(readFile(gz).inspectedBytes).toBe(gz.length);
  });

  it('goes on with the next member, and after zeros', () => {
    const bytes = Buffer.concat([gzipSync(CALLS.subarray(0, 9)), Buffer.alloc(3), gzipSync(CALLS.subarray(9))]);
    const end = gzipSync(CALLS.subarray(0, 9)).length;
    expect(linesOf(bytes)).toEqual([
      `:gzip:${bytes.length}, odd-padding@${end} 3 zeros after a stream`,
      `content:pickle:${CALLS.length}`,
    ]);
  });

  it('gives what follows as a part of its own', () => {
    const bytes = Buffer.concat([gzipSync('hello'), CALLS]);
    const at = bytes.length - CALLS.length;
    expect(linesOf(bytes).slice(0, 3)).toEqual([
      `:gzip:${bytes.length}, trailing-bytes@${at}`,
      expect.stringMatching(/^content:/),
      `@${at}:pickle:${CALLS.length}`,
    ]);
  });

  it.each([
    ['a wrong checksum', flip(gz, -8), 'checksum-mismatch@0 CRC-32 of a gzip member'],
    ['a wrong length', flip(gz, -1), 'checksum-mismatch@0 length of a gzip member'],
    ['reserved flags', Buffer.concat([gz.subarray(0, 3), Buffer.from([0x20]), gz.subarray(4)]), 'malformed@0 reserved'],
    ['no end', gz.subarray(0, -9), `truncated@${gz.length - 9}`],
    ['no trailer', gz.subarray(0, -3), `truncated@${gz.length - 3}`],
  ])('says so of %s', (_, bytes, told) => {
    expect(linesOf(bytes)[0]).toContain(told);
  });

  it('checks the checksum of a header with all that a header may have', () => {
    const header = Buffer.concat([
      Buffer.from('1f8b081e000000000003', 'hex'),
      latin('\x02\x00ab'),
      latin('name\0comment\0'),
      Buffer.from('b0c0', 'hex'),
    ]);
    const bytes = Buffer.concat([header, gz.subarray(10)]);
    expect(linesOf(bytes)).toEqual([
      `:gzip:${bytes.length}, checksum-mismatch@0 CRC-16 of a gzip header`,
      `content:pickle:${CALLS.length}`,
    ]);
  });

  it('is not read on where the name in its header does not end', () => {
    const bytes = Buffer.concat([Buffer.from('1f8b0808000000000003', 'hex'), Buffer.alloc(80_000, 'x')]);
    expect(linesOf(bytes)[0]).toContain('malformed@0 a name or comment');
  });

  it('keeps what stands before damage', () => {
    const bytes = Buffer.concat([gzipSync(CALLS).subarray(0, -9), Buffer.alloc(9, 0xff)]);
    expect(readParts(bytes)[1]?.content).toMatchObject({ imports: [{ module: 'os', name: 'system' }] });
    expect(readFile(bytes).inspectedBytes).toBeLessThan(bytes.length);
  });

  it('stops at a bomb, and says so', () => {
    const bytes = gzipSync(Buffer.alloc(300 * 1024 * 1024));
    const { parts, inspectedBytes } = readFile(bytes);
    expect(parts[0]?.uninspected).toMatchObject([{ reason: 'bomb' }]);
    expect(inspectedBytes).toBeLessThan(bytes.length);
  });
});

describe('zlib', () => {
  const z = deflateSync(CALLS);

  it('is read, and what it expands to is a part in it', () => {
    expect(linesOf(z)).toEqual([`:zlib:${z.length}`, `content:pickle:${CALLS.length}`]);
  });

  it.each([
    ['with its length', CALLS.length.toString(16), ''],
    ['with another length', '5', ', checksum-mismatch@0 length in the header of joblib'],
  ])('is read after the header of old joblib %s', (_, digits, told) => {
    for (const space of ['', ' ']) {
      const bytes = Buffer.concat([latin(`ZF${`0x${digits}`.padEnd(19)}${space}`), z]);
      expect(linesOf(bytes)).toEqual([`:zlib:${bytes.length}${told}`, `content:pickle:${CALLS.length}`]);
    }
  });

  it.each([
    ['a wrong checksum', flip(z, -1), 'checksum-mismatch@0 Adler-32 of a zlib stream'],
    ['a second stream', Buffer.concat([z, z]), `trailing-bytes@${z.length}`],
    ['a header of joblib that goes wrong', Buffer.concat([latin('ZF0x10              z'), z]), 'malformed@0'],
  ])('says so of %s', (_, bytes, told) => {
    expect(linesOf(bytes)[0]).toContain(told);
  });
});

describe('streams that follow one another', () => {
  it('are followed up to a number, and the rest is told', () => {
    const member = gzipSync('');
    const { parts, inspectedBytes } = readFile(Buffer.concat(Array<Buffer>(50_001).fill(member)));
    expect(parts[0]?.content).toMatchObject({ streams: 50_000 });
    expect(parts[0]?.uninspected).toMatchObject([{ reason: 'too-many-parts', offset: 50_000 * member.length }]);
    expect(inspectedBytes).toBe(50_000 * member.length);
  });
});
