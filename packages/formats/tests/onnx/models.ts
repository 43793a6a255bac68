// SPDX-License-Identifier: Apache-2.0
import { entry, field, textField, varintField } from '../builders/protobuf.js';

export const node = (opType: string, domain = '', ...attributes: Buffer[]): Buffer =>
  Buffer.concat([
    textField(4, opType),
    ...(domain === '' ? [] : [textField(7, domain)]),
    ...attributes.map((one) => field(5, one)),
  ]);

export interface TensorOptions {
  readonly dims?: readonly number[];
  readonly raw?: Buffer;
  readonly external?: Readonly<Record<string, string>>;
  readonly location?: number;
  readonly dataType?: number;
}

/** A TensorProto of floats, if not said otherwise. */
export const tensor = (name: string, { dims = [2], raw, external, location, dataType = 1 }: TensorOptions): Buffer =>
  Buffer.concat([
    ...dims.map((dim) => varintField(1, dim)),
    varintField(2, dataType),
    textField(8, name),
    ...(raw === undefined ? [] : [field(9, raw)]),
    ...Object.entries(external ?? {}).map(([key, value]) => field(13, entry(key, value))),
    ...(external === undefined ? [] : [varintField(14, location ?? 1)]),
  ]);

export const graph = (...fields: readonly Buffer[]): Buffer => Buffer.concat([...fields, textField(2, 'g')]);

/** A ModelProto with a graph of these fields and what else is in it. */
export const model = (graphFields: readonly Buffer[], ...rest: readonly Buffer[]): Buffer =>
  Buffer.concat([
    varintField(1, 8),
    textField(2, 'test'),
    field(7, graph(...graphFields)),
    field(8, textField(1, ''), varintField(2, 17)),
    ...rest,
  ]);
