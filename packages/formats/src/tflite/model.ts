// SPDX-License-Identifier: Apache-2.0
import type { Table, FlatFile } from '../flatbuffer/table.js';
import { shownText } from '../reading/bounded.js';
import { Malformed } from '../reading/drive.js';
import type { TfliteContent } from './content.js';

/** Most entries of each list. */
const MAX_LISTED = 2000;
/** Most tables of one file. */
const MAX_TABLES = 2_000_000;

/** Numbers of fields, as `schema.fbs` has them. */
const MODEL = {
  version: 0,
  operatorCodes: 1,
  subgraphs: 2,
  description: 3,
  buffers: 4,
  metadataBuffer: 5,
  metadata: 6,
  signatures: 7,
  externalGroups: 8,
  externalBuffers: 9,
};
const OPERATOR_CODE = { oldCode: 0, customCode: 1, version: 2, code: 3 };
const SUBGRAPH = { tensors: 0, inputs: 1, outputs: 2, operators: 3, name: 4 };
const TENSOR = { shape: 0, name: 3, quantization: 4, sparsity: 6, shapeSignature: 7, variants: 9 };
const QUANTIZATION = { min: 0, max: 1, scale: 2, zeroPoint: 3, details: 5 };
const OPERATOR = {
  code: 0,
  inputs: 1,
  outputs: 2,
  options: 4,
  customOptions: 5,
  mutating: 7,
  intermediates: 8,
  largeOffset: 9,
  largeSize: 10,
  options2: 12,
};
const BUFFER = { data: 0, offset: 1, size: 2 };
const METADATA = { name: 0, buffer: 1 };
const SIGNATURE = { inputs: 0, outputs: 1, key: 2 };

/** The data of a buffer, and its number. */
export interface TfliteBuffer {
  readonly index: number;
  readonly start: number;
  readonly sizeBytes: number;
}

/** Walks a model from its root table on, and tells what is in it. */
export class TfliteModel {
  readonly buffers: TfliteBuffer[] = [];
  /** numbers of the buffers that hold metadata */
  readonly metadataBuffers = new Map<number, string>();
  readonly #sizes = new Map<number, number>();
  #tables = 0;

  constructor(
    private readonly file: FlatFile,
    private readonly content: TfliteContent,
  ) {}

  /** @throws Malformed, TooLarge */
  read(model: Table): void {
    const { content } = this;
    for (const code of this.#each(model, MODEL.operatorCodes)) this.#addOperator(code);
    for (const buffer of this.#each(model, MODEL.buffers)) this.#addBuffer(buffer);
    for (const entry of this.#each(model, MODEL.metadata)) this.#addMetadata(entry);
    for (const subgraph of this.#each(model, MODEL.subgraphs)) this.#addSubgraph(subgraph);
    for (const signature of this.#each(model, MODEL.signatures)) {
      for (const field of [SIGNATURE.inputs, SIGNATURE.outputs])
        for (const map of this.#each(signature, field)) map.text(0);
      this.#list(content.signatures, shownText(signature.text(SIGNATURE.key)));
    }
    for (const group of this.#each(model, MODEL.externalGroups))
      this.#list(content.externalGroups, shownText(group.text(0), 1000));
    for (const buffer of this.#each(model, MODEL.externalBuffers)) buffer.text(4);
    model.vector(MODEL.metadataBuffer, 4);
  }

  *#each(table: Table, field: number): Generator<Table> {
    for (const one of table.tables(field)) {
      if (++this.#tables > MAX_TABLES) throw new Malformed('too many tables', one.at);
      yield one;
    }
  }

  /** Codes up to 127 may stand in the old place alone; the larger of both is what counts. */
  #addOperator(operator: Table): void {
    const code = Math.max(operator.signed(OPERATOR_CODE.oldCode, 1), operator.signed(OPERATOR_CODE.code, 4));
    const customName = shownText(operator.text(OPERATOR_CODE.customCode));
    const version = operator.signed(OPERATOR_CODE.version, 4, 1);
    this.#list(this.content.operators, { code, customName, version, uses: 0 });
  }

  #addBuffer(buffer: Table): void {
    const index = this.content.buffers++;
    const offset = buffer.number(BUFFER.offset, 8);
    const data = buffer.vector(BUFFER.data, 1);
    if (data !== undefined && data.length > 0) this.#keepBuffer({ index, start: data.at, sizeBytes: data.length });
    // Data beyond 2 GiB is outside of the tables; 0 and 1 stand for none.
    if (offset > 1) {
      const sizeBytes = buffer.number(BUFFER.size, 8);
      if (offset + sizeBytes > this.file.bytes.sizeBytes)
        throw new Malformed(`buffer ${index} is not in the file`, buffer.at);
      this.file.claims.add(offset, sizeBytes, 'buffer');
      this.#keepBuffer({ index, start: offset, sizeBytes });
    }
  }

  #keepBuffer(buffer: TfliteBuffer): void {
    this.buffers.push(buffer);
    this.#sizes.set(buffer.index, buffer.sizeBytes);
    this.content.bufferBytes += buffer.sizeBytes;
  }

  #addMetadata(entry: Table): void {
    const name = shownText(entry.text(METADATA.name));
    const index = entry.number(METADATA.buffer, 4);
    this.metadataBuffers.set(index, name);
    this.#list(this.content.metadata, { name, sizeBytes: this.#sizes.get(index) ?? 0 });
  }

  #addSubgraph(subgraph: Table): void {
    this.content.subgraphs++;
    subgraph.text(SUBGRAPH.name);
    for (const field of [SUBGRAPH.inputs, SUBGRAPH.outputs]) subgraph.vector(field, 4);
    for (const tensor of this.#each(subgraph, SUBGRAPH.tensors)) this.#addTensor(tensor);
    for (const operator of this.#each(subgraph, SUBGRAPH.operators)) this.#addUse(operator);
  }

  #addTensor(tensor: Table): void {
    this.content.tensors++;
    tensor.text(TENSOR.name);
    for (const field of [TENSOR.shape, TENSOR.shapeSignature]) tensor.vector(field, 4);
    tensor.table(TENSOR.sparsity);
    for (const variant of this.#each(tensor, TENSOR.variants)) variant.vector(0, 4);
    const quantization = tensor.table(TENSOR.quantization);
    for (const field of [QUANTIZATION.min, QUANTIZATION.max, QUANTIZATION.scale]) quantization?.vector(field, 4);
    quantization?.vector(QUANTIZATION.zeroPoint, 8);
    quantization?.table(QUANTIZATION.details);
  }

  #addUse(operator: Table): void {
    const used = this.content.operators[operator.number(OPERATOR.code, 4)];
    if (used !== undefined) used.uses++;
    for (const field of [OPERATOR.inputs, OPERATOR.outputs, OPERATOR.intermediates]) operator.vector(field, 4);
    for (const field of [OPERATOR.customOptions, OPERATOR.mutating]) operator.vector(field, 1);
    // What options refer to is not followed: it is small.
    operator.table(OPERATOR.options);
    operator.table(OPERATOR.options2);
    const offset = operator.number(OPERATOR.largeOffset, 8);
    const sizeBytes = operator.number(OPERATOR.largeSize, 8);
    if (offset > 1 && offset + sizeBytes > this.file.bytes.sizeBytes)
      throw new Malformed('options that are not in the file', operator.at);
    if (offset > 1) this.file.claims.add(offset, sizeBytes, 'options');
  }

  #list<T>(list: T[], entry: T): void {
    if (list.length < MAX_LISTED) list.push(entry);
    else this.content.moreEntries++;
  }
}
