// SPDX-License-Identifier: Apache-2.0
import { isDay } from './day.js';
import { isTime } from './time.js';
import { child, quote } from './fault.js';
import { resolveNode } from './schema-node.js';
import { suggestion } from '../text/suggestion.js';
import type { FaultList } from './fault.js';
import type { SchemaNode } from './schema-node.js';

/**
 * Holds `value` to a schema and reports every difference.
 *
 * A validator of its own, because it must say where and what was meant, and because compiling a general one costs more time than
 * the rest of a small verification; tests hold it against a general one.
 *
 * @returns JSON pointers of the fields that the schema marks as not enforced, outermost only, in document order
 */
export function checkSchema(schema: SchemaNode, value: unknown, faults: FaultList): readonly string[] {
  const check = new SchemaCheck(schema, faults);
  check.visit(schema, value, '');
  return check.notEnforced;
}

type Fields = Record<string, unknown>;

class SchemaCheck {
  readonly notEnforced: string[] = [];

  constructor(
    private readonly root: SchemaNode,
    private readonly faults: FaultList,
  ) {}

  visit(schema: SchemaNode, value: unknown, pointer: string): void {
    if (this.faults.isFull) return;
    const node = resolveNode(this.root, schema);
    const outermost = !this.notEnforced.some((known) => pointer.startsWith(`${known}/`));
    if (node['x-enforced'] === false && outermost) this.notEnforced.push(pointer);
    const found = typeFault(node, value);
    if (found !== undefined) this.faults.error(pointer, found);
    else if (typeof value === 'string') this.#text(node, value, pointer);
    else if (typeof value === 'number') this.#number(node, value, pointer);
    else if (Array.isArray(value)) this.#list(node, value, pointer);
    else if (typeof value === 'object' && value !== null) this.#fields(node, value as Fields, pointer);
  }

  #text(node: SchemaNode, value: string, pointer: string): void {
    const fault = textFault(node, value);
    if (fault !== undefined) this.faults.error(pointer, fault);
  }

  #number(node: SchemaNode, value: number, pointer: string): void {
    const { minimum = -Infinity, maximum = Infinity } = node;
    if (value < minimum || value > maximum) {
      this.faults.error(pointer, `found ${value}, expected ${minimum} to ${maximum}`);
    }
  }

  #list(node: SchemaNode, list: readonly unknown[], pointer: string): void {
    const { minItems = 0, maxItems = Infinity, items } = node;
    if (list.length < minItems) this.faults.error(pointer, 'found an empty list, expected at least one entry');
    if (list.length > maxItems) {
      this.faults.error(pointer, `found ${list.length} entries, expected at most ${maxItems}`);
      return;
    }
    if (node.uniqueItems) this.#repeated(list, pointer);
    if (!items) return;
    // Not forEach, which passes over holes.
    for (const [i, item] of list.entries()) this.visit(items, item, child(pointer, i));
  }

  #repeated(list: readonly unknown[], pointer: string): void {
    const seen = new Set<unknown>();
    list.forEach((item, i) => {
      if (seen.has(item)) this.faults.error(child(pointer, i), `found ${quote(item)} a second time`);
      seen.add(item);
    });
  }

  #fields(node: SchemaNode, fields: Fields, pointer: string): void {
    const names = Object.keys(fields);
    const { minProperties = 0, maxProperties = Infinity } = node;
    if (names.length > maxProperties) {
      this.faults.error(pointer, `found ${names.length} fields, expected at most ${maxProperties}`);
      return;
    }
    if (names.length < minProperties) this.faults.error(pointer, `found no fields, expected ${known(node)}`);
    for (const name of node.required ?? []) {
      if (!Object.hasOwn(fields, name))
        this.faults.error(pointer, `found no field ${quote(name)}, which is required`, 'key');
    }
    this.#alternatives(node, fields, pointer);
    for (const name of names) this.#field(node, name, fields[name], child(pointer, name));
  }

  #field(node: SchemaNode, name: string, value: unknown, pointer: string): void {
    const property = own(node.properties, name);
    if (property) {
      this.visit(property, value, pointer);
    } else if (node.additionalProperties === false) {
      const names = Object.keys(node.properties ?? {});
      const message = `found the unknown field ${quote(name)}, expected ${known(node)}${suggestion(name, names)}`;
      this.faults.error(pointer, message, 'key');
    } else if (node.additionalProperties) {
      const nameFault = node.propertyNames && textFault(resolveNode(this.root, node.propertyNames), name);
      if (nameFault !== undefined) this.faults.error(pointer, nameFault, 'key');
      this.visit(node.additionalProperties, value, pointer);
    }
  }

  /** `oneOf` and `anyOf` over fields that must be there. */
  #alternatives(node: SchemaNode, fields: Fields, pointer: string): void {
    for (const group of node.allOf ?? []) this.#alternatives(group, fields, pointer);
    for (const [alternatives, most] of [
      [node.oneOf, 1],
      [node.anyOf, Infinity],
    ] as const) {
      const names = alternatives?.flatMap((alternative) => alternative.required ?? []) ?? [];
      const present = names.filter((name) => Object.hasOwn(fields, name));
      const expected = `expected ${most === 1 ? 'exactly' : 'at least'} one of ${names.join(', ')}`;
      if (names.length > 0 && present.length === 0)
        this.faults.error(pointer, `found none of the alternatives, ${expected}`, 'key');
      if (present.length > most)
        this.faults.error(pointer, `found ${present.join(' and ')} together, ${expected}`, 'key');
    }
  }
}

const own = <T>(map: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  map !== undefined && Object.hasOwn(map, name) ? map[name] : undefined;

const known = (node: SchemaNode): string => {
  const names = Object.keys(node.properties ?? {});
  return names.length === 1 ? names.join() : `one of ${names.join(', ')}`;
};

const TYPE_NAMES = {
  object: 'a mapping',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
} as const;

function typeFault(node: SchemaNode, value: unknown): string | undefined {
  if (node.type === undefined || hasType(node.type, value)) return undefined;
  const scalar = typeof value === 'number' || typeof value === 'boolean';
  const advice = node.type === 'string' && scalar ? ' (put it in quotes)' : '';
  return `found ${quote(value)}, expected ${TYPE_NAMES[node.type]}${advice}`;
}

function hasType(type: NonNullable<SchemaNode['type']>, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'number') return Number.isFinite(value);
  return typeof value === type;
}

function textFault(node: SchemaNode, value: string): string | undefined {
  if (node.const !== undefined && value !== node.const) return `found ${quote(value)}, expected ${quote(node.const)}`;
  if (node.enum && !node.enum.includes(value)) {
    const expected = node['x-expected'] ?? node.enum.join(', ');
    return `found ${quote(value)}, expected ${expected}${suggestion(value, node.enum)}`;
  }
  const { minLength = 0, maxLength = Infinity } = node;
  if (value.length < minLength) return 'found an empty text';
  if (value.length > maxLength && countCharacters(value) > maxLength) {
    return `found ${countCharacters(value)} characters, expected at most ${maxLength}`;
  }
  const fits = (node.pattern === undefined || compiled(node.pattern).test(value)) && hasFormat(node.format, value);
  return fits
    ? undefined
    : `found ${quote(value)}, expected ${node['x-expected'] ?? `text that fits ${node.pattern ?? ''}`}`;
}

function hasFormat(format: SchemaNode['format'], value: string): boolean {
  if (format === undefined) return true;
  return format === 'date' ? isDay(value) : isTime(value);
}

/** In code points, as JSON Schema counts. */
const countCharacters = (text: string): number => Array.from(text).length;

const patterns = new Map<string, RegExp>();

/** Only patterns of our own schemas come here; none backtracks. */
function compiled(pattern: string): RegExp {
  let regex = patterns.get(pattern);
  if (!regex) patterns.set(pattern, (regex = new RegExp(pattern, 'u')));
  return regex;
}
