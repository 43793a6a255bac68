// SPDX-License-Identifier: Apache-2.0
import { le } from '../hdf5/builder.js';

/** A field of a table: a number in place, or something that it refers to. */
export type Field = Buffer | (() => Thing);

/** Bytes, and where in them other things are refered to. */
export interface Thing {
  readonly bytes: Buffer;
  readonly references: readonly { readonly at: number; readonly to: () => Thing }[];
  /** what is refered to in it, of the bytes */
  readonly entry: number;
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

/** A table; fields that are undefined are not there. */
export const table =
  (...fields: readonly (Field | undefined)[]) =>
  (): Thing => {
    const references: { at: number; to: () => Thing }[] = [];
    const entries: number[] = [];
    let body = Buffer.alloc(4);
    for (const field of fields) {
      if (field === undefined) entries.push(0);
      else {
        entries.push(body.length);
        if (typeof field === 'function') references.push({ at: body.length, to: field });
        body = Buffer.concat([body, typeof field === 'function' ? le(4, 0) : padded(field)]);
      }
    }
    const vtable = padded(le(2, 4 + 2 * fields.length, body.length, ...entries));
    body.writeInt32LE(vtable.length, 0);
    return {
      bytes: Buffer.concat([vtable, body]),
      references: references.map(({ at, to }) => ({ at: vtable.length + at, to })),
      entry: vtable.length,
    };
  };

export const bytes = (content: Buffer) => (): Thing => ({
  bytes: Buffer.concat([le(4, content.length), content]),
  references: [],
  entry: 0,
});

export const text = (content: string) => (): Thing => ({
  bytes: Buffer.concat([le(4, content.length), Buffer.from(`${content}\0`)]),
  references: [],
  entry: 0,
});

export const vector =
  (...things: readonly (() => Thing)[]) =>
  (): Thing => ({
    bytes: Buffer.concat([le(4, things.length), Buffer.alloc(4 * things.length)]),
    references: things.map((to, i) => ({ at: 4 + 4 * i, to })),
    entry: 0,
  });

/** A whole file from its root table. */
export function flatbuffer(root: () => Thing, identifier = 'TFL3'): Buffer {
  const pieces: Buffer[] = [Buffer.concat([le(4, 0), Buffer.from(identifier)])];
  let end = 8;
  const place = (thing: Thing): number => {
    const start = end;
    const piece = padded(thing.bytes);
    pieces.push(piece);
    end += piece.length;
    for (const { at, to } of thing.references) piece.writeUInt32LE(place(to()) - start - at, at);
    return start + thing.entry;
  };
  const at = place(root());
  pieces[0]?.writeUInt32LE(at, 0);
  return Buffer.concat(pieces);
}

export interface ModelOptions {
  readonly codes?: readonly (() => Thing)[];
  readonly subgraphs?: readonly (() => Thing)[];
  readonly buffers?: readonly (() => Thing)[];
  readonly metadata?: readonly (() => Thing)[];
}

/** A model of TensorFlow Lite. */
export const tflite = ({ codes = [], subgraphs = [], buffers = [], metadata = [] }: ModelOptions): Buffer =>
  flatbuffer(
    table(
      le(4, 3),
      vector(...codes),
      vector(...subgraphs),
      text('a model'),
      vector(...buffers),
      undefined,
      vector(...metadata),
    ),
  );

export const operatorCode = (code: number, custom?: string): (() => Thing) =>
  table(le(1, Math.min(code, 127)), custom === undefined ? undefined : text(custom), le(4, 1), le(4, code));

export const buffer = (content: Buffer): (() => Thing) => table(bytes(content));
