// SPDX-License-Identifier: Apache-2.0
import type { Nodes, TemplateNode } from './nodes.js';
import { childrenOf, walk } from './nodes.js';

/** Words that are values, and what loops and calls have by themselves. */
const OWN = new Set(['true', 'false', 'none', 'True', 'False', 'None', 'loop', 'caller', 'varargs', 'kwargs']);

/**
 * Names that a template uses and never sets, in order: what it is given, such as `messages`, and what Jinja has, such as `range`.
 *
 * Where a name is set somewhere it counts as set everywhere.
 */
export function freeNames(body: Nodes): string[] {
  const set = new Set(OWN);
  for (const node of walk(body)) for (const name of namesSetBy(node)) set.add(name);
  const free = new Set<string>();
  const waiting: TemplateNode[] = body.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'Identifier' && !set.has(node.value)) free.add(node.value);
    waiting.push(...usesIn(node).reverse());
  }
  return [...free];
}

function namesSetBy(node: TemplateNode): string[] {
  if (node.type === 'Set') return identifiersIn(node.assignee);
  if (node.type === 'For') return identifiersIn(node.loopvar);
  if (node.type === 'Macro') return [node.name.value, ...node.args.flatMap(parameterName)];
  if (node.type === 'CallStatement') return (node.callerArgs ?? []).flatMap(parameterName);
  return [];
}

/** `a`, or `a, b`; of `ns.a` nothing is set but an attribute. */
function identifiersIn(node: TemplateNode): string[] {
  if (node.type === 'Identifier') return [node.value];
  return node.type === 'TupleLiteral' ? node.value.flatMap(identifiersIn) : [];
}

function parameterName(node: TemplateNode): string[] {
  if (node.type === 'Identifier') return [node.value];
  return node.type === 'KeywordArgumentExpression' ? [node.key.value] : [];
}

/** Children but those that are names of attributes, filters, tests and keywords. */
function usesIn(node: TemplateNode): TemplateNode[] {
  switch (node.type) {
    case 'MemberExpression':
      return node.computed ? [node.object, node.property] : [node.object];
    case 'FilterExpression':
      return [node.operand, ...argumentsOf(node.filter)];
    case 'FilterStatement':
      return [...argumentsOf(node.filter), ...node.body];
    case 'TestExpression':
      return [node.operand];
    case 'KeywordArgumentExpression':
      return [node.value];
    default:
      return childrenOf(node);
  }
}

const argumentsOf = (filter: TemplateNode): Nodes => (filter.type === 'CallExpression' ? filter.args : []);
