// SPDX-License-Identifier: Apache-2.0
import { childPointer, composeYaml } from '@mpk/core';
import * as yaml from 'yaml';
import type { Node, Pair } from 'yaml';
import type { JsonValue } from '../json/json-value.js';
import { readPlainYaml } from './plain-yaml.js';

/** Deepest nesting that is followed. */
export const MAX_YAML_DEPTH = 100;
/** Most values of one text, with what aliases stand for as often as they do. */
export const MAX_YAML_VALUES = 200_000;

/** Deepest nesting of what needs no parser. */
const MAX_PLAIN_DEPTH = 30;
/** Most characters that mean something to a parser: what takes it time, about 20 s a million of them. */
const MAX_MARKS = 150_000;
const MARK = /[\n:,\-?*&[\]{}#!"'|>]/g;
/** Most aliases, each of which takes a parser as long as twenty other marks. */
const MAX_ALIASES = 10_000;
const ALIAS = /\*[^\s*]/g;

const isSlow = (text: string): boolean => hasMore(text, MARK, MAX_MARKS) || hasMore(text, ALIAS, MAX_ALIASES);

function hasMore(text: string, pattern: RegExp, most: number): boolean {
  if (text.length <= most) return false;
  let left = most;
  pattern.lastIndex = 0;
  while (pattern.exec(text) !== null) if (left-- === 0) return true;
  return false;
}

/** A tag, which may ask a loader to make something of a value. */
export interface YamlTag {
  /** whole, as `tag:yaml.org,2002:python/object:acme.Model`: attacker-controlled */
  readonly tag: string;
  /** RFC 6901, of the value in its document */
  readonly pointer: string;
}

/** A text as YAML 1.1 has it. */
export interface YamlReading {
  /** one a document; scalars are texts as they stand there, for libraries differ in what they take them for */
  readonly documents: readonly JsonValue[];
  readonly tags: readonly YamlTag[];
  /** why it was not read, or not to its end */
  readonly fault?: 'malformed' | 'too-deep' | 'too-large';
}

/**
 * Reads YAML as data: no tag is obeyed, aliases stand for what they name, duplicate keys are there twice.
 *
 * Never throws for what the text holds. What is wrong as YAML gives `malformed`, with all that the parser made of it; what would
 * take a parser long is not read, and `too-large`.
 *
 * @param text - attacker-controlled; bounded by the caller
 */
export function readYaml(text: string): YamlReading {
  const plain = readPlainYaml(text, { maxDepth: MAX_PLAIN_DEPTH, maxValues: MAX_YAML_VALUES });
  if (plain !== undefined) return { documents: [plain], tags: [] };
  if (isSlow(text)) return { documents: [], tags: [], fault: 'too-large' };
  const composed = composeYaml(yaml, text, { version: '1.1', schema: 'failsafe', maxDepth: MAX_YAML_DEPTH });
  if ('tooDeepAt' in composed) return { documents: [], tags: [], fault: 'too-deep' };
  const reader = new YamlValues();
  const documents = composed.map(({ contents }) => reader.read(contents));
  const isMalformed = composed.some(({ errors }) => errors.length > 0);
  const fault = reader.isFull ? 'too-large' : isMalformed ? 'malformed' : undefined;
  return { documents, tags: reader.tags, ...(fault !== undefined && { fault }) };
}

/** A value that an anchor names, with how many there are in it. */
interface Anchored {
  readonly value: JsonValue;
  readonly count: number;
}

class YamlValues {
  readonly tags: YamlTag[] = [];
  #anchors = new Map<string, Anchored>();
  #count = 0;

  get isFull(): boolean {
    return this.#count > MAX_YAML_VALUES;
  }

  read(node: Node | null): JsonValue {
    this.#anchors = new Map();
    return this.#value(node, '');
  }

  #value(node: Node | null, pointer: string): JsonValue {
    const before = this.#count++;
    if (node === null || this.isFull) return null;
    if (yaml.isAlias(node)) return this.#alias(node.source);
    if (node.tag !== undefined) this.tags.push({ tag: node.tag, pointer });
    const value = this.#content(node, pointer);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, { value, count: this.#count - before });
    return value;
  }

  /** An anchor that is not there, or that is being read, stands for nothing. */
  #alias(name: string): JsonValue {
    const anchored = this.#anchors.get(name);
    if (anchored === undefined) return null;
    this.#count += anchored.count;
    return this.isFull ? null : anchored.value;
  }

  #content(node: Node, pointer: string): JsonValue {
    if (yaml.isMap(node)) {
      const pairs = node.items as Pair<Node, Node | null>[];
      return { members: this.#untilFull(pairs, (pair) => this.#member(pair, pointer)) };
    }
    if (yaml.isSeq(node)) return this.#untilFull(node.items, (item, i) => this.#value(item as Node, `${pointer}/${i}`));
    return yaml.isScalar(node) && typeof node.value === 'string' ? node.value : null;
  }

  /** What no longer has room is left out: without its name and value nothing is known of it. */
  #untilFull<Item, Read>(items: readonly Item[], read: (item: Item, index: number) => Read): Read[] {
    const all: Read[] = [];
    for (const [i, item] of items.entries()) {
      if (this.isFull) break;
      all.push(read(item, i));
    }
    return all;
  }

  #member({ key, value }: Pair<Node, Node | null>, pointer: string): readonly [string, JsonValue] {
    const read = this.#value(key, pointer);
    const name = typeof read === 'string' ? read : '';
    return [name, this.#value(value, childPointer(pointer, name))];
  }
}
