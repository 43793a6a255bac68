// SPDX-License-Identifier: Apache-2.0
import type { Reading } from '../reading/byte-stream.js';
import { Malformed } from '../reading/drive.js';
import type { RareIrregularities } from '../reading/rare-irregularities.js';
import { MAX_LISTED_CHARS, type MetadataScalar, type TensorsMetadata } from '../tensors/tensors-content.js';
import type { GgufFields } from './gguf-fields.js';
import { ARRAY_TYPE, FIXED_TYPES, STRING_TYPE, type FixedType } from './value-types.js';

/** Longest key, as the specification has it. */
const MAX_KEY_BYTES = 65_535;
/** Most keys that are listed; models have some dozens. */
const MAX_KEYS = 10_000;
/** Longest text that is kept. */
const MAX_TEXT_BYTES = 64 * 1024;
/** Longest template that is kept, for what it says is run. */
const MAX_TEMPLATE_BYTES = 1024 * 1024;
/** So many items of an array are kept. */
const FIRST_ITEMS = 8;
/** The same of an array that describes the model: its tags, languages, data sets. */
const FIRST_GENERAL_ITEMS = 100;
/** Longest of them. */
const MAX_ITEM_BYTES = 1024;

type Value = Omit<TensorsMetadata, 'key'>;

/** What the metadata is written to as it is read. */
export interface MetadataList {
  readonly metadata: TensorsMetadata[];
  complete: boolean;
}

/**
 * Reads the keys and values.
 *
 * @param count - attacker-controlled
 * @throws Malformed
 */
export function* readMetadata(
  fields: GgufFields,
  count: number,
  list: MetadataList,
  tell: RareIrregularities,
): Reading {
  const keys = new Set<string>();
  let chars = 0;
  for (let i = 0; i < count; i++) {
    const offset = fields.offset;
    const key = yield* readKey(fields, tell);
    if (keys.has(key)) tell('duplicate-name', offset, key);
    const value = yield* readValue(fields, key, tell);
    chars += key.length + charsOf(value.value);
    if (keys.size >= MAX_KEYS || chars > MAX_LISTED_CHARS) list.complete = false;
    else {
      keys.add(key);
      list.metadata.push({ key, ...value });
    }
  }
}

const charsOf = (value: Value['value']): number =>
  typeof value === 'string' ? value.length : Array.isArray(value) ? value.join('').length : 0;

function* readKey(fields: GgufFields, tell: RareIrregularities): Reading<string> {
  const offset = fields.offset;
  const { text, sizeBytes, isUtf8 } = yield* fields.string(MAX_KEY_BYTES);
  if (text === undefined) throw new Malformed(`a key of ${sizeBytes} bytes`, offset);
  if (sizeBytes === 0) tell('bad-value', offset, 'an empty key');
  if (!isUtf8) tell('bad-value', offset, 'a key that is no UTF-8');
  return text;
}

function* readValue(fields: GgufFields, key: string, tell: RareIrregularities): Reading<Value> {
  const offset = fields.offset;
  const type = yield* fields.u32();
  const fixed = FIXED_TYPES.get(type);
  if (fixed !== undefined) return { type: fixed.name, value: yield* readFixed(fields, fixed, tell) };
  if (type === STRING_TYPE) return yield* readText(fields, key, tell);
  if (type === ARRAY_TYPE) return yield* readArray(fields, key);
  throw new Malformed(`${key.slice(0, 100)} has a value of type ${type}`, offset);
}

function* readFixed(fields: GgufFields, type: FixedType, tell: RareIrregularities): Reading<MetadataScalar> {
  const bytes = yield* fields.stream.take(type.sizeBytes);
  if (type.name === 'bool' && bytes.readUInt8() > 1)
    tell('bad-value', fields.offset - 1, `a truth value of ${bytes.readUInt8()}`);
  return type.read(bytes, fields.encoding.big);
}

function* readText(fields: GgufFields, key: string, tell: RareIrregularities): Reading<Value> {
  const offset = fields.offset;
  const isTemplate = key.startsWith('tokenizer.chat_template');
  const { text, isUtf8 } = yield* fields.string(isTemplate ? MAX_TEMPLATE_BYTES : MAX_TEXT_BYTES);
  if (!isUtf8) tell('bad-value', offset, `${key.slice(0, 100)} is no UTF-8`);
  return { type: 'string', ...(text !== undefined && { value: text }) };
}

/** @throws Malformed for an array of arrays, too: llama.cpp has none */
function* readArray(fields: GgufFields, key: string): Reading<Value> {
  const offset = fields.offset;
  const itemType = yield* fields.u32();
  const fixed = FIXED_TYPES.get(itemType);
  if (fixed === undefined && itemType !== STRING_TYPE)
    throw new Malformed(`an array of items of type ${itemType}`, offset);
  const count = yield* fields.size();
  const itemBytes = fixed?.sizeBytes ?? (fields.encoding.version === 1 ? 4 : 8);
  fields.expectBytes(count * itemBytes, 'an array');
  const kept = key.startsWith('general.') ? FIRST_GENERAL_ITEMS : FIRST_ITEMS;
  const value = yield* fixed !== undefined ? fixedItems(fields, fixed, count) : textItems(fields, count, kept);
  return { type: `${fixed?.name ?? 'string'}[]`, value, count };
}

function* fixedItems({ stream, encoding }: GgufFields, type: FixedType, count: number): Reading<MetadataScalar[]> {
  const first: MetadataScalar[] = [];
  while (first.length < Math.min(count, FIRST_ITEMS)) {
    first.push(type.read(yield* stream.take(type.sizeBytes), encoding.big));
  }
  yield* stream.skip((count - first.length) * type.sizeBytes);
  return first;
}

/** @param kept - how many of them are */
function* textItems(fields: GgufFields, count: number, kept: number): Reading<MetadataScalar[]> {
  const first: MetadataScalar[] = [];
  for (let i = 0; i < count; i++) {
    const { text } = yield* fields.string(i < kept ? MAX_ITEM_BYTES : 0);
    if (i < kept) first.push(text ?? '');
  }
  return first;
}
