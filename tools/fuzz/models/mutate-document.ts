// SPDX-License-Identifier: Apache-2.0
// Changes documents so that they still are documents: JSON by its values, other text by its lines.
import type { Random } from '../random.ts';

/** Texts that formats, schemas and this kit take for something, or trip over. */
const TEXTS = [
  ...[
    '',
    ' ',
    '~',
    'null',
    '\u0000',
    '\ud800',
    '\uffff',
    '\u202e',
    '%zz',
    '#',
    '..',
    '/',
    '~1',
    '__proto__',
    'constructor',
  ],
  ...[
    'MIT',
    'mit',
    'MIT OR',
    '(MIT OR Apache-2.0)',
    'LicenseRef-x',
    'GPL-2.0+',
    'other',
    'llama3.2',
    ']]>',
    '<!--',
    '&#0;',
  ],
  ...[
    'http://[::1]/',
    'https://a b/?{}|^`"<>[]#x#y',
    'javascript:1',
    'urn:cdx:x',
    'hf://a/b@main',
    'file:///home/me/x',
  ],
  ...[
    'org/name',
    './x',
    'model',
    'tool',
    'file:x',
    'dataset:x',
    '7B',
    '8x7B',
    'q4_k_m',
    'bfloat16',
    '1e400',
    '9'.repeat(400),
  ],
  ...[
    '2026-13-01',
    '0000-01-01',
    'en',
    'x'.repeat(3000),
    '{{ x }}',
    '*a',
    '&a x',
    '!!js/function x',
    '---',
    '- - - - -',
    '{',
    '[[[',
  ],
] as const;
const OTHERS: readonly [unknown, ...unknown[]] = [null, true, 0, -0, -1, 1e21, 5e-324, 2 ** 53, [], {}, [[]], [null]];
const MAX_NODES = 5000;

type Node = Record<string, unknown>;

/** JSON by its values, other text by its lines; bytes that are no text stay what they are. */
export function mutateDocument(bytes: Buffer, random: Random): Buffer {
  const text = bytes.toString('utf8');
  try {
    return Buffer.from(JSON.stringify(mutateValue(JSON.parse(text), random)));
  } catch {
    return Buffer.compare(Buffer.from(text), bytes) === 0 ? Buffer.from(mutateLines(text, random)) : bytes;
  }
}

/** Every object and list in a value, itself the first. */
function nodesOf(value: unknown): Node[] {
  const nodes = [{ value }] as Node[];
  for (const node of nodes) {
    if (nodes.length > MAX_NODES) break;
    for (const member of Object.values(node))
      if (typeof member === 'object' && member !== null) nodes.push(member as Node);
  }
  return nodes;
}

function mutateValue(value: unknown, random: Random): unknown {
  const nodes = nodesOf(value);
  const [root = {}] = nodes;
  const node = nodes[random.below(nodes.length)] ?? root;
  const key = Object.keys(node)[random.below(Object.keys(node).length)] ?? random.pick(TEXTS);
  random.pick(NODE_CHANGES)(node, key, random, nodes);
  return root['value'];
}

type NodeChange = (node: Node, key: string, random: Random, nodes: readonly Node[]) => void;

const setText: NodeChange = (node, key, random) => (node[key] = random.pick(TEXTS));
const NODE_CHANGES: readonly [NodeChange, ...NodeChange[]] = [
  setText,
  setText,
  (node, key, random) => (node[key] = random.pick(OTHERS)),
  (node, key) => Reflect.deleteProperty(node, key),
  (node, key) => (node[key] = [node[key], node[key]]),
  (node, key) => (node[key] = { name: node[key] }),
  (node, key, random) => (node[random.pick(TEXTS)] = node[key]),
  (node, key, random) => (node[key] = Array<unknown>(random.below(300)).fill(node[key])),
  // A copy: a value that holds itself is no JSON.
  (node, key, random, nodes) => (node[key] = structuredClone(nodes[random.below(nodes.length)])),
];

type LineChange = (lines: string[], at: number, random: Random) => void;

const LINE_CHANGES: readonly [LineChange, ...LineChange[]] = [
  (lines, at, random) => (lines[at] = `${/^[^:]*:? ?/.exec(lines[at] ?? '')?.[0] ?? ''}${random.pick(TEXTS)}`),
  (lines, at, random) => lines.splice(at, 0, random.pick(TEXTS)),
  (lines, at) => lines.splice(at, 1),
  (lines, at, random) => lines.splice(at, 0, ...Array<string>(1 + random.below(100)).fill(lines[at] ?? '')),
  (lines, at) => (lines[at] = `  ${lines[at] ?? ''}`),
  (lines, at) => (lines[at] = `- ${lines[at] ?? ''}`),
  (lines, at, random) => lines.splice(at, 0, lines[random.below(lines.length)] ?? ''),
];

function mutateLines(text: string, random: Random): string {
  const lines = text.split('\n');
  random.pick(LINE_CHANGES)(lines, random.below(lines.length), random);
  return lines.join('\n');
}
