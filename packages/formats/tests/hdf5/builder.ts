// SPDX-License-Identifier: Apache-2.0

/** Little-endian bytes of numbers. */
export const le = (bytes: 1 | 2 | 4 | 8, ...values: readonly number[]): Buffer => {
  const buffer = Buffer.alloc(bytes * values.length);
  values.forEach((value, i) => {
    if (bytes === 8) buffer.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)), 8 * i);
    else buffer.writeUIntLE(value, bytes * i, bytes);
  });
  return buffer;
};

const UNDEFINED = -1;
const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);

export interface HeaderMessage {
  readonly type: number;
  readonly body: Buffer;
  readonly flags?: number;
}

/** Messages of object headers. */
export const message = (type: number, ...body: readonly Buffer[]): HeaderMessage => ({
  type,
  body: padded(Buffer.concat(body)),
});

export const FLOAT32 = Buffer.concat([
  le(1, 0x11, 0x20, 0x1f, 0),
  le(4, 4),
  le(2, 0, 32),
  le(1, 23, 8, 0, 23),
  le(4, 127),
]);
export const fixedText = (size: number): Buffer => Buffer.concat([le(1, 0x13, 0, 0, 0), le(4, size)]);
export const opaque = (size: number): Buffer => Buffer.concat([le(1, 0x15, 0, 0, 0), le(4, size)]);
export const heapText = Buffer.concat([le(1, 0x19, 1, 0, 0), le(4, 16), fixedText(1)]);

export const space = (...shape: readonly number[]): Buffer =>
  Buffer.concat([le(1, 1, shape.length, 0, 0), le(4, 0), ...shape.map((size) => le(8, size))]);

export const contiguous = (at: number, sizeBytes: number): HeaderMessage =>
  message(8, le(1, 3, 1), le(8, at, sizeBytes));

/** An attribute message, of version 1. */
export function attribute(name: string, type: Buffer, shape: readonly number[], data: Buffer): HeaderMessage {
  const text = Buffer.from(`${name}\0`);
  const sizes = le(2, text.length, type.length, space(...shape).length);
  return message(12, le(1, 1, 0), sizes, padded(text), padded(type), padded(space(...shape)), data);
}

/** Writes an HDF5 file, innermost things first. */
export class Hdf5Builder {
  #pieces: Buffer[] = [];
  #end = 96;

  /** @returns the address of what is written */
  add(...bytes: readonly Buffer[]): number {
    const at = this.#end;
    const piece = padded(Buffer.concat(bytes));
    this.#pieces.push(piece);
    this.#end += piece.length;
    return at;
  }

  get end(): number {
    return this.#end;
  }

  header(...messages: readonly HeaderMessage[]): number {
    const bodies = messages.map(({ type, body, flags }) =>
      Buffer.concat([le(2, type, body.length), le(1, flags ?? 0, 0, 0, 0), body]),
    );
    const all = Buffer.concat(bodies);
    return this.add(le(1, 1, 0), le(2, messages.length), le(4, 1, all.length, 0), all);
  }

  dataset(shape: readonly number[], data: Buffer, ...more: readonly HeaderMessage[]): number {
    return this.header(
      message(1, space(...shape)),
      message(3, FLOAT32),
      contiguous(this.add(data), data.length),
      ...more,
    );
  }

  /** The message of an old group with these entries, at most 8. */
  symbolTable(entries: Readonly<Record<string, number>>, softs: Readonly<Record<string, string>> = {}): HeaderMessage {
    let names = Buffer.alloc(8);
    const nameOf = (text: string): number => {
      const at = names.length;
      names = Buffer.concat([names, padded(Buffer.from(`${text}\0`))]);
      return at;
    };
    const symbols = [
      ...Object.entries(entries).map(([name, at]) => Buffer.concat([le(8, nameOf(name), at), Buffer.alloc(24)])),
      ...Object.entries(softs).map(([name, target]) =>
        Buffer.concat([le(8, nameOf(name), UNDEFINED), le(4, 2, 0, nameOf(target)), Buffer.alloc(12)]),
      ),
    ];
    const node = this.add(
      Buffer.from('SNOD'),
      le(1, 1, 0),
      le(2, symbols.length),
      ...symbols,
      Buffer.alloc(40 * (8 - symbols.length)),
    );
    const tree = this.tree(0, 0, [node], { keyBytes: 8, room: 32 });
    return message(17, le(8, tree, this.localHeap(names)));
  }

  localHeap(data: Buffer): number {
    const at = this.add(data);
    return this.add(Buffer.from('HEAP'), le(1, 0, 0, 0, 0), le(8, data.length, UNDEFINED, at));
  }

  /** A node of a tree of version 1; keys are zeros, if not said otherwise. */
  tree(
    type: number,
    level: number,
    children: readonly number[],
    form: { keyBytes: number; room: number; keys?: readonly Buffer[] },
  ): number {
    const { keyBytes, room, keys = [] } = form;
    const entries = children.map((child, i) => Buffer.concat([keys[i] ?? Buffer.alloc(keyBytes), le(8, child)]));
    const start = Buffer.concat([
      Buffer.from('TREE'),
      le(1, type, level),
      le(2, children.length),
      le(8, UNDEFINED, UNDEFINED),
    ]);
    return this.add(start, ...entries, Buffer.alloc((room - children.length) * (8 + keyBytes) + keyBytes));
  }

  /** A global heap with these objects, numbered from 1. */
  globalHeap(...objects: readonly Buffer[]): number {
    const bodies = objects.map((bytes, i) =>
      Buffer.concat([le(2, i + 1, 1), le(4, 0), le(8, bytes.length), padded(bytes)]),
    );
    const all = Buffer.concat(bodies);
    return this.add(Buffer.from('GCOL'), le(1, 1, 0, 0, 0), le(8, 16 + all.length), all);
  }

  /** @param root - address of the root group's header */
  build(root: number, { endOfFile = this.#end, base = 0 } = {}): Buffer {
    const start = Buffer.concat([
      Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'),
      le(1, 0, 0, 0, 0, 0, 8, 8, 0),
      le(2, 4, 16),
      le(4, 0),
      le(8, base, UNDEFINED, endOfFile, UNDEFINED, 0, root),
      Buffer.alloc(24),
    ]);
    return Buffer.concat([start, ...this.#pieces]);
  }
}

/** A file with a root group of these entries, and what else its header says. */
export function hdf5(
  entriesOf: (builder: Hdf5Builder) => Readonly<Record<string, number>>,
  ...more: readonly HeaderMessage[]
): Buffer {
  const builder = new Hdf5Builder();
  const entries = entriesOf(builder);
  return builder.build(builder.header(builder.symbolTable(entries), ...more));
}

/** Nothing in it but a root group with these messages. */
export function hdf5Of(messagesOf: (builder: Hdf5Builder) => readonly HeaderMessage[]): Buffer {
  const builder = new Hdf5Builder();
  return builder.build(builder.header(...messagesOf(builder)));
}
