// SPDX-License-Identifier: Apache-2.0
import { readParts } from './read.js';

const withDetail = (told: string, offset: number | undefined, detail: string | undefined): string =>
  `${told}@${offset}${detail === undefined ? '' : ` ${detail}`}`;

/** Parts as lines: path, format, size; irregularities with their offsets and details; what was not looked into, with a dash. */
export const linesOf = (bytes: Buffer): string[] =>
  readParts(bytes).map(({ path, format, sizeBytes, irregularities, uninspected }) =>
    [
      `${path.join('!')}:${format}:${sizeBytes}`,
      ...irregularities.map(({ kind, offset, detail }) => withDetail(kind, offset, detail)),
      ...uninspected.map(({ reason, offset, detail }) => withDetail(`-${reason}`, offset, detail)),
    ].join(', '),
  );
