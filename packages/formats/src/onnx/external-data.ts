// SPDX-License-Identifier: Apache-2.0
import type { Message } from '../protobuf/message.js';
import { addDistinct, BoundedMap, shownText } from '../reading/bounded.js';
import type { PartBuilder } from '../reading/part-builder.js';
import type { OnnxContent, OnnxExternalFile } from './content.js';
import { tensorBytes } from './tensors.js';

/** Most files with external data that are listed. */
const MAX_FILES = 1000;
/** Most checksums of one file, and most keys, that are listed. */
const MAX_WORDS = 32;
const KEYS = ['location', 'offset', 'length', 'checksum'];
const EXTERNAL = 1;
/** Longest path that systems take, in bytes. */
const MAX_LOCATION_CHARS = 4096;

/** Sums up the external data of a model's tensors, wherever they are. */
export class ExternalData {
  readonly #files: BoundedMap<OnnxExternalFile>;

  constructor(
    private readonly content: OnnxContent,
    private readonly part: PartBuilder,
  ) {
    this.#files = new BoundedMap(content.externalData, MAX_FILES);
  }

  /** @param tensor - a TensorProto that ended */
  add(tensor: Message): void {
    const entries = tensor.messages('external_data');
    const isExternal = tensor.number('data_location') === EXTERNAL;
    if (entries.length === 0) {
      if (isExternal) this.part.irregular('bad-value', tensor.offset, 'an external tensor says no location');
      return;
    }
    const values = this.#valuesOf(tensor, entries);
    const location = values.get('location') ?? '';
    if (isExternal && tensor.sizeBytes('raw_data') > 0) {
      this.part.irregular('field-mismatch', tensor.offset, 'a tensor has both raw and external data');
    }
    const file = this.#files.get(location, () => fileOf(location, tensor));
    if (file === undefined) this.content.moreEntries++;
    else this.#count(file, tensor, values);
  }

  #valuesOf(tensor: Message, entries: readonly Message[]): Map<string, string> {
    const values = new Map<string, string>();
    for (const entry of entries) {
      const key = entry.text('key') ?? '';
      if (values.has(key)) this.part.irregular('duplicate-name', entry.offset, `external data with ${key} twice`);
      if (!KEYS.includes(key)) {
        this.part.irregular('unknown-field', entry.offset, `external data with the key ${key}`);
        addDistinct(this.content.externalKeys, shownText(key), MAX_WORDS);
      }
      values.set(key, entry.text('value') ?? '');
    }
    if (!values.has('location')) this.part.irregular('bad-value', tensor.offset, 'external data without location');
    return values;
  }

  #count(file: OnnxExternalFile, tensor: Message, values: ReadonlyMap<string, string>): void {
    const offset = this.#number(tensor, values.get('offset')) ?? 0;
    const length = this.#number(tensor, values.get('length'));
    const shapeBytes = tensorBytes(tensor);
    if (length === undefined) file.withoutLength++;
    else if (shapeBytes !== undefined && length !== shapeBytes) {
      this.part.irregular('size-mismatch', tensor.offset, `${length} external bytes, ${shapeBytes} by its shape`);
    }
    file.tensors++;
    if (tensor.number('data_location') !== EXTERNAL) file.undeclared++;
    file.endBytes = Math.max(file.endBytes, offset + (length ?? shapeBytes ?? 0));
    addDistinct(file.places, placeOf(tensor), MAX_WORDS);
    const checksum = values.get('checksum');
    if (checksum !== undefined) addDistinct(file.checksums, shownText(checksum), MAX_WORDS);
  }

  #number(tensor: Message, text: string | undefined): number | undefined {
    if (text === undefined) return undefined;
    if (/^\d{1,19}$/.test(text)) return Number(text);
    this.part.irregular('bad-value', tensor.offset, `${text} is no offset or length`);
    return undefined;
  }
}

const fileOf = (location: string, tensor: Message): OnnxExternalFile => ({
  location: shownText(location, MAX_LOCATION_CHARS),
  tensors: 0,
  firstTensor: shownText(tensor.text('name')),
  places: [],
  endBytes: 0,
  withoutLength: 0,
  undeclared: 0,
  checksums: [],
});

/** Where a tensor is, the outermost word first that tells something. */
function placeOf(tensor: Message): string {
  if (tensor.within('FunctionProto') !== undefined) return 'function';
  if (tensor.within('TrainingInfoProto') !== undefined) return 'training';
  if (tensor.within('SparseTensorProto') !== undefined) return 'sparse';
  return tensor.within('AttributeProto') !== undefined ? 'attribute' : 'initializer';
}
