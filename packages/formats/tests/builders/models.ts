// SPDX-License-Identifier: Apache-2.0
import { latin } from './pickles.js';

/** Writes a safetensors file with one tensor of zeros. `pad` lengthens the header to a multiple of 8, or to a length. */
export function makeSafetensors(options: { header?: string; headerBytes?: number } = {}): Buffer {
  const json = options.header ?? '{"w":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}';
  const header = Buffer.from(json.padEnd(options.headerBytes ?? Math.ceil(json.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.alloc(16)]);
}

/** Writes a GGUF header with no entries, and zeros. */
export function makeGguf(options: { version?: number; tensors?: bigint } = {}): Buffer {
  const bytes = Buffer.alloc(256);
  bytes.write('GGUF');
  bytes.writeUInt32LE(options.version ?? 3, 4);
  bytes.writeBigUInt64LE(options.tensors ?? 1n, 8);
  return bytes;
}

/** Writes a NumPy array with the given header text. */
export function makeNpy(header: string, data: Buffer = Buffer.alloc(8)): Buffer {
  const text = `${header}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(text.length);
  return Buffer.concat([latin('\x93NUMPY\x01\x00'), length, Buffer.from(text), data]);
}

/** A length-delimited protobuf field. */
export const field = (number: number, ...content: Buffer[]): Buffer => {
  const bytes = Buffer.concat(content);
  return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes]);
};

/** A protobuf field of wire type 0. */
export const varintField = (number: number, value: number): Buffer =>
  Buffer.from([...varint(number * 8), ...varint(value)]);

export function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...varint(Math.floor(value / 0x80))];
}

/** A small ONNX model: ir_version, producer, graph with one node, opset. */
export const makeOnnx = (): Buffer =>
  Buffer.concat([
    varintField(1, 8),
    field(2, Buffer.from('test')),
    field(7, field(1, field(4, Buffer.from('Relu'))), field(2, Buffer.from('g'))),
    field(8, field(1, Buffer.alloc(0)), varintField(2, 17)),
  ]);

/** A SentencePiece model with three pieces. */
export const makeSentencePiece = (): Buffer => {
  const piece = (text: string): Buffer => field(1, field(1, Buffer.from(text)), Buffer.from([0x15, 0, 0, 0, 0]));
  return Buffer.concat([
    piece('<unk>'),
    piece('▁the'),
    piece('▁of'),
    field(2, varintField(3, 2)),
    field(3, Buffer.from([0x0a, 0])),
  ]);
};
