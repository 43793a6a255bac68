// SPDX-License-Identifier: Apache-2.0
import { child, FaultList, quote } from '../schema/fault.js';
import { printable } from '../text/printable.js';
import type * as Yaml from 'yaml';
import type { Document, Node, Pair } from 'yaml';
import type { Locate, Position } from '../schema/fault.js';
import { composeYaml } from './compose.js';

/** Most bytes of a policy document: what a ConfigMap can hold. */
export const MAX_POLICY_BYTES = 1024 * 1024;

/** Deepest nesting of a policy document. */
export const MAX_POLICY_DEPTH = 32;

/** A YAML document as plain data, with the place of everything in it. `value` is undefined when it could not be read. */
export interface YamlSource {
  readonly value: unknown;
  readonly locate: Locate;
  /** what is wrong with it as YAML */
  readonly faults: FaultList;
}

const START: Position = { line: 1, column: 1 };

/**
 * Reads one YAML 1.2 document (JSON is a subset) as data and nothing more: no anchors, aliases, merge keys, tags, duplicate or
 * non-string keys; UTF-8; bounded in size and depth. Never throws for what the bytes hold.
 */
export async function readYaml(bytes: Uint8Array): Promise<YamlSource> {
  const text = decode(bytes);
  if (typeof text !== 'string') return failed(text.fault, START);
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return line === 0 ? START : { line, column: col };
  };
  const documents = composeYaml(yaml, text, { version: '1.2', schema: 'core', maxDepth: MAX_POLICY_DEPTH, lines });
  if ('tooDeepAt' in documents) {
    return failed(`nested too deep, expected at most ${MAX_POLICY_DEPTH} levels`, place(documents.tooDeepAt));
  }
  const [document, second] = documents;
  if (document === undefined || (document.contents === null && document.errors.length === 0)) {
    return failed('the document is empty', START);
  }
  if (second !== undefined) {
    return failed('found a second document, expected one', place(second.range[0]));
  }
  return new YamlReader(yaml, place).read(document);
}

function decode(bytes: Uint8Array): string | { fault: string } {
  if (bytes.length > MAX_POLICY_BYTES) {
    return { fault: `the document has ${bytes.length} bytes, expected at most ${MAX_POLICY_BYTES}` };
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { fault: 'the document is not valid UTF-8' };
  }
}

function failed(message: string, position: Position): YamlSource {
  const faults = new FaultList(() => position);
  faults.error('', message);
  return { value: undefined, locate: () => position, faults };
}

/** Turns a composed document into plain data and remembers where everything was. */
class YamlReader {
  readonly #offsets = new Map<string, { key: number; value: number }>();
  readonly #faults: FaultList;
  readonly #locate: Locate;

  constructor(
    private readonly yaml: typeof Yaml,
    private readonly place: (offset: number) => Position,
  ) {
    this.#locate = (pointer, part) => place(this.#offsets.get(pointer)?.[part] ?? 0);
    this.#faults = new FaultList(this.#locate);
  }

  read(document: Document.Parsed): YamlSource {
    const version = document.directives.yaml;
    if (version.explicit && version.version !== '1.2') {
      this.#faults.errorAt(START, '', `found a directive for YAML ${version.version}, expected YAML 1.2`);
    }
    for (const error of document.errors) {
      if (this.#faults.isFull) break;
      this.#faults.errorAt(this.place(error.pos[0]), '', printable(lowerFirst(error.message)));
    }
    const value = this.#faults.hasErrors ? undefined : this.#value(document.contents, '', 0);
    return { value: this.#faults.hasErrors ? undefined : value, locate: this.#locate, faults: this.#faults };
  }

  #value(node: Node | null, pointer: string, keyOffset: number): unknown {
    const offset = node?.range?.[0] ?? keyOffset;
    this.#offsets.set(pointer, { key: keyOffset, value: offset });
    if (node === null) return null;
    this.#refuseIndirection(node, pointer);
    if (this.yaml.isMap(node)) return this.#mapping(node.items as Pair<Node, Node | null>[], pointer);
    if (this.yaml.isSeq(node)) {
      return node.items.map((item, i) =>
        this.#value(item as Node, child(pointer, i), (item as Node).range?.[0] ?? offset),
      );
    }
    return this.yaml.isScalar(node) ? this.#scalar(node.value, pointer) : null;
  }

  #refuseIndirection(node: Node, pointer: string): void {
    if (this.yaml.isAlias(node)) this.#faults.error(pointer, 'found an alias, expected the value itself');
    else if (node.anchor !== undefined) this.#faults.error(pointer, 'found an anchor, expected a plain value');
    if (node.tag !== undefined)
      this.#faults.error(pointer, `found the tag ${quote(node.tag)}, expected a value without a tag`);
  }

  #scalar(value: unknown, pointer: string): unknown {
    if (typeof value === 'string' && !value.isWellFormed()) {
      this.#faults.error(pointer, 'found a lone surrogate, expected valid Unicode');
    }
    return value;
  }

  #mapping(pairs: readonly Pair<Node, Node | null>[], pointer: string): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    for (const { key, value } of pairs) {
      if (this.#faults.isFull) break;
      const offset = key.range?.[0] ?? 0;
      const name = this.yaml.isScalar(key) ? key.value : undefined;
      const fault = this.#keyFault(key, name, object);
      if (fault !== undefined) this.#faults.errorAt(this.place(offset), pointer, fault);
      else object[name as string] = this.#value(value, child(pointer, name as string), offset);
    }
    return object;
  }

  #keyFault(key: Node, name: unknown, object: Record<string, unknown>): string | undefined {
    if (this.yaml.isAlias(key)) return 'found an alias as a key, expected text';
    if (key.anchor !== undefined || key.tag !== undefined)
      return 'found an anchor or tag on a key, expected plain text';
    if (typeof name !== 'string') return `found ${quote(name ?? {})} as a key, expected text`;
    if (name === '<<') return 'found a merge key, expected the fields themselves';
    if (name === '__proto__' || !name.isWellFormed()) return 'found a key that is not allowed';
    if (Object.hasOwn(object, name)) return `found the key ${quote(name)} a second time`;
    return undefined;
  }
}

const lowerFirst = (text: string): string =>
  text.includes('call stack') ? 'nested too deep' : text.charAt(0).toLowerCase() + text.slice(1);
