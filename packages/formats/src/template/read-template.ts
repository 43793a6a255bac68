// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { hiddenCharactersIn } from '../text/hidden-characters.js';
import { readAttributeNames } from './attribute-names.js';
import { ContentFlow } from './content-flow.js';
import { FactList } from './fact-list.js';
import { freeNames } from './free-names.js';
import { gatesIn } from './gates.js';
import { walk, type Nodes } from './nodes.js';
import { MAX_TEMPLATE_CHARS, parseTemplate, type TemplateToken } from './parse-template.js';
import { printNodes } from './print.js';
import type { TemplateReading } from './template-reading.js';
import { mostTurns } from './turns.js';
import { urlsIn } from './words.js';

/** What looks like a name of Python's own: `__class__`, and what is looked for by them in `{0.__init__}`. */
const DUNDER = /__[A-Za-z]\w{0,60}/;

type NameLists = Record<
  'statements' | 'attributes' | 'builtNames' | 'freeNames' | 'filters' | 'dunderTexts' | 'urls',
  FactList
>;

/**
 * Reads facts off a chat template.
 *
 * @param template - attacker-controlled; of one that is too long only its beginning is looked at, and that is told
 */
export function readTemplate(template: string): TemplateReading {
  const text = template.slice(0, MAX_TEMPLATE_CHARS);
  const { tokens, body, failure } = parseTemplate(template);
  const lists = newLists();
  readTokens(tokens, lists);
  if (body === undefined) readText(text, lists);
  else readNames(body, lists);
  const { gates, more } = body === undefined ? { gates: [], more: false } : gatesIn(body, new ContentFlow(body));
  const names = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.all()]));
  return {
    chars: template.length,
    ...(failure !== undefined && { failure }),
    sha256: createHash('sha256')
      .update(body === undefined ? collapsed(template) : printNodes(body))
      .digest('hex'),
    ...(names as Record<keyof NameLists, string[]>),
    mostTurns: body === undefined ? 0 : mostTurns(body),
    gates,
    hidden: hiddenCharactersIn(text),
    literalChars: tokens.reduce((sum, { type, value }) => sum + (isLiteral(type) ? value.length : 0), 0),
    longestSpace: (text.match(/\s+/g) ?? []).reduce((longest, space) => Math.max(longest, space.length), 0),
    more: more || Object.values(lists).some((list) => list.more),
  };
}

const newLists = (): NameLists => ({
  statements: new FactList(),
  attributes: new FactList(),
  builtNames: new FactList(),
  freeNames: new FactList(),
  filters: new FactList(),
  dunderTexts: new FactList(),
  urls: new FactList(),
});

const collapsed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

const isLiteral = (type: string): boolean => type === 'Text' || type === 'StringLiteral';

/** What can be told without a tree: a template that another engine parses may be none for this one. */
function readTokens(tokens: readonly TemplateToken[], lists: NameLists): void {
  let before = '';
  for (const { type, value } of tokens) {
    if (type === 'Identifier') {
      if (before === 'OpenStatement') lists.statements.add(value);
      if (before === 'Dot') lists.attributes.add(value);
      if (before === 'Pipe') lists.filters.add(value);
    }
    if (isLiteral(type)) {
      for (const url of urlsIn(value)) lists.urls.add(url);
      if (DUNDER.test(value)) lists.dunderTexts.add(value);
    }
    before = type;
  }
}

/** What can be told where it is not even known what is text, and what is not. */
function readText(text: string, lists: NameLists): void {
  for (const url of urlsIn(text)) lists.urls.add(url);
  for (const [name] of text.matchAll(/\b_\w{1,60}/g)) lists.attributes.add(name);
  for (const [, statement = ''] of text.matchAll(/\{%[-+]?\s{0,10}(\w{1,40})/g)) lists.statements.add(statement);
}

function readNames(body: Nodes, lists: NameLists): void {
  readAttributeNames(body, { names: lists.attributes, built: lists.builtNames });
  for (const name of freeNames(body)) lists.freeNames.add(name);
  for (const node of walk(body)) {
    if (node.type !== 'FilterExpression' && node.type !== 'FilterStatement') continue;
    const { filter } = node;
    const [first] = filter.type === 'CallExpression' ? filter.args : [];
    const name = filter.type === 'CallExpression' ? filter.callee : filter;
    if (name.type !== 'Identifier') continue;
    lists.filters.add(name.value);
    // `map('upper')` filters by another filter.
    if (name.value === 'map' && first?.type === 'StringLiteral') lists.filters.add(first.value);
  }
}
