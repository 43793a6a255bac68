// SPDX-License-Identifier: Apache-2.0
import { renderBomHtml, renderBomMarkdown, scoreByAll, type ModelView } from '@mpk/bom/assess';

/** A page about a BOM, with what the document is worth by every profile. */
export function renderPage(view: ModelView, format: 'markdown' | 'html'): string {
  const scores = scoreByAll(view);
  return format === 'html' ? renderBomHtml(view, { scores }) : renderBomMarkdown(view, { scores });
}
