// SPDX-License-Identifier: Apache-2.0
import { createProgressBar, formatBytes, renderProgress } from '../src/output/progress-bar.js';

const progress = (bytes: number, files = 0) => ({ bytes, totalBytes: 2_000_000_000, files, totalFiles: 4 });

describe('renderProgress', () => {
  it('shows share, bytes, rate and time left', () => {
    expect(renderProgress(progress(500_000_000), 1000)).toBe(
      '[######------------------]  25% 500.0 MB of 2.0 GB, 500.0 MB/s, 3 s left',
    );
  });

  it('stays sensible at the edges', () => {
    expect(renderProgress({ bytes: 0, totalBytes: 0, files: 0, totalFiles: 0 }, 0)).toContain('100%');
    expect(renderProgress(progress(3_000_000_000), 1000)).toContain('100%');
    expect(renderProgress(progress(1), 86_400_000)).toMatch(/h \d+ min left/);
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [1_234_567, '1.2 MB'],
    [5e15, '5.0 PB'],
  ])('%i is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('createProgressBar', () => {
  const setUp = (terminal = {}, env: NodeJS.ProcessEnv = {}, quiet = false) => {
    const written: string[] = [];
    let now = 0;
    const stream: any = { isTTY: true, write: (text: string) => written.push(text), ...terminal };
    const bar = createProgressBar(stream, { quiet, env, clock: () => now });
    return { bar, written, at: (ms: number) => (now = ms) };
  };

  it('draws nothing for short work, then a line at most ten times a second, and removes it at the end', () => {
    const { bar, written, at } = setUp();
    at(100);
    bar?.(progress(1));
    expect(written).toEqual([]);
    for (let ms = 400; ms <= 1400; ms += 10) {
      at(ms);
      bar?.(progress(ms));
    }
    expect(written).toHaveLength(11);
    bar?.(progress(2_000_000_000, 4));
    expect(written.at(-1)).toBe('\r\u001b[K');
  });

  it.each([
    ['there is no terminal', { isTTY: false }, {}, false],
    ['nobody wants it', {}, {}, true],
    ['this is CI', {}, { CI: 'true' }, false],
    ['the terminal is dumb', {}, { TERM: 'dumb' }, false],
  ])('is not there when %s', (_, terminal, env, quiet) => {
    expect(setUp(terminal, env, quiet).bar).toBeUndefined();
  });
});
