// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { ClaimName } from '../claims/vocabulary.js';
import type { StatedIdentity } from './input.js';

const SOURCE = { what: 'whoever asked for this document' };

/** What the caller says, as claims. */
export function statedClaims(stated: StatedIdentity = {}): readonly Claim[] {
  const { name, version, authors = [], manufacturer, supplier } = stated;
  const claims = (claim: ClaimName, ...texts: readonly (string | undefined)[]): readonly Claim[] =>
    texts.flatMap((value) =>
      value === undefined ? [] : [{ subject: 'model', name: claim, value, source: SOURCE, method: 'stated' }],
    );
  return [
    ...claims('name', name),
    ...claims('version', version),
    ...claims('author', ...authors),
    ...claims('organization', manufacturer),
    ...claims('supplier', supplier),
  ];
}

export const isOfCaller = ({ source }: Claim): boolean => source === SOURCE;
