// SPDX-License-Identifier: Apache-2.0
import { escapeHtml } from '@mpk/core';
import type { ModelView } from '../bom-document/index.js';
import { createPage, type PageOptions } from './create-page.js';
import type { Bar, Block, Cell, Item, Section } from './page.js';
import { STYLE } from './style.js';
import { EVIDENCE_WORDS, FOOTER, barText } from './words.js';

/**
 * One self-contained page about the model of a BOM. It loads nothing and runs nothing: its own Content-Security-Policy forbids
 * scripts, and every text of the document is escaped.
 */
export function renderBomHtml(view: ModelView, options: PageOptions = {}): string {
  const { title, lead, id, origin, sections } = createPage(view, options);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${oneLine(title)}: AI bill of materials`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<p class="kind">AI bill of materials</p>
<h1>${escapeHtml(oneLine(title))}</h1>
${lead === undefined ? '' : `<p class="lead">${escapeHtml(lead)}</p>\n`}${id === undefined ? '' : `<p class="id">${escapeHtml(oneLine(id))}</p>\n`}<p class="origin">${escapeHtml(oneLine(origin))}</p>
</header>
${sections.map(sectionHtml).join('\n')}
<footer><p>${escapeHtml(FOOTER)}</p></footer>
</main>
</body>
</html>
`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

const sectionHtml = ({
  title,
  isWarning,
  blocks,
}: Section): string => `<section${isWarning === true ? ' class="warning"' : ''}>
<h2>${escapeHtml(oneLine(title))}</h2>
${blocks.map(blockHtml).join('\n')}
</section>`;

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'facts':
      return `<dl>
${block.rows.map(({ label, values }) => `<dt>${escapeHtml(oneLine(label))}</dt><dd>${values.map(valueHtml).join('')}</dd>`).join('\n')}
</dl>`;
    case 'table':
      return tableHtml(block.head, block.rows);
    case 'list':
      return `<ul>
${block.items.map((item) => `<li>${valueHtml(item)}</li>`).join('\n')}
</ul>`;
    case 'bars':
      return block.bars.map(barHtml).join('\n');
    case 'text':
      return `<p>${escapeHtml(block.text)}</p>`;
  }
}

/** On a phone each row is a card, whose cells are told apart by `data-head`. */
function tableHtml(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const isNumber = (i: number): boolean => rows.some((row) => row[i]?.isNumber === true);
  const th = head.map((name, i) => `<th scope="col"${isNumber(i) ? ' class="number"' : ''}>${escapeHtml(name)}</th>`);
  const td = (cell: Cell, i: number): string => {
    const content = cell.text === '' ? '' : valueHtml(cell);
    return `<td data-head="${escapeHtml(head[i] ?? '')}"${isNumber(i) ? ' class="number"' : ''}>${content}</td>`;
  };
  return `<div class="wide"><table>
<thead><tr>${th.join('')}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${row.map(td).join('')}</tr>`).join('\n')}
</tbody>
</table></div>`;
}

function valueHtml({ text, items, isCode, evidence, source }: Cell): string {
  const known = evidence === undefined ? '' : `<span class="known ${evidence}">${EVIDENCE_WORDS[evidence]}</span>`;
  const from =
    source === undefined || source === '' ? '' : `<span class="source">${escapeHtml(oneLine(source))}</span>`;
  const value =
    items === undefined
      ? `<span class="value${isCode === true ? ' code' : ''}">${escapeHtml(text)}</span>`
      : itemsHtml(items);
  return `<div>${value}${known}${from}</div>`;
}

const itemsHtml = (items: readonly Item[]): string =>
  `<ul class="nested">${items.map(({ label, items: within }) => `<li>${escapeHtml(oneLine(label))}${within === undefined ? '' : itemsHtml(within)}</li>`).join('')}</ul>`;

function barHtml(bar: Bar): string {
  const width = (part: number): string => (bar.of === 0 ? '0' : ((100 * part) / bar.of).toFixed(1));
  return `<div class="bar">
<p><strong>${escapeHtml(bar.label)}</strong><span>${barText(bar)}</span></p>
<div class="track"><span class="backed" style="width:${width(bar.substantiated)}%"></span><span class="bare" style="width:${width(bar.present - bar.substantiated)}%"></span></div>
<p class="detail">${escapeHtml(bar.detail)}</p>
</div>`;
}
