// SPDX-License-Identifier: Apache-2.0
import type { Claim, EvidenceFile } from '@mpk/core';
import { subjectOf, type DocumentModel } from '@mpk/bom/documents';
import type { LocatedModel } from '../model-source.js';

/** A model that was read, and what its files say. */
export interface ReadModel {
  readonly manifestDigest: string;
  readonly files: readonly EvidenceFile[];
  readonly claims: readonly Claim[];
}

/** A model, or a data set, as documents have it. */
export const documentModel = (
  { model: { name }, uri, uriFrom }: LocatedModel,
  { manifestDigest, files, claims }: ReadModel,
): DocumentModel => ({ kind: subjectOf(files, { claims }), name, uri, uriFrom, manifestDigest, files });
