// SPDX-License-Identifier: Apache-2.0
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { openInflate } from '../../src/compression/inflate.js';
import { Malformed } from '../../src/reading/drive.js';

const content = Buffer.from('weights and biases '.repeat(20_000));
const streams = { raw: deflateRawSync(content), zlib: deflateSync(content), gzip: gzipSync(content) } as const;
type Kind = keyof typeof streams;

function expand(kind: Kind, bytes: Buffer, chunkBytes: number): { out: Buffer; used: number; ended: boolean } {
  const out: Buffer[] = [];
  const expander = openInflate(kind)((piece) => out.push(Buffer.from(piece)) > 0);
  let used = 0;
  for (let at = 0; at < bytes.length && !expander.ended; at += chunkBytes) {
    used += expander.write(bytes.subarray(at, at + chunkBytes));
  }
  return { out: Buffer.concat(out), used, ended: expander.ended };
}

describe('openInflate', () => {
  it.each(Object.keys(streams) as Kind[])('expands a %s stream in chunks of any size', (kind) => {
    const bytes = streams[kind];
    for (const chunkBytes of [1, 7, bytes.length]) {
      const { out, used, ended } = expand(kind, bytes, chunkBytes);
      expect({ same: out.equals(content), used, ended }).toEqual({ same: true, used: bytes.length, ended: true });
    }
  });

  it('stops at the end of the stream and leaves what follows', () => {
    const { used, ended } = expand('gzip', Buffer.concat([streams.gzip, Buffer.from('more')]), 1024 * 1024);
    expect({ used, ended }).toEqual({ used: streams.gzip.length, ended: true });
  });

  it('does not end where the stream does not', () => {
    expect(expand('zlib', streams.zlib.subarray(0, -6), 11).ended).toBe(false);
  });

  it('stops when no more is wanted, whatever the stream would give', () => {
    let calls = 0;
    const expander = openInflate('raw')(() => ++calls < 2);
    expander.write(deflateRawSync(Buffer.alloc(50_000_000)));
    expect({ calls, ended: expander.ended }).toEqual({ calls: 2, ended: true });
  });

  it('gives what stands before damage, then throws', () => {
    // A block of the kind that does not exist.
    const damaged = Buffer.concat([Buffer.alloc(5), Buffer.alloc(2000, 'x'), Buffer.from([7])]);
    damaged.writeUInt16LE(2000, 1);
    damaged.writeUInt16LE(0xffff - 2000, 3);
    const out: Buffer[] = [];
    const expander = openInflate('raw')((piece) => out.push(Buffer.from(piece)) > 0);
    expect(() => expander.write(damaged)).toThrow(Malformed);
    expect(Buffer.concat(out).length).toBe(2000);
  });

  it('refuses a wrong checksum of gzip', () => {
    const wrong = Buffer.from(streams.gzip);
    wrong[wrong.length - 8] = (wrong[wrong.length - 8] ?? 0) ^ 1;
    expect(() => expand('gzip', wrong, 1000)).toThrow('no gzip stream: incorrect data check');
  });
});
