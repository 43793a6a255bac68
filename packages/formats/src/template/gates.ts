// SPDX-License-Identifier: Apache-2.0
import { isContentAttribute, namespaceAttribute, type ContentFlow } from './content-flow.js';
import type { BinaryNode, CallNode, Nodes, TemplateNode } from './nodes.js';
import { childrenOf, valuesIn, walk } from './nodes.js';
import { printNode } from './print.js';
import { MAX_FACT_CHARS, MAX_FACTS, type Gate } from './template-reading.js';
import { wordsIn } from './words.js';

/** Methods of a text that tell whether something is in it. */
const SEARCHES = new Set([
  'startswith',
  'endswith',
  'find',
  'rfind',
  'index',
  'rindex',
  'count',
  'split',
  'rsplit',
  'partition',
  'rpartition',
]);
/** Most nodes that are looked at: tests within tests are looked at more than once. */
const MAX_STEPS = 1_000_000;
const COMPARISONS = new Set(['==', '!=', 'in', 'not in', '<', '>', '<=', '>=']);

/** A test of content: what it compares it with. */
interface ContentTest {
  readonly tested: readonly string[];
}

/** Finds what is written only if messages say something, or if something was set only then. */
export function gatesIn(body: Nodes, flow: ContentFlow): { readonly gates: readonly Gate[]; readonly more: boolean } {
  const finder = new GateFinder(flow);
  // Twice: what is set at the end of a loop is tested at its beginning.
  finder.learn(body);
  finder.learn(body);
  const gates = [...walk(body)].flatMap((node) => finder.gatesOf(node));
  return { gates: gates.slice(0, MAX_FACTS), more: gates.length > MAX_FACTS || finder.isExhausted };
}

class GateFinder {
  /** names that are set within a gate, with what its test compares */
  readonly #flags = new Map<string, readonly string[]>();

  #steps = 0;

  constructor(private readonly flow: ContentFlow) {}

  /** There was more than is looked at. */
  get isExhausted(): boolean {
    return this.#steps > MAX_STEPS;
  }

  learn(body: Nodes): void {
    for (const node of walk(body)) {
      for (const { test, branch } of branchesOf(node)) {
        const found = this.#testIn(test);
        if (found === undefined) continue;
        for (const inner of walk(branch)) if (inner.type === 'Set') this.#flag(inner.assignee, found);
      }
      if (node.type === 'Set' && node.value !== null) {
        const found = this.#testIn(node.value);
        if (found !== undefined) this.#flag(node.assignee, found);
      }
    }
  }

  gatesOf(node: TemplateNode): Gate[] {
    return branchesOf(node).flatMap(({ test, branch }) => {
      const found = this.#testIn(test);
      const output = found === undefined || this.isExhausted ? '' : textsIn(branch).join('');
      this.#steps += output.length;
      if (found === undefined || output.trim() === '') return [];
      const tested = found.tested.slice(0, 20).map((text) => text.slice(0, MAX_FACT_CHARS));
      const cut = printNode(test).slice(0, MAX_FACT_CHARS);
      return [{ test: cut, tested, output: output.slice(0, MAX_FACT_CHARS), words: wordsIn(output) }];
    });
  }

  #flag(target: TemplateNode, { tested }: ContentTest): void {
    const name = target.type === 'Identifier' ? target.value : namespaceAttribute(target);
    if (name !== undefined && !this.#flags.has(name)) this.#flags.set(name, tested);
  }

  /** What of a test depends on what messages say. */
  #testIn(test: TemplateNode): ContentTest | undefined {
    const tested = new Set<string>();
    let isTest = false;
    for (const node of walk([test], valuesIn)) {
      if (++this.#steps > MAX_STEPS) break;
      const texts = this.#testedBy(node);
      isTest ||= texts !== undefined;
      for (const text of texts ?? []) tested.add(text);
    }
    return isTest ? { tested: [...tested] } : undefined;
  }

  #testedBy(node: TemplateNode): readonly string[] | undefined {
    if (node.type === 'BinaryExpression') return this.#compared(node);
    if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
      const { object, property } = node.callee;
      const isSearch = property.type === 'Identifier' && SEARCHES.has(property.value);
      return isSearch && this.flow.has(object) ? literalsIn(node.args) : undefined;
    }
    if (node.type === 'FilterExpression' && node.filter.type === 'CallExpression') return selectedBy(node.filter);
    if (node.type === 'Identifier') return this.#flags.get(node.value);
    const attribute = namespaceAttribute(node);
    return attribute === undefined ? undefined : this.#flags.get(attribute);
  }

  /** A comparison of content with something that is none of it, and no empty text. */
  #compared({ operator, left, right }: BinaryNode): readonly string[] | undefined {
    if (!COMPARISONS.has(operator.value)) return undefined;
    const [hasLeft, hasRight] = [this.flow.has(left), this.flow.has(right)];
    if (hasLeft === hasRight) return undefined;
    const other = hasLeft ? right : left;
    const isNothing = other.type === 'StringLiteral' && other.value.trim() === '';
    return isNothing || NOTHING.has(other.type) || isNone(other) ? undefined : literalsIn([other]);
  }
}

/** `selectattr('content', 'equalto', 'text')` compares, too. */
function selectedBy({ callee, args }: CallNode): readonly string[] | undefined {
  const isSelect = callee.type === 'Identifier' && /^(?:select|reject)attr$/.test(callee.value);
  const [attribute, test, ...others] = args;
  if (!isSelect || attribute?.type !== 'StringLiteral' || test === undefined) return undefined;
  return isContentAttribute(attribute.value) && others.length > 0 ? literalsIn(others) : undefined;
}

/** What content is compared with to see whether there is any. */
const NOTHING = new Set(['IntegerLiteral', 'FloatLiteral', 'UnaryExpression']);
const isNone = (node: TemplateNode): boolean => node.type === 'Identifier' && /^(?:none|true|false)$/i.test(node.value);

const literalsIn = (nodes: Nodes): string[] =>
  [...walk(nodes)].flatMap((node) => (node.type === 'StringLiteral' && node.value.trim() !== '' ? [node.value] : []));

interface Branch {
  readonly test: TemplateNode;
  readonly branch: Nodes;
}

/** What is run, or is the value, if a test is as it should be, and if it is not. */
function branchesOf(node: TemplateNode): Branch[] {
  if (node.type === 'If') {
    return [
      { test: node.test, branch: node.body },
      { test: node.test, branch: node.alternate },
    ];
  }
  if (node.type === 'Ternary') {
    return [
      { test: node.condition, branch: [node.trueExpr] },
      { test: node.condition, branch: [node.falseExpr] },
    ];
  }
  if (node.type === 'SelectExpression') return [{ test: node.test, branch: [node.lhs] }];
  if (node.type === 'For' && node.iterable.type === 'SelectExpression')
    return [{ test: node.iterable.test, branch: node.body }];
  return [];
}

/** Texts that nodes write or set, but those of tests within, of names, and of errors. */
function textsIn(nodes: Nodes): string[] {
  return nodes.flatMap((node) => {
    switch (node.type) {
      case 'StringLiteral':
        return [node.value];
      case 'If':
        return textsIn([...node.body, ...node.alternate]);
      case 'Ternary':
        return textsIn([node.trueExpr, node.falseExpr]);
      case 'SelectExpression':
        return textsIn([node.lhs]);
      case 'MemberExpression':
        return textsIn([node.object]);
      case 'CallExpression':
        return node.callee.type === 'Identifier' && node.callee.value === 'raise_exception'
          ? []
          : textsIn(callTexts(node));
      case 'BinaryExpression':
        return COMPARISONS.has(node.operator.value) ? [] : textsIn([node.left, node.right]);
      default:
        return textsIn(childrenOf(node));
    }
  });
}

/** A method's own arguments are what it looks for; only those of other calls are passed on. */
const callTexts = (node: TemplateNode & { readonly type: 'CallExpression' }): Nodes =>
  node.callee.type === 'MemberExpression' ? [node.callee.object] : node.args;
