// SPDX-License-Identifier: Apache-2.0
import { printable } from '@mpk/core';
import type { BaseResult, ChangedTensor } from '@mpk/kit/inspect';

/** Tensors that are shown, those that changed most; `--json` gives more. */
const MAX_SHOWN = 10;
const MAX_NAME_CHARS = 60;
const VERIFIED = { policy: 'passes its policy', digest: 'has the digest that was given', no: 'verified by nobody' };

/** What a model was held against, and the tensors that changed most. */
export function renderBase({ uri, manifestDigest, verified, tensors, layerCounts, changed }: BaseResult): string[] {
  const counts = Object.entries(tensors).filter(([, count]) => count > 0);
  const shown = changed.slice(0, MAX_SHOWN);
  const width = Math.max(6, ...shown.map(({ name }) => nameOf(name).length));
  const more = changed.length - shown.length;
  return [
    `base     ${printable(uri)} ${manifestDigest}, ${VERIFIED[verified]}`,
    `tensors  ${counts.map(([state, count]) => `${count} ${WORDS[state] ?? state}`).join(', ') || 'none'}; changes in ${layerCounts.changed} of ${layerCounts.all} layers and modules`,
    ...(shown.length === 0 ? [] : [`  ${'tensor'.padEnd(width)}  ${'change'.padStart(8)}  in one direction`]),
    ...shown.map((tensor) => renderTensor(tensor, width)),
    ...(more > 0 ? [`  and others, see --json`] : []),
  ];
}

const WORDS: Readonly<Record<string, string>> = { notMeasured: 'not measured', unknown: 'not compared' };

const nameOf = (name: string): string => printable(name).slice(0, MAX_NAME_CHARS);

function renderTensor({ name, relativeNorm, firstDirection }: ChangedTensor, width: number): string {
  const numbers = [percent(relativeNorm).padStart(8), percent(firstDirection)].join('  ');
  return `  ${nameOf(name).padEnd(width)}  ${numbers}`;
}

/** Small changes have many noughts, and matter. */
const percent = (share: number | undefined): string =>
  share === undefined ? '-' : `${Number((share * 100).toPrecision(3))} %`;
