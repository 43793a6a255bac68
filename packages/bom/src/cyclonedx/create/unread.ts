// SPDX-License-Identifier: Apache-2.0
import { cleanText, valueText } from '../../documents/text.js';
import type { ComponentDraft } from './component-draft.js';

/** Says of each card and configuration that nobody could read that it is there, so that what it may say is known to be missing. */
export function addUnread(draft: ComponentDraft): void {
  for (const claim of draft.takeClaims('unread'))
    draft.property(`mpk:unread:${cleanText(claim.source.file ?? '')}`, valueText(claim.value), [claim]);
}
