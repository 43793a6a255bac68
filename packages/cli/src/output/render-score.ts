// SPDX-License-Identifier: Apache-2.0
import { printable } from '@mpk/core';
import type { FileScore, Gap } from '@mpk/kit/assess-bom';
import { bold } from './render-checks.js';

/** Gaps that are shown; `--json` gives all. */
const MAX_SHOWN = 30;

type ShowRemedy = (remedy: Gap['close'][number]) => string;

/** A score for people: the two numbers first, then what is missing and what would close it. */
export function renderScore(score: FileScore, showRemedy: ShowRemedy): string {
  const { profile, document, completeness, substantiated, gaps, passedOver } = score;
  const of = ({ present, of: all, ratio }: typeof completeness): string =>
    `${(100 * ratio).toFixed(0).padStart(3)} %  ${present} of ${all}`;
  return [
    `${bold(printable(document.model.name))}  by ${profile.id}: ${printable(profile.title)}`,
    '',
    `  complete       ${of(completeness)}`,
    `  substantiated  ${of(substantiated)}`,
    ...signatureLine(score),
    ...(gaps.length === 0 ? [] : ['', bold('Gaps')]),
    ...gaps.slice(0, MAX_SHOWN).flatMap((gap) => renderGap(gap, showRemedy)),
    ...(gaps.length > MAX_SHOWN ? [`  and ${gaps.length - MAX_SHOWN} more, see --json`] : []),
    ...(document.otherModels > 0 ? ['', `${document.otherModels} more models of the document were not scored`] : []),
    ...(passedOver.total > 0 ? ['', `${passedOver.total} values of the document were passed over, see --json`] : []),
  ].join('\n');
}

function signatureLine({ signature }: FileScore): readonly string[] {
  if (signature === undefined) return [];
  if (!signature.isVerified)
    return ['  signature      not verified, and counts for nothing: --key or a policy says whose does'];
  return [`  signature      verified: ${printable(signature.by ?? '')}`];
}

function renderGap({ reference, label, obligation, kind, why, close }: Gap, showRemedy: ShowRemedy): readonly string[] {
  return [
    `  ${kind.padEnd(15)} ${reference}  ${label} (${obligation})${why === undefined ? '' : `: ${printable(why)}`}`,
    ...close.map((remedy) => `                    ${printable(showRemedy(remedy))}`),
  ];
}
