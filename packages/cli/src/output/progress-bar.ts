// SPDX-License-Identifier: Apache-2.0
import type { WriteStream } from 'node:tty';
import type { PassProgress } from '@mpk/core';

/** Redrawn at most so often. */
const REDRAW_MS = 100;
/** Nothing is drawn for work that is done sooner. */
const SILENT_MS = 400;
const BAR_CELLS = 24;

type Terminal = Pick<WriteStream, 'isTTY' | 'write'>;

/**
 * A progress bar with rate and time left on one line of a terminal; it removes itself at the end.
 *
 * @returns a listener; undefined where nobody would see it: no terminal, `quiet`, or a CI environment
 */
export function createProgressBar(
  terminal: Terminal,
  options: { readonly quiet: boolean; readonly env: NodeJS.ProcessEnv; readonly clock?: () => number },
): ((progress: PassProgress) => void) | undefined {
  if (!terminal.isTTY || options.quiet || (options.env['CI'] ?? '') !== '' || options.env['TERM'] === 'dumb')
    return undefined;
  const clock = options.clock ?? Date.now;
  const startedAt = clock();
  let drawnAt = startedAt + SILENT_MS - REDRAW_MS;
  let drawn = false;
  return (progress) => {
    const now = clock();
    const done = progress.files === progress.totalFiles;
    if (done && drawn) terminal.write('\r\u001b[K');
    if (done || now - drawnAt < REDRAW_MS) return;
    drawnAt = now;
    drawn = true;
    terminal.write(`\r\u001b[K${renderProgress(progress, now - startedAt)}`);
  };
}

/** `[#####-----]  42% 1.3 GB of 3.1 GB, 1.2 GB/s, 2 s left` */
export function renderProgress({ bytes, totalBytes }: PassProgress, elapsedMs: number): string {
  const fraction = totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes);
  const cells = Math.round(fraction * BAR_CELLS);
  const bar = '#'.repeat(cells) + '-'.repeat(BAR_CELLS - cells);
  const rate = elapsedMs > 0 ? (bytes * 1000) / elapsedMs : 0;
  const left = rate > 0 ? `${formatSeconds((totalBytes - bytes) / rate)} left` : 'starting';
  const percent = String(Math.floor(fraction * 100)).padStart(3);
  return `[${bar}] ${percent}% ${formatBytes(bytes)} of ${formatBytes(totalBytes)}, ${formatBytes(rate)}/s, ${left}`;
}

/** Decimal units, as disks and networks count: `1.3 GB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power] ?? ''}`;
}

function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
