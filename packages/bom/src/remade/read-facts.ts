// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { AttestedFacts } from '../documents/attested.js';
import type { DocumentModel, DocumentTool } from '../documents/input.js';

/** The files of a folder and what they say, read anew. */
export interface ReadFacts {
  readonly model: Omit<DocumentModel, 'uri' | 'uriFrom'>;
  /** of the files; what a URI tells is left out */
  readonly claims: readonly Claim[];
  /** this kit */
  readonly tool: DocumentTool;
  /** what signed statements about the model say; undefined where nobody said whose signatures count */
  readonly attested?: AttestedFacts;
}
