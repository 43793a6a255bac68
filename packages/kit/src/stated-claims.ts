// SPDX-License-Identifier: Apache-2.0
import type { Claim, MeasuredModel } from '@mpk/core';
import { collectClaims, licenseIdClaims, repositoryClaims, type CollectedClaims } from '@mpk/bom/claims';
import type { LocatedModel } from './model-source.js';
import { readFiles } from './read-files.js';

/** Collects what a model's files state, and its place, from the read that made their digests. */
export function collectStated(measured: MeasuredModel, located: LocatedModel): CollectedClaims {
  const { claims, remarks } = collectClaims(readFiles(measured));
  return { claims: [...repositoryClaims(located), ...claims], remarks };
}

/** The claims as evidence has them: with what SPDX calls their licences. */
export const evidenceClaims = ({ claims }: CollectedClaims): readonly Claim[] => [
  ...claims,
  ...licenseIdClaims(claims),
];
