// SPDX-License-Identifier: Apache-2.0
import { printable } from './printable.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as text, in HTML and SVG; what a reader's eye or browser might obey is shown, not obeyed. Line breaks stay. */
export const escapeHtml = (text: string): string =>
  text
    .split('\n')
    .map(printable)
    .join('\n')
    .replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);

/** What may be markup; within a word neither a hyphen nor a low line is, and names are full of them. */
const MARKUP = /[\\`*{}[\]()<>#+!|~&@$:]|(?<![A-Za-z0-9])[-_]|[-_](?![A-Za-z0-9])/g;

/** Text that cannot become markup, a link, a table cell or a mention. */
export const escapeMarkdown = (text: string): string => printable(text).replace(MARKUP, (c) => `&#${c.charCodeAt(0)};`);
