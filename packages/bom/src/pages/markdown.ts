// SPDX-License-Identifier: Apache-2.0
import { escapeMarkdown } from '@mpk/core';
import type { ModelView } from '../bom-document/index.js';
import { createPage, type PageOptions } from './create-page.js';
import type { Block, Cell, Section } from './page.js';
import { EVIDENCE_WORDS, FOOTER, barText } from './words.js';

/** The page about the model of a BOM for repositories and job summaries. Every text of the document is escaped. */
export function renderBomMarkdown(view: ModelView, options: PageOptions = {}): string {
  const { title, lead, id, origin, sections } = createPage(view, options);
  const lines = [
    `# ${line(title)}`,
    ...(lead === undefined ? [] : ['', ...lead.split('\n').map((part) => `> ${line(part)}`)]),
    ...(id === undefined ? [] : ['', line(id)]),
    '',
    line(origin),
    ...sections.flatMap(sectionLines),
    '',
    FOOTER,
  ];
  return `${lines.join('\n')}\n`;
}

/** On one line, whatever it holds. */
const line = (text: string): string => escapeMarkdown(text.replace(/\s+/g, ' '));

const sectionLines = ({ title, isWarning, blocks }: Section): readonly string[] => [
  '',
  `## ${isWarning === true ? '⚠ ' : ''}${line(title)}`,
  ...blocks.flatMap((block) => ['', ...blockLines(block)]),
];

function blockLines(block: Block): readonly string[] {
  switch (block.kind) {
    case 'facts':
      return tableLines(
        ['Fact', 'Value'],
        block.rows.map(({ label, values }) => [line(label), values.map(value).join('<br>')]),
      );
    case 'table':
      return tableLines(
        block.head,
        block.rows.map((row) => row.map(value)),
      );
    case 'list':
      return block.items.map((item) => `- ${value(item)}`);
    case 'bars':
      return block.bars.map((bar) => `- ${line(bar.label)}: ${barText(bar)} (${line(bar.detail)})`);
    case 'text':
      return [line(block.text)];
  }
}

const tableLines = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  `| ${head.join(' | ')} |`,
  `|${'---|'.repeat(head.length)}`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
];

function value({ text, evidence, source }: Cell): string {
  const known = [evidence === undefined ? '' : EVIDENCE_WORDS[evidence], line(source ?? '')].filter(
    (part) => part !== '',
  );
  return line(text) + (known.length === 0 || text === '' ? '' : ` _(${known.join('; ')})_`);
}
