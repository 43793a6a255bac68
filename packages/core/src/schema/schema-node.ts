// SPDX-License-Identifier: Apache-2.0

/**
 * The subset of JSON Schema 2020-12 that policies are described in and that `checkSchema` understands.
 *
 * `x-enforced: false` marks a field that is parsed and not enforced by this version; `x-expected` says in words what
 * `pattern` or `enum` ask for. Both are annotations, which other validators ignore.
 */
export interface SchemaNode {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | SchemaNode;
  readonly propertyNames?: SchemaNode;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: SchemaNode;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  /** in Unicode code points */
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: 'date' | 'date-time';
  readonly minimum?: number;
  readonly maximum?: number;
  /** exactly one of the named fields: each entry holds `required` with one name and nothing else */
  readonly oneOf?: readonly SchemaNode[];
  /** at least one of the named fields, same shape */
  readonly anyOf?: readonly SchemaNode[];
  /** several groups of alternatives: each entry holds `oneOf` or `anyOf` and nothing else */
  readonly allOf?: readonly SchemaNode[];
  readonly default?: string | number | boolean;
  readonly examples?: readonly unknown[];
  readonly 'x-enforced'?: false;
  readonly 'x-expected'?: string;
}

/** The schema of `#/$defs/<name>` for `$ref`, any other node unchanged. Fields beside `$ref` win over the referred ones. */
export function resolveNode(root: SchemaNode, node: SchemaNode): SchemaNode {
  if (node.$ref === undefined) return node;
  const referred = root.$defs?.[node.$ref.replace('#/$defs/', '')];
  if (referred === undefined) throw new TypeError(`schema has no ${node.$ref}`);
  return { ...referred, ...node, $ref: undefined };
}
