// SPDX-License-Identifier: Apache-2.0
import type { Nodes, TemplateNode } from './nodes.js';
import { childrenOf } from './nodes.js';

/** The most turns that loops over literal ranges within one another make, or that a text is repeated; 0 where there are none. */
export function mostTurns(body: Nodes): number {
  let most = 0;
  const waiting = body.map((node) => ({ node, around: 1 }));
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { node, around } = one;
    const own = turnsOf(node);
    if (own !== undefined) most = Math.max(most, around * own);
    const within = node.type === 'For' ? around * (own ?? 1) : around;
    const once = node.type === 'For' ? node.iterable : undefined;
    for (const child of childrenOf(node)) waiting.push({ node: child, around: child === once ? around : within });
  }
  return most;
}

/** undefined: it is no loop, or nobody knows how often it turns */
function turnsOf(node: TemplateNode): number | undefined {
  if (node.type === 'For') return rangeLength(node.iterable);
  if (node.type !== 'BinaryExpression' || node.operator.value !== '*') return rangeLength(node);
  const [text, count] = isText(node.left) ? [node.left, node.right] : [node.right, node.left];
  return isText(text) ? constant(count) : undefined;
}

const isText = (node: TemplateNode): boolean => node.type === 'StringLiteral' || node.type === 'ArrayLiteral';

function rangeLength(node: TemplateNode): number | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.value !== 'range')
    return undefined;
  const [first, second] = node.args.map(constant);
  if (node.args.length === 1) return first;
  return first !== undefined && second !== undefined ? Math.abs(second - first) : undefined;
}

/** The value of an expression of literal numbers. */
function constant(node: TemplateNode): number | undefined {
  if (node.type === 'IntegerLiteral' || node.type === 'FloatLiteral') return node.value;
  if (node.type !== 'BinaryExpression') return undefined;
  const [left, right] = [constant(node.left), constant(node.right)];
  if (left === undefined || right === undefined) return undefined;
  const operations: Readonly<Record<string, number>> = {
    '+': left + right,
    '-': left - right,
    '*': left * right,
    '**': left ** right,
  };
  return operations[node.operator.value];
}
