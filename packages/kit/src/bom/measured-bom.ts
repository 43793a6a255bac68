// SPDX-License-Identifier: Apache-2.0
import { createManifest, manifestDigest, type Claim, type MeasuredModel } from '@mpk/core';
import { createDocument } from '@mpk/bom/documents';
import type { LocatedModel } from '../model-source.js';
import { TOOL } from '../runtime.js';
import { documentModel } from './document-model.js';

/** A model that was read, and what its files say. */
export interface BomMaterial {
  readonly located: LocatedModel;
  readonly measured: MeasuredModel;
  readonly claims: readonly Claim[];
  readonly timestamp: Date;
}

/** What SPDX calls a licence is for policies: a document says what the files say. */
export const documentClaims = (claims: readonly Claim[]): readonly Claim[] =>
  claims.filter(({ name }) => name !== 'license.id' && name !== 'license.text.id');

/** The CycloneDX 1.7 BOM that the kit makes of a model where nobody says more of it. */
export function measuredBom({ located, measured: { files }, claims, timestamp }: BomMaterial): string {
  return createDocument({
    model: documentModel(located, { manifestDigest: manifestDigest(createManifest(files)), files, claims }),
    claims: documentClaims(claims),
    tool: TOOL,
    timestamp,
    format: 'cyclonedx-json',
  });
}
