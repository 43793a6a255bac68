// SPDX-License-Identifier: Apache-2.0
import type { FactList } from './fact-list.js';
import type { CallNode, MemberNode, Nodes, TemplateNode } from './nodes.js';
import { walk } from './nodes.js';
import { printNode } from './print.js';

/** Filters whose first argument, or `attribute`, is the name of an attribute, with dots between several. */
const BY_ATTRIBUTE = new Set([
  'map',
  'selectattr',
  'rejectattr',
  'groupby',
  'sort',
  'sum',
  'unique',
  'min',
  'max',
  'attr',
]);
/** Of those, the ones whose first argument is something else; `map('attr', 'name')` names it in its second. */
const KEYWORD_ONLY = new Set(['map', 'sort', 'unique', 'min', 'max']);

/** Collects which attributes are asked for by name, and where the name is put together. */
export function readAttributeNames(
  body: Nodes,
  { names, built }: { readonly names: FactList; readonly built: FactList },
): void {
  for (const node of walk(body)) {
    if (node.type === 'MemberExpression') readMember(node, names, built);
    if (
      (node.type === 'FilterExpression' || node.type === 'FilterStatement') &&
      node.filter.type === 'CallExpression'
    ) {
      readFilter(node.filter, names, built);
    }
  }
}

function readMember({ property, computed }: MemberNode, names: FactList, built: FactList): void {
  if (!computed && property.type === 'Identifier') names.add(property.value);
  else if (property.type === 'StringLiteral') names.add(property.value);
  else if (computed && mayBeText(property)) built.add(printNode(property));
}

function readFilter({ callee, args }: CallNode, names: FactList, built: FactList): void {
  if (callee.type !== 'Identifier' || !BY_ATTRIBUTE.has(callee.value)) return;
  for (const [index, argument] of args.entries()) {
    const isKeyword = argument.type === 'KeywordArgumentExpression';
    const value = isKeyword ? argument.value : argument;
    const isPlace = index === 0 ? !KEYWORD_ONLY.has(callee.value) : callee.value === 'map';
    if (isKeyword ? argument.key.value !== 'attribute' : !isPlace) continue;
    if (value.type === 'StringLiteral') for (const name of value.value.split('.')) names.add(name);
    else built.add(printNode(value));
  }
}

/** Something is put together of which text may come: all but names, what they have by name or number, and numbers. */
function mayBeText(property: TemplateNode): boolean {
  if (property.type === 'Identifier') return false;
  if (property.type !== 'MemberExpression') return !isNumeric(property);
  const { object } = property;
  return property.property.type === 'SliceExpression' || object.type === 'StringLiteral' || mayBeText(object);
}

const ARITHMETIC = new Set(['+', '-', '*', '/', '//', '%', '**']);
const COUNTS = new Set(['length', 'count', 'int', 'abs', 'round']);

/** A number as far as can be told: at least one side of a sum must be one for certain. */
function isNumeric(node: TemplateNode): boolean {
  switch (node.type) {
    case 'IntegerLiteral':
    case 'FloatLiteral':
    case 'SliceExpression':
      return true;
    case 'UnaryExpression':
      return node.operator.value !== 'not' && (isNumeric(node.argument) || node.argument.type === 'Identifier');
    case 'FilterExpression':
      return node.filter.type === 'Identifier' && COUNTS.has(node.filter.value);
    case 'BinaryExpression':
      if (!ARITHMETIC.has(node.operator.value)) return false;
      // Only numbers can be subtracted; what is added to a number is one.
      return node.operator.value === '-' || isNumeric(node.left) || isNumeric(node.right);
    case 'MemberExpression':
      return node.object.type === 'Identifier' && node.object.value === 'loop';
    case 'Ternary':
      return isNumeric(node.trueExpr) && isNumeric(node.falseExpr);
    default:
      return false;
  }
}
