// SPDX-License-Identifier: Apache-2.0
import { beginningOf, MAX_WHOLE_TEXT_BYTES } from '../text/text-head.js';
import type { PartContent } from './content.js';

/** Whether a text is kept whole that is longer than most may be. */
export const isLongText = (content: PartContent | undefined): boolean =>
  content?.kind === 'text' && content.complete && content.text.length > MAX_WHOLE_TEXT_BYTES;

/**
 * The same content without a whole JSON document, and of a long text the beginning: what tells of code and of other models is kept
 * beside the document.
 */
export function withoutDocument(content: PartContent | undefined): PartContent | undefined {
  if (content?.kind === 'text' && isLongText(content))
    return { ...content, text: beginningOf(content.text), complete: false };
  if (content?.kind !== 'json') return content;
  const { kind, kept, complete, tokenizer } = content;
  return { kind, kept, complete, ...(tokenizer !== undefined && { tokenizer }) };
}
