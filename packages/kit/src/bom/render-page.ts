// SPDX-License-Identifier: Apache-2.0
import { PROFILE_IDS, PROFILES, renderBomHtml, renderBomMarkdown, scoreBom, type ModelView } from '@mpk/bom/assess';

/** A page about a BOM, with what the document is worth by every profile. */
export function renderPage(view: ModelView, format: 'markdown' | 'html'): string {
  const scores = PROFILE_IDS.map((id) => scoreBom(view, PROFILES[id]));
  return format === 'html' ? renderBomHtml(view, { scores }) : renderBomMarkdown(view, { scores });
}
