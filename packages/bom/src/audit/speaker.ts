// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';

/** Where in a file a fact stands: in a card fields, tags and prose are written by different hands, and differ. */
export type Speaker = 'fields' | 'tags' | 'prose' | 'gguf';

export function speakerOf({ source, method }: Claim): Speaker {
  if (source.file?.endsWith('.gguf') === true) return 'gguf';
  if (method === 'inferred' && source.pointer?.startsWith('#') === true) return 'prose';
  return source.pointer?.startsWith('/tags/') === true ? 'tags' : 'fields';
}

/** Claims of one file and one speaker together. */
export const bySpeaker = <C extends Claim>(claims: readonly C[]): readonly (readonly C[])[] => [
  ...Map.groupBy(claims, (claim) => `${speakerOf(claim)} ${claim.source.file ?? ''}`).values(),
];
