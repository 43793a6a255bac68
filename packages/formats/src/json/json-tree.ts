// SPDX-License-Identifier: Apache-2.0
import type { JsonMember, JsonValue } from './json-value.js';

/** About what one value or name takes in memory beside its text. */
const VALUE_BYTES = 48;

interface OpenNode {
  readonly members: JsonMember[] | undefined;
  readonly items: JsonValue[];
  name: string;
}

/** Builds a value from the pieces of a JSON text, as long as it stays small enough. */
export class JsonTree {
  /** the whole value, once it was read */
  value: JsonValue | undefined;
  /** more bytes than were allowed: nothing is kept */
  tooLarge = false;
  /** about what is kept */
  bytes = 0;
  readonly #open: OpenNode[] = [];

  constructor(readonly maxBytes: number) {}

  /** Objects and arrays that are open. */
  get depth(): number {
    return this.#open.length;
  }

  begin(kind: 'object' | 'array'): void {
    if (this.#take(0)) this.#open.push({ members: kind === 'object' ? [] : undefined, items: [], name: '' });
  }

  end(): void {
    const node = this.#open.pop();
    if (node !== undefined) this.#put(node.members === undefined ? node.items : { members: node.members });
  }

  name(name: string): void {
    const node = this.#open.at(-1);
    if (node !== undefined && this.#take(name.length)) node.name = name;
  }

  scalar(value: string | number | boolean | null): void {
    if (this.#take(typeof value === 'string' ? value.length : 0)) this.#put(value);
  }

  /** Gives up. */
  drop(): void {
    this.tooLarge = true;
    this.#open.length = 0;
    this.value = undefined;
  }

  #take(chars: number): boolean {
    this.bytes += chars + VALUE_BYTES;
    if (this.bytes > this.maxBytes) this.drop();
    return !this.tooLarge;
  }

  #put(value: JsonValue): void {
    const parent = this.#open.at(-1);
    if (parent === undefined) this.value = value;
    else if (parent.members === undefined) parent.items.push(value);
    else parent.members.push([parent.name, value]);
  }
}
