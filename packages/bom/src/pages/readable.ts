// SPDX-License-Identifier: Apache-2.0
import { isObject } from '../bom-document/place.js';
import type { Item } from './page.js';

/** Longest text that is looked at, how deep, and how many members of each object or list are shown. */
const MAX_CHARS = 16 * 1024;
const MAX_DEPTH = 4;
const MAX_ITEMS = 50;

/** A value as people read it: one line, or several things below each other. */
export type Readable = { readonly text: string } | { readonly items: readonly Item[] };

/**
 * An object or a list, also one that stands in a text as JSON, as lists of what is in it; undefined for all else.
 *
 * @param value - attacker-controlled
 */
export function readable(value: unknown): Readable | undefined {
  const inner = typeof value === 'string' ? parsed(value) : value;
  if (!Array.isArray(inner) && !isObject(inner)) return undefined;
  const line = lineOf(inner);
  return line === undefined ? { items: itemsOf(inner, 0) } : { text: line };
}

function parsed(text: string): unknown {
  if (text.length > MAX_CHARS || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // It only looks like JSON.
  }
}

/** What one line is enough for: a value with its name, and lists of plain values. */
function lineOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return plainList(value);
  if (!isObject(value)) return plain(value);
  const { name, ...rest } = value;
  const [only, ...more] = Object.values(rest);
  const text = only === undefined || more.length > 0 ? undefined : lineOf(only);
  return typeof name === 'string' && text !== undefined && !isObject(only) ? `${name}: ${text}` : undefined;
}

function plainList(values: readonly unknown[]): string | undefined {
  const texts = values.slice(0, MAX_ITEMS).map(plain);
  if (texts.includes(undefined)) return undefined;
  return texts.join(', ') + (values.length > MAX_ITEMS ? `, and ${values.length - MAX_ITEMS} more` : '');
}

function plain(value: unknown): string | undefined {
  if (value === null) return 'nothing';
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function itemsOf(value: unknown, depth: number): readonly Item[] {
  const members: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? (value as readonly unknown[]).map((one) => ['', one] as const)
    : Object.entries(isObject(value) ? value : {});
  const more = members.length - MAX_ITEMS;
  const shown = members.slice(0, MAX_ITEMS).map(([name, member]) => itemOf(name, member, depth));
  return more > 0 ? [...shown, { label: `and ${more} more` }] : shown;
}

function itemOf(name: string, value: unknown, depth: number): Item {
  const line = lineOf(value);
  if (line !== undefined) return { label: name === '' ? line : `${name}: ${line}` };
  if (depth >= MAX_DEPTH) return { label: name === '' ? '…' : `${name}: …` };
  return { label: name, items: itemsOf(value, depth + 1) };
}

/** The same on one line, for what has no lists within cells. */
export const itemsText = (items: readonly Item[]): string =>
  items
    .map(({ label, items: within = [] }) => {
      if (within.length === 0) return label;
      return label === '' ? `(${itemsText(within)})` : `${label} (${itemsText(within)})`;
    })
    .join('; ');
