// SPDX-License-Identifier: Apache-2.0
import type { JsonVisitor } from '../json/json-visitor.js';
import { Malformed } from '../reading/drive.js';
import type { RareIrregularities } from '../reading/rare-irregularities.js';
import {
  MAX_LISTED_CHARS,
  MAX_TENSORS,
  type TensorDescription,
  type TensorsMetadata,
} from '../tensors/tensors-content.js';
import { TensorEntry } from './tensor-entry.js';

/** Longest value of metadata that is kept; trainers write more than a megabyte into some. */
const MAX_VALUE_BYTES = 64 * 1024;
/** Most values of metadata that are kept. */
const MAX_METADATA = 10_000;
const METADATA = '__metadata__';

/** Reads the header's JSON: an object of tensors, and of texts about them under `__metadata__`. */
export class HeaderVisitor implements JsonVisitor {
  readonly wantedBytes = MAX_VALUE_BYTES;
  readonly tensors: TensorDescription[] = [];
  readonly metadata: TensorsMetadata[] = [];
  tensorCount = 0;
  complete = true;
  #depth = 0;
  #chars = 0;
  /** the member of the header that is read */
  #name = '';
  #entry: TensorEntry | undefined;
  #key = '';

  constructor(
    private readonly dataStart: number,
    readonly irregular: RareIrregularities,
  ) {}

  begin(kind: 'object' | 'array'): void {
    this.#depth++;
    if (this.#depth === 1) {
      if (kind === 'array') throw new Malformed('the header is no object');
    } else if (this.#depth === 2) this.#beginMember(kind);
    else if (this.#depth === 3 && kind === 'array' && this.#entry !== undefined) this.#entry.beginList();
    else this.#other();
  }

  end(): void {
    this.#depth--;
    if (this.#depth === 1 && this.#entry !== undefined) this.#endTensor(this.#entry);
  }

  name(name: string): void {
    if (this.#depth === 1) this.#name = name;
    else if (this.#depth === 2) {
      this.#key = name;
      this.#entry?.field(name);
    }
  }

  string(value: string | undefined): void {
    if (this.#depth !== 2) this.#other();
    else if (this.#entry !== undefined) this.#entry.string(value);
    else if (this.#name === METADATA) this.#addMetadata(value);
  }

  number(text: string): void {
    if (this.#depth === 3 && this.#entry !== undefined) this.#entry.item(text);
    else this.#other();
  }

  literal(): void {
    this.#other();
  }

  #beginMember(kind: 'object' | 'array'): void {
    if (kind === 'array') this.#other();
    else if (this.#name !== METADATA) {
      this.tensorCount++;
      this.#entry = new TensorEntry(this.#name);
    }
  }

  #endTensor(entry: TensorEntry): void {
    this.#entry = undefined;
    const tensor = entry.finish(this.dataStart);
    for (const [kind, detail] of entry.faults)
      this.irregular(kind, undefined, `${entry.name.slice(0, 100)}: ${detail}`);
    if (tensor === undefined) return;
    if (this.#list(tensor.name.length + tensor.dtype.length, this.tensors.length < MAX_TENSORS))
      this.tensors.push(tensor);
  }

  #addMetadata(value: string | undefined): void {
    const chars = this.#key.length + (value?.length ?? 0);
    if (!this.#list(chars, this.metadata.length < MAX_METADATA)) return;
    this.metadata.push({ key: this.#key, type: 'string', ...(value !== undefined && { value }) });
  }

  #list(chars: number, mayMore: boolean): boolean {
    this.#chars += chars;
    const fits = mayMore && this.#chars <= MAX_LISTED_CHARS;
    if (!fits) this.complete = false;
    return fits;
  }

  /** What no header has there. */
  #other(): void {
    if (this.#depth === 0) throw new Malformed('the header is no object');
    if (this.#entry !== undefined) this.#entry.other();
    else this.irregular('bad-value', undefined, `${this.#name.slice(0, 100)}: neither a tensor nor metadata of texts`);
  }
}
