// SPDX-License-Identifier: Apache-2.0
import { styleText } from 'node:util';
import { countFiles, showName, type VerifyResult } from '@mpk/core';
import type { BomComparison } from '@mpk/kit/assess-bom';
import { renderResult } from './render-result.js';

const WORDS = { pass: ['green', 'AGREE'], fail: ['red', 'DIFFER'], undecided: ['yellow', 'UNDECIDED'] } as const;
/** Files of each kind that are shown; `--json` gives all. */
const MAX_SHOWN = 10;

/** Whether BOM and folder agree, then what the policy says of the model. */
export function renderBomVerification(
  comparison: BomComparison,
  manifestDigest: string,
  result?: VerifyResult,
): string {
  const { outcome, totals, missing, extra, changed, withoutDigest } = comparison;
  const [colour, text] = WORDS[outcome];
  const word = styleText(['bold', colour], text, { stream: process.stdout });
  const list = (what: string, files: readonly { readonly name: string }[], total: number): readonly string[] =>
    total === 0
      ? []
      : [
          `  ${what}`,
          ...files.slice(0, MAX_SHOWN).map(({ name }) => `    ${showName(name)}`),
          ...(total > MAX_SHOWN ? [`    and ${total - MAX_SHOWN} more, see --json`] : []),
        ];
  return [
    `${word}  BOM and folder: ${countFiles(totals.matching)} as listed`,
    ...list('listed, and not there', missing, totals.missing),
    ...list('there, and not listed', extra, totals.extra),
    ...list('other bytes than listed', changed, totals.changed),
    ...list('listed without a SHA-256', withoutDigest, totals.withoutDigest),
    `model    ${manifestDigest}`,
    '',
    result === undefined ? 'no policy, key or identity was given: nothing is said of signatures' : renderResult(result),
  ].join('\n');
}
