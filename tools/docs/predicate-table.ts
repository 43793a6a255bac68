// SPDX-License-Identifier: Apache-2.0
import type { SchemaNode } from '@mpk/core';
import { alternatives, fieldName, fieldsBelow, tableRow, type Field } from './schema-fields.ts';

/** A resource descriptor as in-toto has it: its own page explains its fields. One with annotations of ours is shown. */
const isResourceDescriptor = ({ properties }: SchemaNode): boolean =>
  properties?.['downloadLocation'] !== undefined &&
  properties['content'] !== undefined &&
  properties['annotations']?.properties === undefined;

/** The fields of a predicate as a table. @param prefix - goes before every name */
export function predicateTable(schema: SchemaNode, prefix = ''): string {
  const fields = fieldsBelow(schema, { isLeaf: isResourceDescriptor });
  return ['| field | type | meaning |', '|---|---|---|', ...fields.map((field) => row(field, prefix))].join('\n');
}

function row({ path, node, isRequired }: Field, prefix: string): string {
  if (node.description === undefined) throw new Error(`the schema says nothing of ${prefix}${path}`);
  // What a resource descriptor must have is said once, above the table.
  const also = [node, node.items].some((one) => one && isResourceDescriptor(one)) ? '' : alternatives(node);
  return tableRow([fieldName(`${prefix}${path}`, isRequired), typeOf(node), `${node.description}${also}`]);
}

function typeOf(node: SchemaNode): string {
  if (node.const !== undefined) return `\`${node.const}\``;
  if (node.enum) return node.enum.map((value) => `\`${value}\``).join(', ');
  if (node['x-expected'] !== undefined) return node['x-expected'];
  if (isResourceDescriptor(node)) return 'resource descriptor';
  if (node.type === 'array') return `list of ${plural(node.items ?? {})}`;
  if (node.type === 'object') return node.properties || !node.additionalProperties ? 'mapping' : 'mapping by name';
  const names = { string: 'text', integer: 'whole number', number: 'number', boolean: '`true` or `false`' };
  return names[node.type ?? 'string'];
}

function plural(node: SchemaNode): string {
  if (isResourceDescriptor(node)) return 'resource descriptors';
  return node.type === 'object' ? 'mappings' : 'texts';
}
