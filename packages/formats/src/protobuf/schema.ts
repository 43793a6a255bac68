// SPDX-License-Identifier: Apache-2.0

/** Messages by name; their fields by number, each as `[repeated] type name`, as `.proto` files write it. */
export type MessageTable = Readonly<Record<string, Readonly<Record<number, string>>>>;

/** How the value of a field is written. */
export type FieldKind = 'varint' | 'fixed32' | 'fixed64' | 'text' | 'bytes' | 'message';

export interface FieldType {
  readonly name: string;
  readonly kind: FieldKind;
  readonly repeated: boolean;
  /** of a `message` */
  readonly message?: MessageType;
  /** bytes of each value that are kept; numbers are kept or not */
  readonly keptBytes: number;
}

export interface MessageType {
  readonly name: string;
  readonly fields: ReadonlyMap<number, FieldType>;
}

/** Values that a reader wants to have, as `Message.field`, with the most bytes of each that are kept. */
export type KeptFields = Readonly<Record<string, number>>;

const KINDS: Readonly<Record<string, FieldKind>> = {
  double: 'fixed64',
  fixed64: 'fixed64',
  sfixed64: 'fixed64',
  float: 'fixed32',
  fixed32: 'fixed32',
  sfixed32: 'fixed32',
  string: 'text',
  bytes: 'bytes',
};
const VARINTS = ['int32', 'int64', 'uint32', 'uint64', 'sint32', 'sint64', 'bool', 'enum'];

/** @returns the types of the messages of a table, by name */
export function messageTypes(table: MessageTable, kept: KeptFields): ReadonlyMap<string, MessageType> {
  const fieldsOf = new Map(Object.keys(table).map((name) => [name, new Map<number, FieldType>()]));
  const types = new Map([...fieldsOf].map(([name, fields]) => [name, { name, fields }]));
  for (const [name, fields] of fieldsOf) {
    for (const [number, text] of Object.entries(table[name] ?? {})) {
      const words = text.split(' ');
      const field = words.at(-1) ?? '';
      const type = words.at(-2) ?? '';
      const message = types.get(type);
      fields.set(Number(number), {
        name: field,
        kind: message !== undefined ? 'message' : VARINTS.includes(type) ? 'varint' : (KINDS[type] ?? 'bytes'),
        repeated: words[0] === 'repeated',
        ...(message !== undefined && { message }),
        keptBytes: kept[`${name}.${field}`] ?? 0,
      });
    }
  }
  return types;
}
