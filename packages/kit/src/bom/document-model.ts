// SPDX-License-Identifier: Apache-2.0
import type { DocumentModel } from '@mpk/bom/documents';
import type { LocatedModel } from '../model-source.js';

/** A model as documents have it. */
export const documentModel = (
  { model: { name }, uri, uriFrom }: LocatedModel,
  measured: Pick<DocumentModel, 'manifestDigest' | 'files'>,
): DocumentModel => ({ name, uri, uriFrom, ...measured });
