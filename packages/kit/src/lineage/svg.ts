// SPDX-License-Identifier: Apache-2.0
import { escapeHtml } from '@mpk/core';
import type { PedigreeNode, Verdict } from '@mpk/core';
import { linkState, originBrief, roleText } from './links.js';

/** Sizes in pixels. */
const BOX_WIDTH = 256;
const BOX_HEIGHT = 92;
const GAP_X = 40;
const GAP_Y = 20;
const MARGIN = 16;
/** Longest text of one line of a box, in characters. */
const MAX_CHARS = 33;
/** The same of a box's title, which is larger. */
const MAX_TITLE_CHARS = 23;

const MARKS: Readonly<Record<Verdict, string>> = { pass: '✓', fail: '✗', undecided: '?' };

interface Box {
  readonly node: PedigreeNode;
  readonly column: number;
  /** in rows; a parent stands in the middle of what it was made from */
  readonly row: number;
  readonly inputs: readonly Box[];
}

/**
 * The tree as a picture: the model at the left, what it was made from to its right. Self-contained, readable without colours,
 * in light and dark; every text of others is escaped.
 */
export function renderSvg(root: PedigreeNode): string {
  const rows = { next: 0 };
  const box = place(root, 0, rows);
  const boxes = allOf(box);
  const width = 2 * MARGIN + (Math.max(...boxes.map(({ column }) => column)) + 1) * (BOX_WIDTH + GAP_X) - GAP_X;
  const height = 2 * MARGIN + rows.next * (BOX_HEIGHT + GAP_Y) - GAP_Y;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="family-tree" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeHtml(`family tree of ${root.name}`)}">
<style>${STYLE}</style>
${boxes.flatMap((from) => from.inputs.map((to) => edge(from, to))).join('\n')}
${boxes.map(drawBox).join('\n')}
</svg>
`;
}

/** Every selector starts at the picture: within a page its style sheet is the page's too. */
const STYLE = `
.family-tree .b{fill:#f6f8fa;stroke-width:2}
.family-tree .t{font:600 15px system-ui,sans-serif;fill:#1f2328}
.family-tree .s{font:13px system-ui,sans-serif;fill:#59636e}
.family-tree .m{font:700 15px system-ui,sans-serif}
.family-tree .e{fill:none;stroke:#8c959f;stroke-width:1.5}
.family-tree .b.pass{stroke:#1a7f37}
.family-tree .b.fail{stroke:#c0262d;stroke-width:3}
.family-tree .b.undecided{stroke:#9a6700;stroke-dasharray:6 4}
.family-tree .m.pass{fill:#1a7f37}
.family-tree .m.fail{fill:#c0262d}
.family-tree .m.undecided{fill:#9a6700}
@media (prefers-color-scheme:dark){
.family-tree .b{fill:#151b23}
.family-tree .t{fill:#f0f6fc}
.family-tree .s{fill:#9198a1}
.family-tree .e{stroke:#656c76}
.family-tree .b.pass{stroke:#3fb950}
.family-tree .b.fail{stroke:#f85149}
.family-tree .b.undecided{stroke:#d29922}
.family-tree .m.pass{fill:#3fb950}
.family-tree .m.fail{fill:#f85149}
.family-tree .m.undecided{fill:#d29922}
}
`;

function place(node: PedigreeNode, column: number, rows: { next: number }): Box {
  const inputs = node.inputs.map((input) => place(input, column + 1, rows));
  const [first, last] = [inputs[0], inputs.at(-1)];
  const row = first && last ? (first.row + last.row) / 2 : rows.next++;
  return { node, column, row, inputs };
}

const allOf = (box: Box): readonly Box[] => [box, ...box.inputs.flatMap(allOf)];

const x = ({ column }: Box): number => MARGIN + column * (BOX_WIDTH + GAP_X);
const y = ({ row }: Box): number => MARGIN + row * (BOX_HEIGHT + GAP_Y);

function edge(from: Box, to: Box): string {
  const [x1, y1] = [x(from) + BOX_WIDTH, y(from) + BOX_HEIGHT / 2];
  const [x2, y2] = [x(to), y(to) + BOX_HEIGHT / 2];
  const middle = (x1 + x2) / 2;
  return `<path class="e" d="M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}"/>`;
}

function drawBox(box: Box): string {
  const { node } = box;
  const { outcome, text, brief = text } = linkState(node);
  const origin = originBrief(node);
  const title = [node.name, roleText(node), node.uri, node.sha256 && `sha256:${node.sha256}`, text, origin];
  const line = (content: string, offset: number): string =>
    `<text class="s" x="${x(box) + 12}" y="${y(box) + offset}">${escapeHtml(cut(content))}</text>`;
  return `<g><title>${escapeHtml(title.filter((part) => part !== undefined).join('\n'))}</title>
<rect class="b ${outcome}" x="${x(box)}" y="${y(box)}" width="${BOX_WIDTH}" height="${BOX_HEIGHT}" rx="8"/>
<text class="m ${outcome}" x="${x(box) + 12}" y="${y(box) + 25}">${MARKS[outcome]}</text>
<text class="t" x="${x(box) + 32}" y="${y(box) + 25}">${escapeHtml(cut(node.name, MAX_TITLE_CHARS))}</text>
${line(roleText(node), 45)}
${line(brief, 63)}
${origin === undefined ? '' : line(origin, 81)}</g>`;
}

const cut = (text: string, most = MAX_CHARS): string =>
  text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text;
