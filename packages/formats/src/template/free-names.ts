// SPDX-License-Identifier: Apache-2.0
import type { Nodes, TemplateNode } from './nodes.js';
import { valuesIn, walk } from './nodes.js';

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
  for (const node of walk(body, valuesIn)) if (node.type === 'Identifier' && !set.has(node.value)) free.add(node.value);
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
