// SPDX-License-Identifier: Apache-2.0
import type { Nodes, TemplateNode } from './nodes.js';
import { walk } from './nodes.js';

/** What conversations are passed as. */
const CONVERSATIONS = ['messages', 'conversation', 'history'];
/** Filters that give some of the messages, or one. */
const PICKING = new Set([
  'list',
  'reverse',
  'selectattr',
  'rejectattr',
  'select',
  'reject',
  'sort',
  'first',
  'last',
  'batch',
  'slice',
]);
/** Passes in which names are followed to names. */
const MAX_PASSES = 4;

/** Names that hold messages, or one of them. */
export interface MessageNames {
  readonly lists: ReadonlySet<string>;
  readonly single: ReadonlySet<string>;
}

/** Follows conversations through the names that a template gives to them and to their messages. */
export function messageNames(body: Nodes): MessageNames {
  const lists = new Set(CONVERSATIONS);
  const single = new Set(['message']);
  const nodes = [...walk(body)];
  for (let pass = 0, before = 0; pass < MAX_PASSES && lists.size + single.size > before; pass++) {
    before = lists.size + single.size;
    for (const node of nodes) {
      if (
        node.type === 'For' &&
        node.loopvar.type === 'Identifier' &&
        kindOf(node.iterable, { lists, single }) === 'list'
      ) {
        single.add(node.loopvar.value);
      }
      if (node.type === 'Set' && node.value !== null && node.assignee.type === 'Identifier') {
        const kind = kindOf(node.value, { lists, single });
        if (kind !== undefined) (kind === 'list' ? lists : single).add(node.assignee.value);
      }
    }
  }
  return { lists, single };
}

/** Whether a value is messages, or one of them, with all that is in it. */
export function kindOf(node: TemplateNode, names: MessageNames): 'list' | 'single' | undefined {
  switch (node.type) {
    case 'Identifier':
      return names.lists.has(node.value) ? 'list' : names.single.has(node.value) ? 'single' : undefined;
    case 'MemberExpression': {
      if (kindOf(node.object, names) !== 'list' || !node.computed) return undefined;
      return node.property.type === 'SliceExpression'
        ? 'list'
        : node.property.type === 'StringLiteral'
          ? undefined
          : 'single';
    }
    case 'FilterExpression': {
      const filter = node.filter.type === 'Identifier' ? node.filter : node.filter.callee;
      const name = filter.type === 'Identifier' ? filter.value : '';
      if (!PICKING.has(name) || kindOf(node.operand, names) !== 'list') return undefined;
      return name === 'first' || name === 'last' ? 'single' : 'list';
    }
    case 'SelectExpression':
      return kindOf(node.lhs, names);
    case 'Ternary':
      return kindOf(node.trueExpr, names) ?? kindOf(node.falseExpr, names);
    default:
      return undefined;
  }
}
