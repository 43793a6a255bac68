// SPDX-License-Identifier: Apache-2.0
// What pages about a schema share: its fields, and which of them exclude each other.
import type { SchemaNode } from '@mpk/core';

export interface Field {
  readonly path: string;
  readonly node: SchemaNode;
  readonly isRequired: boolean;
  readonly isEnforced: boolean;
}

/** How a schema is walked. */
export interface FieldWalk {
  /** follows a `$ref` */
  readonly resolve?: (node: SchemaNode) => SchemaNode;
  /** whose own fields are explained elsewhere */
  readonly isLeaf?: (node: SchemaNode) => boolean;
}

/** Every field below a node, depth first; `[]` stands for each entry of a list, `*` for a name. */
export function fieldsBelow(node: SchemaNode, walk: FieldWalk = {}, path = '', isEnforced = true): readonly Field[] {
  const { resolve = (one: SchemaNode): SchemaNode => one, isLeaf = () => false } = walk;
  if (isLeaf(node)) return [];
  const fields: Field[] = [];
  for (const [name, property] of Object.entries(node.properties ?? {})) {
    const resolved = resolve(property);
    const below = path === '' ? name : `${path}.${name}`;
    const enforced = isEnforced && resolved['x-enforced'] !== false;
    const isRequired = node.required?.includes(name) ?? false;
    fields.push({ path: below, node: resolved, isRequired, isEnforced: enforced });
    fields.push(...fieldsBelow(resolved, walk, below, enforced));
  }
  if (node.items) fields.push(...fieldsBelow(resolve(node.items), walk, `${path}[]`, isEnforced));
  if (node.additionalProperties) {
    fields.push(...fieldsBelow(resolve(node.additionalProperties), walk, `${path}.*`, isEnforced));
  }
  return fields;
}

/** Which fields of a mapping, or of each entry of a list or mapping by name, exclude each other. */
export function alternatives(node: SchemaNode | undefined): string {
  const entry = node?.additionalProperties === false ? undefined : node?.additionalProperties;
  const holder = [node, node?.items, entry].find((one) => one?.oneOf ?? one?.anyOf ?? one?.allOf);
  return [holder, ...(holder?.allOf ?? [])].map(oneGroup).join('');
}

function oneGroup(holder: SchemaNode | undefined): string {
  const names = (holder?.oneOf ?? holder?.anyOf ?? [])
    .flatMap((one) => one.required ?? [])
    .map((name) => `\`${name}\``);
  if (names.length === 0) return '';
  return ` ${holder?.oneOf ? 'Exactly' : 'At least'} one of ${names.join(', ')}.`;
}

/** A name of a field in a table: bold where it is required. */
export const fieldName = (path: string, isRequired: boolean): string =>
  isRequired ? `**\`${path}\`**` : `\`${path}\``;

/** A line of a table. */
export const tableRow = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
