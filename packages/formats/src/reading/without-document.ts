// SPDX-License-Identifier: Apache-2.0
import type { PartContent } from './content.js';

/** The same content without a whole JSON document: what tells of code and of other models is kept beside it. */
export function withoutDocument(content: PartContent | undefined): PartContent | undefined {
  if (content?.kind !== 'json') return content;
  const { kind, kept, complete, tokenizer } = content;
  return { kind, kept, complete, ...(tokenizer !== undefined && { tokenizer }) };
}
