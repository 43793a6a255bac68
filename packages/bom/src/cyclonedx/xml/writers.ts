// SPDX-License-Identifier: Apache-2.0
import { isList, isObject, type Json, type JsonObject } from '../model/index.js';
import { element, type Element } from './element.js';

/** Writes a member of the JSON form as elements of the XML form; what is of another shape writes nothing. */
export type Writer = (name: string, value: Json) => readonly Element[];

/** Members in the order of the XSD, whose content models are all sequences. */
export type Fields = readonly (readonly [member: string, writer: Writer])[];

/** `xs:string`: as it is. */
export const text: Writer = (name, value) => (typeof value === 'object' ? [] : [element(name, String(value))]);

/** `xs:normalizedString`: line ends are no part of it. */
export const line: Writer = (name, value) =>
  typeof value === 'object' ? [] : [element(name, String(value).replace(/[\t\n\r]+/g, ' '))];

/** `xs:decimal`, which knows no exponent; what is not finite is none. */
export const decimal: Writer = (name, value) =>
  typeof value === 'number' && Number.isFinite(value) ? [element(name, decimalText(value))] : [];

/** Exponents stand for whole numbers, or for less than a millionth: of these, 20 places. */
function decimalText(value: number): string {
  if (!String(value).includes('e')) return String(value);
  return Number.isInteger(value) ? String(BigInt(value)) : value.toFixed(20).replace(/\.?0+$/, '');
}

/** An object: `attributes` of it, then `fields` in order. */
export const object =
  (fields: Fields, attributes: readonly string[] = ['bom-ref']): Writer =>
  (name, value) =>
    isObject(value) ? [element(name, fieldsOf(value, fields), attributesOf(value, attributes))] : [];

/** A list in an element of its own. */
export const list =
  (item: string, writer: Writer): Writer =>
  (name, value) =>
    isList(value)
      ? [
          element(
            name,
            value.flatMap((one) => writer(item, one)),
          ),
        ]
      : [];

/** A list as elements, each of the name of the list, or of another. */
export const each =
  (writer: Writer, item?: string): Writer =>
  (name, value) =>
    isList(value) ? value.flatMap((one) => writer(item ?? name, one)) : [];

/** An object whose member `content` is the text of the element. */
export const textObject =
  (content: string, attributes: Readonly<Record<string, string>>, write: Writer = text): Writer =>
  (name, value) => {
    if (!isObject(value)) return [];
    const shown = Object.entries(attributes).map(([attribute, member]) => [attribute, scalar(value[member])] as const);
    return write(name, value[content] ?? '').map((one) => ({ ...one, attributes: Object.fromEntries(shown) }));
  };

/** A bom-ref as an attribute: of a text, or of `{ref}`. */
export const reference: Writer = (name, value) => {
  const ref = isObject(value) ? value.ref : value;
  return typeof ref === 'string' ? [element(name, undefined, { ref })] : [];
};

/** Made when it is needed: components hold components. */
export const later =
  (make: () => Writer): Writer =>
  (name, value) =>
    make()(name, value);

export const fieldsOf = (value: JsonObject, fields: Fields): readonly Element[] =>
  fields.flatMap(([member, writer]) => {
    const inner = value[member];
    return inner === undefined ? [] : writer(member, inner);
  });

const attributesOf = (value: JsonObject, names: readonly string[]): Element['attributes'] =>
  Object.fromEntries(names.map((name) => [name, scalar(value[name])]));

const scalar = (value: Json | undefined): string | undefined =>
  value === undefined || typeof value === 'object' ? undefined : String(value);
