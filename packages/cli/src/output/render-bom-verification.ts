// SPDX-License-Identifier: Apache-2.0
import { styleText } from 'node:util';
import { countFiles, showName, type VerifyResult } from '@mpk/core';
import type { BomComparison } from '@mpk/kit/assess-bom';
import { renderResult } from './render-result.js';

const WORDS = { pass: ['green', 'AGREE'], fail: ['red', 'DIFFER'], undecided: ['yellow', 'UNDECIDED'] } as const;
/** Nothing differs, and not all of the BOM was compared. */
const IN_PART = ['yellow', 'AGREE IN PART'] as const;
/** Files of each kind that are shown; `--json` gives all. */
const MAX_SHOWN = 10;

/** Whether BOM and folder agree, then what the policy says of the model. */
export function renderBomVerification(
  comparison: BomComparison,
  manifestDigest: string,
  result?: VerifyResult,
): string {
  const { outcome, totals, missing, extra, changed, withoutDigest } = comparison;
  const isInPart = outcome === 'pass' && comparison.facts?.isCompared === true && comparison.facts.extent === 'some';
  const [colour, text] = isInPart ? IN_PART : WORDS[outcome];
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
    ...factLines(comparison.facts, result === undefined ? 'the files' : 'the files and what was signed'),
    `model    ${manifestDigest}`,
    '',
    result === undefined ? 'no policy, key or identity was given: nothing is said of signatures' : renderResult(result),
  ].join('\n');
}

type Facts = Extract<NonNullable<BomComparison['facts']>, { isCompared: true }>;

/** What the BOM says, against what the files say. @param grounds - what it was held to, for people */
function factLines(facts: BomComparison['facts'], grounds: string): readonly string[] {
  if (facts === undefined) return [];
  if (!facts.isCompared) return [`facts    not compared: ${showName(facts.reason)}`];
  const { extent, different, unchecked, leftOut, totals, reason } = facts;
  const more = (total: number): readonly string[] =>
    total > MAX_SHOWN ? [`    and ${total - MAX_SHOWN} more, see --json`] : [];
  const open = [...new Set(unchecked.map(openLine))];
  return [
    `facts    ${totals.confirmed} confirmed by ${grounds}, ${totals.different} contradicted, ${totals.unchecked} not established`,
    ...(extent === 'some' ? [`  the rest of the BOM is not compared: ${showName(reason ?? '')}`] : []),
    ...(totals.different === 0 ? [] : ['  not as the files say']),
    ...different.slice(0, MAX_SHOWN).flatMap((fact) => differenceLines(fact)),
    ...more(totals.different),
    ...(open.length === 0 ? [] : [`  not established by ${grounds}`]),
    ...open.slice(0, MAX_SHOWN),
    ...more(open.length),
    ...(leftOut.length === 0 ? [] : ['  left out of the BOM']),
    ...leftOut
      .slice(0, MAX_SHOWN)
      .map(({ fact, found, source }) => `    ${fact} ${showName(found)}, by ${showName(source)}`),
    ...more(leftOut.length),
  ];
}

const openLine = ({ fact, said, source }: Facts['unchecked'][number]): string =>
  said === undefined ? `    ${showName(source)}` : `    ${fact ?? 'a fact'} ${showName(said)}`;

function differenceLines({ pointer, fact, what, said, found, source }: Facts['different'][number]): readonly string[] {
  const value = (text: string | undefined): string => (text === undefined ? 'nothing' : showName(text));
  return [
    `    ${fact === undefined ? '' : `${fact} at `}${showName(pointer)}${what === 'source' ? ' (its source)' : ''}`,
    `      BOM ${value(said)}; files ${value(found)}${source === undefined ? '' : `, by ${showName(source)}`}`,
  ];
}
