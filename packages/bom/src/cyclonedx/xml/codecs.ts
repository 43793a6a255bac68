// SPDX-License-Identifier: Apache-2.0
import { isList, isObject, type Json, type JsonObject } from '../model/json.js';
import { element, type Element } from './element.js';
import type { XmlElement, XmlPlace } from './xml-element.js';

/** A member of the JSON form as elements of the XML form, and back. */
export interface Codec {
  /** what is of another shape writes nothing */
  readonly write: (name: string, value: Json) => readonly Element[];
  /** @param elements - those of {@link elements} that one parent has, in order: at least one */
  readonly read: (elements: readonly XmlElement[], place: XmlPlace) => Json | undefined;
  /** names of the elements that a member of a name is written as; without it, that name */
  readonly elements?: readonly string[];
}

/** Members in the order of the XSD, whose content models are all sequences. */
export type Fields = readonly (readonly [member: string, codec: Codec])[];

const scalarCodec = (write: (value: string) => string, read: (text: string) => Json | undefined): Codec => ({
  write: (name, value) => (typeof value === 'object' ? [] : [element(name, write(String(value)))]),
  read: (elements, place) => read(textOf(only(elements, place), place)),
});
const spaced = (value: string): string => value.replace(/[\t\n\r]+/g, ' ');
const collapsed = (value: string): string => value.trim().replace(/[ \t\n\r]+/g, ' ');

/** `xs:string`: as it is. */
export const text: Codec = scalarCodec(
  (value) => value,
  (value) => value,
);
/** `xs:token`, `xs:anyURI` and `xs:dateTime`: space around it, as of a document that is indented, is none of it. */
export const token: Codec = scalarCodec((value) => value, collapsed);
/** `xs:normalizedString`: line ends are no part of it. */
export const line: Codec = scalarCodec(spaced, spaced);
export const boolean: Codec = scalarCodec((value) => value, booleanIn);

/** `xs:decimal`, which knows no exponent; what is not finite is none. */
export const decimal: Codec = {
  write: (name, value) =>
    typeof value === 'number' && Number.isFinite(value) ? [element(name, decimalText(value))] : [],
  read: (elements, place) => {
    const written = textOf(only(elements, place), place).trim();
    if (/^[-+]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})$/.test(written)) return Number(written);
    place.remark(place.pointer, 'is no number');
    return undefined;
  },
};

/** Exponents stand for whole numbers, or for less than a millionth: of these, 20 places. */
function decimalText(value: number): string {
  if (!String(value).includes('e')) return String(value);
  return Number.isInteger(value) ? String(BigInt(value)) : value.toFixed(20).replace(/\.?0+$/, '');
}

/** `xs:boolean`; anything else stays, and is told to be of the wrong type. */
function booleanIn(value: string): Json {
  const written = value.trim();
  if (written === 'true' || written === '1') return true;
  return written === 'false' || written === '0' ? false : value;
}

/** An object: `attributes` of it, then `fields` in order. */
export const object = (fields: Fields, attributes: readonly string[] = ['bom-ref']): Codec => ({
  write: (name, value) =>
    isObject(value) ? [element(name, writeFields(value, fields), attributesOf(value, attributes))] : [],
  read: (elements, place) => {
    const one = only(elements, place);
    return { ...readAttributes(one, attributes, place), ...readFields(one, fields, place) };
  },
});

/** A list in an element of its own. */
export const list = (item: string, codec: Codec): Codec => ({
  write: (name, value) =>
    isList(value)
      ? [
          element(
            name,
            value.flatMap((one) => codec.write(item, one)),
          ),
        ]
      : [],
  read: (elements, place) => {
    const names = new Set(codec.elements ?? [item]);
    const items: Json[] = [];
    for (const one of elements) remarkRest(one, [], place);
    for (const child of elements.flatMap(({ children }) => children)) {
      const at = place.at(items.length);
      const value = names.has(child.name) ? codec.read([child], at) : undefined;
      if (value !== undefined) items.push(value);
      else if (!names.has(child.name)) at.remark(at.pointer, unreadElement(child));
    }
    return items;
  },
});

/** A list as elements, each of the name of the list. */
export const each = (codec: Codec): Codec => ({
  write: (name, value) => (isList(value) ? value.flatMap((one) => codec.write(name, one)) : []),
  read: (elements, place) =>
    elements.flatMap((one, i): readonly Json[] => {
      const value = codec.read([one], place.at(i));
      return value === undefined ? [] : [value];
    }),
});

/** An object whose member `content` is the text of the element. */
export const textObject = (
  content: string,
  attributes: Readonly<Record<string, string>>,
  codec: Codec = text,
): Codec => ({
  write: (name, value) => {
    if (!isObject(value)) return [];
    const shown = Object.entries(attributes).map(([attribute, member]) => [attribute, scalar(value[member])] as const);
    return codec.write(name, value[content] ?? '').map((one) => ({ ...one, attributes: Object.fromEntries(shown) }));
  },
  read: (elements, place) => {
    const one = only(elements, place);
    const members = Object.entries(attributes).flatMap(([attribute, member]): readonly (readonly [string, Json])[] => {
      const value = one.attributes.get(attribute);
      return value === undefined ? [] : [[member, value]];
    });
    remarkAttributes(one, Object.keys(attributes), place);
    const inner = codec.read([one], place);
    return { ...Object.fromEntries(members), ...(inner !== undefined && { [content]: inner }) };
  },
});

/** A bom-ref as an attribute: of a text, or of `{ref}`. */
export const reference: Codec = {
  write: (name, value) => {
    const ref = isObject(value) ? value.ref : value;
    return typeof ref === 'string' ? [element(name, undefined, { ref })] : [];
  },
  read: (elements, place) => {
    const one = only(elements, place);
    remarkRest(one, ['ref'], place);
    for (const child of one.children) place.remark(`${place.pointer}/${child.name}`, unreadElement(child));
    return one.attributes.get('ref');
  },
};

/** As {@link object} of several members of which there is one, under a name of its own in XML. */
export const choice = (fields: Fields): Codec => object(fields, []);

/** A member whose element has another name. */
export const as = (name: string, codec: Codec): Codec => ({
  write: (_, value) => codec.write(name, value),
  read: codec.read,
  elements: [name],
});

/** Made when it is needed: components hold components. */
export const later = (make: () => Codec): Codec => ({
  write: (name, value) => make().write(name, value),
  read: (elements, place) => make().read(elements, place),
});

export const writeFields = (value: JsonObject, fields: Fields): readonly Element[] =>
  fields.flatMap(([member, codec]) => {
    const inner = value[member];
    return inner === undefined ? [] : codec.write(member, inner);
  });

/** Reads the children of an element; those that are of no field are remarked. */
export function readFields(parent: XmlElement, fields: Fields, place: XmlPlace): JsonObject {
  remarkText(parent, place);
  const byName = new Map(fields.flatMap((field) => (field[1].elements ?? [field[0]]).map((name) => [name, field])));
  const found = Map.groupBy(parent.children, ({ name }) => byName.get(name));
  for (const child of found.get(undefined) ?? []) place.remark(`${place.pointer}/${child.name}`, unreadElement(child));
  return Object.fromEntries(
    fields.flatMap((field): readonly (readonly [string, Json])[] => {
      const elements = found.get(field);
      const value = elements && field[1].read(elements, place.at(field[0]));
      return value === undefined ? [] : [[field[0], value]];
    }),
  );
}

/** Attributes as members: `true` and `false` are no texts. Others are remarked. */
export function readAttributes(element: XmlElement, names: readonly string[], place: XmlPlace): JsonObject {
  remarkAttributes(element, names, place);
  return Object.fromEntries(
    names.flatMap((name): readonly (readonly [string, Json])[] => {
      const value = element.attributes.get(name);
      return value === undefined ? [] : [[name, name === 'isExternal' ? booleanIn(value) : value]];
    }),
  );
}

/** The text of an element that has nothing else. */
function textOf(element: XmlElement, place: XmlPlace): string {
  for (const child of element.children) place.remark(`${place.pointer}/${child.name}`, unreadElement(child));
  return element.text;
}

/** Of an element that has others in it, what is not in them. */
function remarkRest(element: XmlElement, attributes: readonly string[], place: XmlPlace): void {
  remarkAttributes(element, attributes, place);
  remarkText(element, place);
}

function remarkAttributes({ attributes }: XmlElement, names: readonly string[], place: XmlPlace): void {
  for (const name of attributes.keys())
    if (!names.includes(name)) place.remark(place.pointer, `the attribute ${name} is not read`);
}

function remarkText({ text }: XmlElement, place: XmlPlace): void {
  if (/\S/.test(text)) place.remark(place.pointer, 'text between elements is not read');
}

/** The first; of what stands there once, more are not read. */
function only(elements: readonly XmlElement[], place: XmlPlace): XmlElement {
  const [first, ...more] = elements;
  if (first === undefined) throw new TypeError('a codec reads elements that are there');
  for (const one of more) place.remark(place.pointer, `another ${one.name} stands there`);
  return first;
}

const unreadElement = ({ name }: XmlElement): string => `the element ${name} is not read`;

const attributesOf = (value: JsonObject, names: readonly string[]): Element['attributes'] =>
  Object.fromEntries(names.map((name) => [name, scalar(value[name])]));

const scalar = (value: Json | undefined): string | undefined =>
  value === undefined || typeof value === 'object' ? undefined : String(value);
