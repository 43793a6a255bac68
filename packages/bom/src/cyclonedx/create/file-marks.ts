// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { SubjectClaims } from '../../documents/claims-of.js';

/** A property of the taxonomy that says what a file is. */
export interface FileMark {
  readonly property: string;
  readonly claims: readonly Claim[];
}

/** Claims that make the file they stand in a tokenizer or a template, where it is nothing else besides. */
const MARKS: readonly (readonly [claim: string, file: RegExp, property: string])[] = [
  ['tokenizer', /(?:^|\/)tokenizer[^/]{0,50}$/, 'cdx:ai-ml:model:tokenizer'],
  ['chat-template', /\.jinja$/, 'cdx:ai-ml:model:template:chat'],
];

/** Marks of files, by their names. */
export function fileMarks(model: SubjectClaims): ReadonlyMap<string, readonly FileMark[]> {
  const found = new Map<string, FileMark[]>();
  for (const [name, isMeant, property] of MARKS) {
    for (const claim of model.get(name) ?? []) {
      const { file } = claim.source;
      if (file === undefined || !isMeant.test(file)) continue;
      const known = found.get(file) ?? [];
      known.push({ property, claims: [claim] });
      found.set(file, known);
    }
  }
  return found;
}
