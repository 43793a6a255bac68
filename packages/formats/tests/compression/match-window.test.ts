// SPDX-License-Identifier: Apache-2.0
import { constants, zstdCompressSync } from 'node:zlib';
import { MAX_WINDOW_BYTES, MatchWindow } from '../../src/compression/match-window.js';
import { Malformed } from '../../src/reading/drive.js';
import { linesOf } from '../builders/lines.js';

function opened(windowBytes: number): { window: MatchWindow; written: () => string } {
  const pieces: Buffer[] = [];
  const window = new MatchWindow(windowBytes, (bytes) => void pieces.push(Buffer.from(bytes)));
  return { window, written: () => Buffer.concat(pieces).toString() };
}

describe('MatchWindow', () => {
  it('repeats what stands before, also where it overlaps', () => {
    const { window, written } = opened(4096);
    window.append(Buffer.from('abc'));
    window.repeat(3, 7);
    window.put(0x2e);
    window.flush();
    expect(written()).toBe('abcabcabca.');
    expect([window.byteAt(1), window.byteAt(12)]).toEqual([0x2e, 0]);
  });

  it('reaches back as far as it is large, and over its own end', () => {
    const { window, written } = opened(4096);
    const text = 'x'.repeat(4095) + 'y' + 'z'.repeat(4095);
    window.append(Buffer.from(text));
    window.repeat(4096, 2);
    window.flush();
    expect(written()).toBe(`${text}yz`);
    expect(() => window.repeat(4097, 1)).toThrow(Malformed);
  });

  it('does not reach before the beginning, nor before a reset', () => {
    const { window } = opened(100_000);
    expect(() => window.repeat(1, 1)).toThrow(Malformed);
    window.append(Buffer.from('abc'));
    expect(() => window.repeat(4, 1)).toThrow(Malformed);
    window.reset();
    expect(() => window.repeat(1, 1)).toThrow(Malformed);
  });

  it('is as large as what was written, up to a limit, beyond which nothing is looked into', () => {
    const sizeBytes = MAX_WINDOW_BYTES + 100_000;
    const params = { [constants.ZSTD_c_windowLog]: 27 };
    const bytes = zstdCompressSync(Buffer.alloc(sizeBytes), { params });
    expect(linesOf(bytes)[0]).toBe(`:zstd:${bytes.length}, -too-large@0 a window of ${sizeBytes} bytes`);
  });
});
