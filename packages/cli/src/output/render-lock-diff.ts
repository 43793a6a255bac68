// SPDX-License-Identifier: Apache-2.0
import { showName, type LockDiff } from '@mpk/core';

/** What changed between two locks, a line each; undefined when nothing did. */
export function renderLockDiff(diff: LockDiff): string | undefined {
  if (diff.same && diff.uri === undefined && diff.commit === undefined) return undefined;
  const lines = [
    ...(diff.uri ? [`from ${diff.uri.from ?? 'nowhere'} to ${diff.uri.to ?? 'nowhere'}`] : []),
    ...(diff.commit ? [`commit ${diff.commit.from ?? 'none'} -> ${diff.commit.to ?? 'none'}`] : []),
    ...diff.files.added.map((name) => `+ ${showName(name)}`),
    ...diff.files.missing.map((name) => `- ${showName(name)}`),
    ...diff.files.changed.map((name) => `~ ${showName(name)}`),
    `${diff.sizeBytes.from} -> ${diff.sizeBytes.to} bytes`,
  ];
  return lines.join('\n');
}
