// SPDX-License-Identifier: Apache-2.0
import { isUtf8 } from 'node:buffer';
import { parseJsonValue } from '../json/parse-json-value.js';
import { readKerasConfig } from '../keras/config.js';
import { shownText } from '../reading/bounded.js';
import type { PartBuilder } from '../reading/part-builder.js';
import type { Attribute } from './attribute.js';
import type { Hdf5Content } from './content.js';
import { elementsOf } from './dataspace.js';
import type { GlobalHeap } from './global-heap.js';
import type { Place } from './group-tree.js';
import { MAX_TEXTS, readFromHeap, readTexts, type TextValue } from './text-values.js';

/** Most attributes that are listed, and most texts of each. */
const MAX_LISTED = 5000;
const MAX_LISTED_TEXTS = 16;
/** What is kept of a text. */
const MAX_TEXT_CHARS = 1000;
/** What is kept of all texts together: many attributes may share one. */
const MAX_KEPT_CHARS = 4_000_000;
/** Longer texts are looked into by themselves. */
const LONG_TEXT_BYTES = 4096;
/** Attributes in which Keras 2 keeps what a model is made of. */
const KERAS_CONFIGS = ['model_config', 'training_config'];
/** Most configurations that are parsed. */
const MAX_CONFIGS = 8;
/** Most bytes of a configuration that is parsed, in memory as in the file. */
const MAX_CONFIG_BYTES = 16 * 1024 * 1024;
/** Most elements of variable length that are followed of one attribute. */
const MAX_ELEMENTS = 10_000;

/** Looks into the values of attributes. */
export class AttributeValues {
  #keptChars = 0;

  constructor(
    private readonly place: Place,
    private readonly heap: GlobalHeap,
    private readonly part: PartBuilder,
    private readonly content: Hdf5Content,
  ) {}

  /** @throws Malformed */
  add(object: string, { name, type, shape, data }: Attribute): void {
    const count = elementsOf(shape) ?? 0;
    const start = data.at;
    const texts = readTexts(this.place, this.heap, type, { data, count });
    if (type.text !== 'none' && count > MAX_TEXTS) {
      this.part.uninspected('too-large', start, data.left, `${object}@${name} has ${count} texts`);
    }
    if (type.name.startsWith('vlen')) this.#followElements(data, count);
    for (const text of texts) this.#lookInto(`${object}@${shownText(name)}`, name, text);
    if (type.name.startsWith('opaque') && count > 0) {
      this.#open(`${object}@${shownText(name)}`, { bytes: data.bytes(count * type.sizeBytes), at: start });
    }
    if (this.content.attributes.length >= MAX_LISTED) {
      this.content.moreEntries++;
      return;
    }
    this.content.attributes.push({
      object,
      name: shownText(name),
      dtype: type.name,
      ...(shape !== undefined && { shape }),
      ...(texts.length > 0 && { texts: texts.slice(0, MAX_LISTED_TEXTS).map((text) => this.#kept(text)) }),
    });
  }

  #kept({ bytes }: TextValue): string {
    const maxChars = Math.min(MAX_TEXT_CHARS, MAX_KEPT_CHARS - this.#keptChars);
    // No character has more than four bytes.
    const text = shownText(bytes.toString('utf8', 0, 4 * maxChars), maxChars);
    this.#keptChars += text.length;
    return text;
  }

  /** Claims the collections that elements of variable length are in. */
  #followElements(data: Attribute['data'], count: number): void {
    for (let i = 0; i < Math.min(count, MAX_ELEMENTS); i++) {
      const length = this.place.file.number(data.at, 4);
      if (length === 0) data.skip(8 + this.place.file.offsetBytes);
      // Its bytes are that many elements, of whatever size.
      else readFromHeap(this.place, this.heap, data);
    }
  }

  #lookInto(path: string, name: string, text: TextValue): void {
    if (KERAS_CONFIGS.includes(name) && this.#readConfig(name, text)) return;
    const { bytes } = text;
    // What ends with a full stop may be a pickle of protocol 0.
    const isPlain = bytes.length <= LONG_TEXT_BYTES && isUtf8(bytes) && !bytes.includes(0) && bytes.at(-1) !== 0x2e;
    if (!isPlain) this.#open(path, text);
  }

  #readConfig(attribute: string, { bytes, at }: TextValue): boolean {
    if (this.content.keras.length >= MAX_CONFIGS) return false;
    const value = parseJsonValue(bytes, MAX_CONFIG_BYTES, (kind, offset, detail) =>
      this.part.irregular(kind, at + offset, `${attribute}: ${detail}`),
    );
    if (value === undefined) {
      // Not JSON, or too much of it: it is looked into as what it is.
      this.part.irregular('bad-value', at, `${attribute} is no JSON that is read`);
      return false;
    }
    this.content.keras.push({ attribute, config: readKerasConfig(value) });
    return true;
  }

  #open(name: string, { bytes, at }: TextValue): void {
    if (bytes.length === 0) return;
    const child = this.part.open({ name, offset: at, sizeBytes: bytes.length });
    child.write(bytes);
    child.end();
  }
}
