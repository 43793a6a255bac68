// SPDX-License-Identifier: Apache-2.0
export type { PageOptions } from './create-page.js';
export { renderBomHtml } from './html.js';
export { renderBomMarkdown } from './markdown.js';
