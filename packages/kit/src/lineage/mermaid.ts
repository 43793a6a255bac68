// SPDX-License-Identifier: Apache-2.0
import { printable, type PedigreeNode } from '@mpk/core';
import { linkState, roleText } from './links.js';

/** Longest text of one box, in characters. */
const MAX_TEXT = 80;

/** The tree as a Mermaid flowchart, for Markdown that renders it. Texts of others cannot become markup. */
export function renderMermaid(root: PedigreeNode): string {
  const lines = ['flowchart LR'];
  let next = 0;
  const draw = (node: PedigreeNode): string => {
    const id = `n${next++}`;
    const { outcome, text } = linkState(node);
    lines.push(`  ${id}["${[node.name, roleText(node), text].map(quoted).join('<br/>')}"]:::${outcome}`);
    for (const input of node.inputs) lines.push(`  ${draw(input)} --> ${id}`);
    return id;
  };
  draw(root);
  return [...lines, ...CLASSES, ''].join('\n');
}

const CLASSES = [
  '  classDef pass stroke:#1a7f37,stroke-width:2px',
  '  classDef fail stroke:#c0262d,stroke-width:3px',
  '  classDef undecided stroke:#9a6700,stroke-width:2px,stroke-dasharray:4',
];

/** Everything but letters, digits and a few marks by its number: Mermaid knows `#35;`. */
const quoted = (text: string): string => {
  const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1).toWellFormed()}…` : text;
  return printable(short).replace(/[^\p{L}\p{N} .,:_/…-]/gu, (c) => `#${c.codePointAt(0) ?? 0};`);
};
