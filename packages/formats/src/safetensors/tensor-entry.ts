// SPDX-License-Identifier: Apache-2.0
import type { IrregularityKind } from '../reading/irregularities.js';
import type { TensorDescription } from '../tensors/tensors-content.js';
import { DTYPE_BITS } from './dtypes.js';

/** Most dimensions of a tensor; frameworks have 64 at most. */
const MAX_RANK = 64;

const FIELDS = new Set(['dtype', 'shape', 'data_offsets']);

/** What is wrong with an entry. */
export type Fault = readonly [kind: IrregularityKind, detail: string];

/** One tensor of the header while it is read: exactly a dtype, a shape and two offsets. */
export class TensorEntry {
  readonly faults: Fault[] = [];
  #dtype: string | undefined;
  #shape: number[] | undefined;
  #offsets: number[] | undefined;
  #field = '';

  constructor(readonly name: string) {}

  field(name: string): void {
    this.#field = name;
    if (!FIELDS.has(name)) this.#fault('bad-value', 'a field that no tensor has');
  }

  string(text: string | undefined): void {
    if (this.#field === 'dtype' && text !== undefined) this.#dtype = text;
    else this.#wrongType();
  }

  beginList(): void {
    if (this.#field === 'shape') this.#shape = [];
    else if (this.#field === 'data_offsets') this.#offsets = [];
    else this.#wrongType();
  }

  /** A number in the list that began last; only digits are one, as for serde. */
  item(text: string): void {
    const list = this.#field === 'shape' ? this.#shape : this.#field === 'data_offsets' ? this.#offsets : undefined;
    // 20 digits are what 64 bits have at most.
    const value = /^\d{1,20}$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isSafeInteger(value)) this.#wrongType();
    if (list === undefined || Number.isNaN(value)) this.#wrongType();
    else if (list.length < MAX_RANK) list.push(value);
    else if (list.length === MAX_RANK) this.#fault('too-many', `more than ${MAX_RANK} items`);
  }

  other(): void {
    this.#wrongType();
  }

  /**
   * The tensor, if the entry is one; whatever is wrong with it is in {@link faults}.
   *
   * @param dataStart - offset of the data bytes in the part
   */
  finish(dataStart: number): TensorDescription | undefined {
    const [begin = Number.NaN, end = Number.NaN, ...more] = this.#offsets ?? [];
    if (
      this.#dtype === undefined ||
      this.#shape === undefined ||
      more.length > 0 ||
      !Number.isSafeInteger(dataStart + end)
    ) {
      this.#fault('bad-value', 'not a dtype, a shape and two offsets');
      return undefined;
    }
    if (!(begin <= end)) {
      this.#fault('bad-value', `it ends at ${end}, before it begins`);
      return undefined;
    }
    const tensor = {
      name: this.name,
      dtype: this.#dtype,
      shape: this.#shape,
      offset: dataStart + begin,
      sizeBytes: end - begin,
    };
    this.#checkSize(tensor);
    return tensor;
  }

  #checkSize({ dtype, shape, sizeBytes }: TensorDescription): void {
    const bits = DTYPE_BITS.get(dtype);
    if (bits === undefined) {
      this.#fault('bad-value', `dtype ${dtype.slice(0, 40)}`);
      return;
    }
    const elements = elementCount(shape);
    if (elements * BigInt(bits) !== BigInt(sizeBytes) * 8n) {
      this.#fault('size-mismatch', `${sizeBytes} bytes for ${dtype} [${shape.join(', ')}]`);
    }
  }

  #wrongType(): void {
    if (FIELDS.has(this.#field)) this.#fault('bad-value', `a value of the wrong type in ${this.#field.slice(0, 40)}`);
  }

  /** The first few say enough. */
  #fault(kind: IrregularityKind, detail: string): void {
    if (this.faults.length < 5 && !this.faults.some(([, known]) => known === detail)) this.faults.push([kind, detail]);
  }
}

/** The product, exact whatever it is; most are small enough for a number. */
function elementCount(shape: readonly number[]): bigint {
  const product = shape.reduce((all, size) => all * size, 1);
  if (Number.isSafeInteger(product) && !shape.includes(0)) return BigInt(product);
  return shape.reduce((all, size) => all * BigInt(size), 1n);
}
