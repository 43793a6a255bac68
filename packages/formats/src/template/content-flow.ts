// SPDX-License-Identifier: Apache-2.0
import type { CallNode, IdentifierNode, MemberNode, Nodes, TemplateNode } from './nodes.js';
import { kindOf, messageNames, type MessageNames } from './message-names.js';
import { valuesIn, walk } from './nodes.js';

/** Attributes that what a user or a tool wrote is in. */
const CONTENT = new Set(['content', 'text', 'arguments', 'reasoning_content', 'thinking', 'output', 'query']);
/** Attributes that say what kind of message it is, and what loops have. */
const KINDS = new Set(['role', 'type', 'name', 'id', 'index', 'index0', 'first', 'last', 'length']);
/** Filters and methods that give something else than text that can be compared. */
const COUNTS = new Set(['length', 'count', 'wordcount']);
/** Filters that make text of whole messages. */
const AS_TEXT = new Set(['string', 'tojson', 'join', 'pprint']);
/** Methods and filters that give what a mapping consists of. */
const MEMBERS = new Set(['items', 'values', 'dictsort']);

/** Passes over the template in which names are followed to names: more links in a row no template has. */
const MAX_PASSES = 8;

/** Follows what messages say through the names that a template gives it. */
export class ContentFlow {
  /** names that hold content, and attributes of namespaces as `ns.name` */
  readonly #names = new Set<string>();
  /** what was found of nodes: each is looked at once a pass, however often it is asked for */
  readonly #known = new Map<TemplateNode, boolean>();
  /** places of macros that are given content, as `macro 0` or `macro name` */
  readonly #given = new Set<string>();
  readonly #messages: MessageNames;

  constructor(body: Nodes) {
    this.#messages = messageNames(body);
    const nodes = [...walk(body)];
    for (let pass = 0, before = -1; pass < MAX_PASSES && this.#learnt > before; pass++) {
      before = this.#learnt;
      this.#known.clear();
      for (const node of nodes) this.#follow(node);
    }
    this.#known.clear();
  }

  get #learnt(): number {
    return this.#names.size + this.#given.size;
  }

  /** Whether a value depends on what messages say. */
  has(node: TemplateNode): boolean {
    const known = this.#known.get(node) ?? this.#find(node);
    this.#known.set(node, known);
    return known;
  }

  #find(node: TemplateNode): boolean {
    switch (node.type) {
      case 'Identifier':
        return this.#names.has(node.value);
      case 'MemberExpression':
        return this.#hasMember(node);
      case 'CallExpression':
        return this.#hasCall(node);
      case 'FilterExpression':
        return this.#hasFiltered(node.operand, node.filter);
      case 'TestExpression':
        return false;
      case 'SelectExpression':
        return this.has(node.lhs);
      case 'Ternary':
        return this.has(node.trueExpr) || this.has(node.falseExpr);
      default:
        return valuesIn(node).some((child) => this.has(child));
    }
  }

  #hasMember({ object, property, computed }: MemberNode): boolean {
    const name = nameOf(property, computed);
    if (name !== undefined && CONTENT.has(name)) return true;
    if (name !== undefined && KINDS.has(name)) return false;
    if (name !== undefined && object.type === 'Identifier' && this.#names.has(`${object.value}.${name}`)) return true;
    // `message[key]`: nobody knows which of them it is.
    const isAny = computed && property.type === 'Identifier' && kindOf(object, this.#messages) === 'single';
    return isAny || this.has(object);
  }

  /** A method of content gives content; so does a macro that is given some. */
  #hasCall({ callee, args }: CallNode): boolean {
    if (callee.type === 'MemberExpression') {
      const name = nameOf(callee.property, callee.computed);
      if (name !== undefined && COUNTS.has(name)) return false;
      if (this.has(callee.object)) return true;
      if (name === 'get' && args.some(isContentName)) return true;
    }
    return args.some((argument) => this.has(argument));
  }

  #hasFiltered(operand: TemplateNode, filter: IdentifierNode | CallNode): boolean {
    const name = filter.type === 'Identifier' ? filter : filter.callee;
    const text = name.type === 'Identifier' ? name.value : '';
    if (COUNTS.has(text)) return false;
    if (text === 'map' && filter.type === 'CallExpression' && filter.args.some(isContentName)) return true;
    return this.has(operand) || (AS_TEXT.has(text) && this.#holdsMessages(operand));
  }

  #holdsMessages(node: TemplateNode): boolean {
    return [...walk([node])].some((one) => one.type === 'Identifier' && kindOf(one, this.#messages) !== undefined);
  }

  /** `message.items()`, `message | dictsort`: what a message consists of, its content included. */
  #isMembers(iterable: TemplateNode): boolean {
    const call = iterable.type === 'CallExpression' ? iterable.callee : iterable;
    if (call.type === 'FilterExpression') {
      return call.filter.type === 'Identifier' && MEMBERS.has(call.filter.value) && this.#holdsMessages(call.operand);
    }
    if (call.type !== 'MemberExpression') return false;
    const name = nameOf(call.property, call.computed);
    return name !== undefined && MEMBERS.has(name) && kindOf(call.object, this.#messages) !== undefined;
  }

  #follow(node: TemplateNode): void {
    if (node.type === 'Set') {
      const has = node.value === null ? node.body.some((one) => this.has(one)) : this.has(node.value);
      if (has) this.#add(node.assignee);
    } else if (node.type === 'For') {
      if (this.has(node.iterable) || this.#isMembers(node.iterable)) this.#add(valueOf(node.loopvar));
    } else if (node.type === 'CallExpression' && node.callee.type === 'Identifier') {
      this.#followArguments(node.callee.value, node.args);
    } else if (node.type === 'Macro') this.#followParameters(node.name.value, node.args);
  }

  #followArguments(macro: string, args: Nodes): void {
    for (const [index, argument] of args.entries()) {
      const place = argument.type === 'KeywordArgumentExpression' ? argument.key.value : index;
      if (this.has(argument)) this.#given.add(`${macro} ${place}`);
    }
  }

  #followParameters(macro: string, parameters: Nodes): void {
    for (const [index, parameter] of parameters.entries()) {
      const name = parameter.type === 'KeywordArgumentExpression' ? parameter.key : parameter;
      if (name.type !== 'Identifier') continue;
      if (this.#given.has(`${macro} ${index}`) || this.#given.has(`${macro} ${name.value}`)) this.#add(name);
    }
  }

  #add(target: TemplateNode): void {
    if (target.type === 'Identifier') this.#names.add(target.value);
    if (target.type === 'TupleLiteral') for (const one of target.value) this.#add(one);
    const attribute = namespaceAttribute(target);
    if (attribute !== undefined) this.#names.add(attribute);
  }
}

/** Of `key, value` the value: keys are names, not what somebody wrote. */
const valueOf = (loopvar: TemplateNode): TemplateNode =>
  loopvar.type === 'TupleLiteral' ? (loopvar.value.at(-1) ?? loopvar) : loopvar;

/** @param path - a name, or several with dots between */
export const isContentAttribute = (path: string): boolean => path.split('.').some((name) => CONTENT.has(name));

/** `'content'`, or `attribute='content'`. */
const isContentName = (argument: TemplateNode): boolean =>
  argument.type === 'KeywordArgumentExpression'
    ? isContentName(argument.value)
    : argument.type === 'StringLiteral' && isContentAttribute(argument.value);

/** The name of an attribute that is written down. */
const nameOf = (property: TemplateNode, computed: boolean): string | undefined =>
  property.type === 'StringLiteral' || (!computed && property.type === 'Identifier') ? property.value : undefined;

/** `ns.name`, which templates set things in that outlive a loop. */
export function namespaceAttribute(node: TemplateNode): string | undefined {
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return undefined;
  const name = nameOf(node.property, node.computed);
  return name === undefined ? undefined : `${node.object.value}.${name}`;
}
