// SPDX-License-Identifier: Apache-2.0
import type { Nodes, TemplateNode } from './nodes.js';

/** Space does not count: neither how much of it there is, nor whether there is any around a text. */
const collapsed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/**
 * A template in one form, whatever its space, quotes and comments were, to compare templates by and to show pieces of them.
 *
 * It is not meant to be parsed again.
 */
export const printNodes = (nodes: Nodes): string =>
  nodes
    .map(printNode)
    .filter((text) => text !== '')
    .join('\n');

const list = (nodes: Nodes): string => nodes.map(printNode).join(', ');
const block = (nodes: Nodes): string => (nodes.length === 0 ? '{}' : `{\n${printNodes(nodes)}\n}`);

export function printNode(node: TemplateNode): string {
  switch (node.type) {
    case 'If':
      return `if ${printNode(node.test)} ${block(node.body)}${node.alternate.length > 0 ? ` else ${block(node.alternate)}` : ''}`;
    case 'For':
      return `for ${printNode(node.loopvar)} in ${printNode(node.iterable)} ${block(node.body)} else ${block(node.defaultBlock)}`;
    case 'Set':
      return `set ${printNode(node.assignee)} = ${node.value === null ? block(node.body) : printNode(node.value)}`;
    case 'Macro':
      return `macro ${node.name.value}(${list(node.args)}) ${block(node.body)}`;
    case 'CallStatement':
      return `call ${printNode(node.call)}(${list(node.callerArgs ?? [])}) ${block(node.body)}`;
    case 'FilterStatement':
      return `filter ${printNode(node.filter)} ${block(node.body)}`;
    case 'Break':
    case 'Continue':
      return node.type.toLowerCase();
    case 'Comment':
      return '';
    default:
      return printExpression(node);
  }
}

function printExpression(node: TemplateNode): string {
  switch (node.type) {
    case 'Identifier':
      return node.value;
    case 'StringLiteral':
      return JSON.stringify(collapsed(node.value));
    case 'IntegerLiteral':
    case 'FloatLiteral':
      return String(node.value);
    case 'ArrayLiteral':
      return `[${list(node.value)}]`;
    case 'TupleLiteral':
      return `(${list(node.value)})`;
    case 'ObjectLiteral':
      return `{${[...node.value].map(([key, value]) => `${printNode(key)}: ${printNode(value)}`).join(', ')}}`;
    case 'MemberExpression':
      return `${printNode(node.object)}[${memberName(node.property, node.computed)}]`;
    case 'CallExpression':
      return `${printNode(node.callee)}(${list(node.args)})`;
    case 'KeywordArgumentExpression':
      return `${node.key.value}=${printNode(node.value)}`;
    case 'SpreadExpression':
      return `*${printNode(node.argument)}`;
    case 'KeywordSpreadExpression':
      return `**${printNode(node.argument)}`;
    default:
      return printOperation(node);
  }
}

/** `a.b` and `a['b']` are the same to Jinja, nearly. */
const memberName = (property: TemplateNode, computed: boolean): string =>
  !computed && property.type === 'Identifier' ? JSON.stringify(property.value) : printNode(property);

function printOperation(node: TemplateNode): string {
  switch (node.type) {
    case 'BinaryExpression':
      return `(${printNode(node.left)} ${node.operator.value} ${printNode(node.right)})`;
    case 'UnaryExpression':
      return `${node.operator.value} ${printNode(node.argument)}`;
    case 'FilterExpression':
      return `${printNode(node.operand)} | ${printNode(node.filter)}`;
    case 'TestExpression':
      return `(${printNode(node.operand)} is ${node.negate ? 'not ' : ''}${node.test.value})`;
    case 'SelectExpression':
      return `(${printNode(node.lhs)} if ${printNode(node.test)})`;
    case 'Ternary':
      return `(${printNode(node.trueExpr)} if ${printNode(node.condition)} else ${printNode(node.falseExpr)})`;
    case 'SliceExpression':
      return [node.start, node.stop, node.step].map((part) => (part === undefined ? '' : printNode(part))).join(':');
    default:
      return node.type;
  }
}
