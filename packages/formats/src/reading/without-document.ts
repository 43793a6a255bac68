// SPDX-License-Identifier: Apache-2.0
import type { PartContent } from './content.js';

/** The same content without a whole JSON document: what tells of code and of other models is kept beside it. */
export const withoutDocument = (content: PartContent | undefined): PartContent | undefined =>
  content?.kind === 'json' ? { kind: 'json', kept: content.kept, complete: content.complete } : content;
