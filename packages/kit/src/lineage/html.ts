// SPDX-License-Identifier: Apache-2.0
import { escapeHtml, type PedigreeNode, showName } from '@mpk/core';
import type { LineageResult } from '../lineage.js';
import { STYLE } from '../report/style.js';
import { linkState, membersOf, originText, roleText } from './links.js';
import { renderSvg } from './svg.js';

/** Most members that the table lists; the JSON holds all. */
const MAX_ROWS = 500;

const TREE_STYLE = `.tree{overflow-x:auto;border:1px solid var(--line);border-radius:.4rem;padding:.5rem}
.members th:nth-child(2){text-align:left}.members .digest{white-space:pre-line;margin:0}
`;

const HEADLINES = {
  pass: 'Every link of this family tree is signed.',
  fail: 'A link of this family tree is broken.',
  undecided: 'Not every link of this family tree can be seen.',
} as const;

/** One self-contained page: the verdict, the broken links, the picture, and every member. Loads nothing and runs nothing. */
export function renderLineageHtml(result: LineageResult): string {
  const { tree, verdict } = result;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`Family tree of ${tree.name}`)}</title>
<style>${STYLE}${TREE_STYLE}</style>
</head>
<body class="${verdict}">
<main>
<header>
<p class="verdict">${verdict.toUpperCase()}</p>
<h1>${HEADLINES[verdict]}</h1>
<p class="uri">${escapeHtml(tree.uri ?? tree.name)}</p>
</header>
${problemSection(result)}
<section>
<h2>Family tree</h2>
<div class="tree" tabindex="0" role="group" aria-label="picture of the family tree">${renderSvg(tree)}</div>
</section>
${memberSection(tree)}
</main>
</body>
</html>
`;
}

function problemSection({ problems }: LineageResult): string {
  if (problems.length === 0) return '';
  const items = problems.slice(0, MAX_ROWS).map(
    ({ path, outcome, problem }) => `<li class="${outcome}">
<p><span class="badge">${outcome === 'fail' ? 'broken' : 'not seen'}</span> <strong>${escapeHtml(path.map(showName).join(' ← '))}</strong></p>
<p class="found">${escapeHtml(problem)}</p>
</li>`,
  );
  return `<section>
<h2>Links that are not whole</h2>
<ul class="requirements">
${items.join('\n')}
</ul>
</section>`;
}

function memberSection(tree: PedigreeNode): string {
  const members = [...membersOf(tree)];
  const rows = members.slice(0, MAX_ROWS).map(({ node, depth }) => {
    const facts = [linkState(node).text, originText(node)].filter((part) => part !== undefined).join('; ');
    const names = [node.uri, node.sha256 && `sha256:${node.sha256}`].filter((part) => part !== undefined).join('\n');
    return `<tr><td>${depth}</td><td>${escapeHtml(showName(node.name))}<p class="digest">${escapeHtml(names)}</p></td><td>${escapeHtml(roleText(node))}</td><td>${escapeHtml(facts)}</td></tr>`;
  });
  const more = members.length - rows.length;
  return `<section>
<h2>Members</h2>
<div class="wide"><table class="members">
<thead><tr><th>Generation</th><th>Name</th><th>Role</th><th>What is known</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>
${more > 0 ? `<p>${more} more members are in the JSON.</p>` : ''}
</section>`;
}
