// SPDX-License-Identifier: Apache-2.0
import { field, textField, varintField } from '../builders/protobuf.js';

/** An entry of a map whose values are messages. */
export const attribute = (key: string, ...value: readonly Buffer[]): Buffer =>
  field(5, textField(1, key), field(2, ...value));

export const node = (op: string, name = op.toLowerCase(), ...attributes: readonly Buffer[]): Buffer =>
  Buffer.concat([textField(1, name), textField(2, op), ...attributes]);

export interface TensorOptions {
  readonly dtype?: number;
  readonly dims?: readonly number[];
  readonly content?: Buffer;
  readonly texts?: readonly string[];
}

/** A TensorProto of floats, if not said otherwise. */
export const tensor = ({ dtype = 1, dims = [], content, texts = [] }: TensorOptions): Buffer =>
  Buffer.concat([
    varintField(1, dtype),
    field(2, ...dims.map((dim) => field(2, varintField(1, dim)))),
    ...(content === undefined ? [] : [field(4, content)]),
    ...texts.map((text) => textField(8, text)),
  ]);

export const fn = (name: string, ...nodes: readonly Buffer[]): Buffer =>
  Buffer.concat([field(1, textField(1, name)), ...nodes.map((one) => field(3, one))]);

export const graph = (nodes: readonly Buffer[], functions: readonly Buffer[] = []): Buffer =>
  Buffer.concat([
    ...nodes.map((one) => field(1, one)),
    ...(functions.length === 0 ? [] : [field(2, ...functions.map((one) => field(1, one)))]),
  ]);

/** A SavedModel with one graph, and what else its MetaGraphDef has. */
export const savedModel = (graphDef: Buffer, ...rest: readonly Buffer[]): Buffer => {
  const info = field(1, textField(4, 'serve'), textField(5, '2.21.0'));
  return Buffer.concat([varintField(1, 1), field(2, info, field(2, graphDef), ...rest)]);
};
