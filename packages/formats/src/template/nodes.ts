// SPDX-License-Identifier: Apache-2.0

/** A statement or expression of a template, as `@huggingface/jinja` parses it; its own types are not exported. */
export type TemplateNode =
  | { readonly type: 'If'; readonly test: TemplateNode; readonly body: Nodes; readonly alternate: Nodes }
  | {
      readonly type: 'For';
      readonly loopvar: TemplateNode;
      readonly iterable: TemplateNode;
      readonly body: Nodes;
      readonly defaultBlock: Nodes;
    }
  | { readonly type: 'Break' | 'Continue' }
  | { readonly type: 'Set'; readonly assignee: TemplateNode; readonly value: TemplateNode | null; readonly body: Nodes }
  | { readonly type: 'Macro'; readonly name: IdentifierNode; readonly args: Nodes; readonly body: Nodes }
  | { readonly type: 'Comment'; readonly value: string }
  | MemberNode
  | CallNode
  | IdentifierNode
  | { readonly type: 'IntegerLiteral' | 'FloatLiteral'; readonly value: number }
  | StringNode
  | { readonly type: 'ArrayLiteral' | 'TupleLiteral'; readonly value: Nodes }
  | { readonly type: 'ObjectLiteral'; readonly value: ReadonlyMap<TemplateNode, TemplateNode> }
  | BinaryNode
  | { readonly type: 'FilterExpression'; readonly operand: TemplateNode; readonly filter: IdentifierNode | CallNode }
  | { readonly type: 'FilterStatement'; readonly filter: IdentifierNode | CallNode; readonly body: Nodes }
  | { readonly type: 'SelectExpression'; readonly lhs: TemplateNode; readonly test: TemplateNode }
  | {
      readonly type: 'TestExpression';
      readonly operand: TemplateNode;
      readonly negate: boolean;
      readonly test: IdentifierNode;
    }
  | { readonly type: 'UnaryExpression'; readonly operator: { readonly value: string }; readonly argument: TemplateNode }
  | {
      readonly type: 'SliceExpression';
      readonly start?: TemplateNode | undefined;
      readonly stop?: TemplateNode | undefined;
      readonly step?: TemplateNode | undefined;
    }
  | { readonly type: 'KeywordArgumentExpression'; readonly key: IdentifierNode; readonly value: TemplateNode }
  | { readonly type: 'SpreadExpression' | 'KeywordSpreadExpression'; readonly argument: TemplateNode }
  | { readonly type: 'CallStatement'; readonly call: CallNode; readonly callerArgs: Nodes | null; readonly body: Nodes }
  | {
      readonly type: 'Ternary';
      readonly condition: TemplateNode;
      readonly trueExpr: TemplateNode;
      readonly falseExpr: TemplateNode;
    };

export type Nodes = readonly TemplateNode[];

/** A name. */
export interface IdentifierNode {
  readonly type: 'Identifier';
  readonly value: string;
}

/** Text between tags, or a string in quotes. */
export interface StringNode {
  readonly type: 'StringLiteral';
  readonly value: string;
}

/** `object.property`, or `object[property]` where it is computed. */
export interface MemberNode {
  readonly type: 'MemberExpression';
  readonly object: TemplateNode;
  readonly property: TemplateNode;
  readonly computed: boolean;
}

export interface CallNode {
  readonly type: 'CallExpression';
  readonly callee: TemplateNode;
  readonly args: Nodes;
}

/** Also `and`, `or`, `in` and `not in`. */
export interface BinaryNode {
  readonly type: 'BinaryExpression';
  readonly operator: { readonly value: string };
  readonly left: TemplateNode;
  readonly right: TemplateNode;
}

const isNode = (value: unknown): value is TemplateNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** What a node is made of, in the order of the template or near to it. An operator is a token, and none of them. */
export function childrenOf(node: TemplateNode): TemplateNode[] {
  if (node.type === 'ObjectLiteral') return [...node.value].flat();
  return Object.entries(node).flatMap(([field, value]: [string, unknown]) => {
    if (field === 'operator') return [];
    return (Array.isArray(value) ? value : [value]).filter(isNode);
  });
}

/** Nodes and all that is in them, each before what it is made of. @param within - what is looked into */
export function* walk(nodes: Nodes, within = childrenOf): Generator<TemplateNode> {
  const waiting = nodes.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    waiting.push(...within(node).reverse());
  }
}

/** What the value of a node is made of: children but those that are names of attributes, filters, tests and keywords. */
export function valuesIn(node: TemplateNode): TemplateNode[] {
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
