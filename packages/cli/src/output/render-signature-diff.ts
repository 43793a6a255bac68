// SPDX-License-Identifier: Apache-2.0
import { showName } from '@mpk/core';
import type { SignatureDiff } from '@mpk/kit/show';

/** Members of a change as people call them. */
const TRAITS: Readonly<Record<string, string>> = {
  predicateType: 'predicate type',
  serialization: 'digests',
  allowSymlinks: 'links followed',
};

/** A difference between two signatures, one line for each thing. */
export function renderSignatureDiff(diff: SignatureDiff): string {
  const lines = [
    ...Object.entries(diff.changes).map(
      ([trait, { from, to }]) => `~ ${TRAITS[trait] ?? trait}: ${showName(from)} -> ${showName(to)}`,
    ),
    ...diff.ignorePaths.removed.map((name) => `- left out ${showName(name)}`),
    ...diff.ignorePaths.added.map((name) => `+ left out ${showName(name)}`),
    ...diff.missing.map((name) => `- ${showName(name)}`),
    ...diff.added.map((name) => `+ ${showName(name)}`),
    ...diff.changed.map((name) => `! ${showName(name)}`),
    ...diff.renamed.map(({ from, to }) => `> ${showName(from)} -> ${showName(to)}`),
  ];
  const contents =
    diff.contents === 'compared' ? [] : ['contents were not compared: the digests are of different kinds'];
  return [
    'not verified: this is what the signatures say',
    ...contents,
    ...(diff.same ? ['no difference'] : lines),
  ].join('\n');
}
