// SPDX-License-Identifier: Apache-2.0
import { JsonLimit, MAX_JSON_DEPTH, MAX_OPEN_NAME_CHARS, MAX_OPEN_NAMES } from './json-visitor.js';
import { ObjectNames } from './object-names.js';

interface OpenContainer {
  isObject: boolean;
  /** of the member that is read */
  name: string;
  /** of the item that is read */
  index: number;
  readonly names: ObjectNames;
}

const newContainer = (): OpenContainer => ({ isObject: false, name: '', index: 0, names: new ObjectNames() });

/** The objects and arrays around the place that is read, outermost first. */
export class OpenContainers {
  depth = 0;
  /** as many as were ever open at once: they are used again */
  readonly #all: OpenContainer[] = [];
  #innermost: OpenContainer = newContainer();
  #names = 0;
  #nameChars = 0;

  get inObject(): boolean {
    return this.#innermost.isObject;
  }

  /** @throws JsonLimit */
  open(isObject: boolean, offset: number): void {
    if (this.depth >= MAX_JSON_DEPTH) throw new JsonLimit(`more than ${MAX_JSON_DEPTH} levels`, offset);
    const container = (this.#all[this.depth++] ??= newContainer());
    container.isObject = isObject;
    container.index = 0;
    this.#innermost = container;
  }

  close(): void {
    const { names } = this.#innermost;
    this.#names -= names.count;
    this.#nameChars -= names.chars;
    names.clear();
    this.depth--;
    this.#innermost = this.#all[this.depth - 1] ?? newContainer();
  }

  /** Goes on to the next item. */
  step(): void {
    this.#innermost.index++;
  }

  /** @returns false for a name that the object has already. @throws JsonLimit */
  enter(name: string, offset: number): boolean {
    const container = this.#innermost;
    container.name = name;
    if (!container.names.add(name)) return false;
    this.#nameChars += name.length;
    if (++this.#names > MAX_OPEN_NAMES) throw new JsonLimit(`more than ${MAX_OPEN_NAMES} names`, offset);
    if (this.#nameChars > MAX_OPEN_NAME_CHARS) throw new JsonLimit('names are too long together', offset);
    return true;
  }

  /** Where the value is that is read, as RFC 6901 writes it. */
  pointer(): string {
    const steps = this.#all.slice(0, this.depth).map(({ isObject, name, index }) => (isObject ? name : String(index)));
    return steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  }
}
