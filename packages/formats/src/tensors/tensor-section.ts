// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import type { TensorDepth } from '../reading/budget.js';
import type { PartBuilder } from '../reading/part-builder.js';
import { rareIrregularities, type RareIrregularities } from '../reading/rare-irregularities.js';
import { programOf } from '../magic/executables.js';
import { openTensorScan } from './tensor-scan.js';
import type { TensorDescription } from './tensors-content.js';

export interface TensorSectionOptions {
  /** in any order */
  readonly tensors: readonly TensorDescription[];
  /** bytes to a multiple of which tensors are padded with zeros, counted from where the data begins; 1: they are not */
  readonly alignment: number;
  /** numbers have their most significant byte first: they are not looked at */
  readonly big?: boolean;
}

/**
 * Reads what the tensors of a file lie in, from where it begins to the end of the part.
 *
 * Bytes that are of no tensor, between them or behind, are parts of their own: something may hide there.
 */
export function* readTensorSection(stream: ByteStream, part: PartBuilder, options: TensorSectionOptions): Reading {
  const start = stream.offset;
  const tell = rareIrregularities(part);
  const tensors = [...options.tensors].sort((a, b) => a.offset - b.offset || a.sizeBytes - b.sizeBytes);
  tellOutOfBounds(tensors, part, tell);
  const paddingAt = (offset: number): number =>
    (options.alignment - ((offset - start) % options.alignment)) % options.alignment;
  for (const tensor of tensors) {
    yield* readPadding(stream, { limit: tensor.offset, padding: paddingAt(stream.offset), tell });
    if (tensor.offset > stream.offset) {
      tell('gap', stream.offset, `before ${tensor.name.slice(0, 100)}`);
      yield* readForeign(stream, part, tensor.offset);
    }
    yield* readTensor(stream, tensor, { tell, big: options.big === true, depth: part.budget.tensors });
  }
  yield* readPadding(stream, { limit: Infinity, padding: tensors.length > 0 ? paddingAt(stream.offset) : 0, tell });
  if (yield* stream.isAtEnd()) return;
  part.irregular('trailing-bytes', stream.offset, 'after the last tensor');
  yield* readForeign(stream, part, Infinity);
}

function tellOutOfBounds(
  tensors: readonly TensorDescription[],
  { sizeBytes }: PartBuilder,
  tell: RareIrregularities,
): void {
  if (sizeBytes === undefined) return;
  const beyond = tensors.filter((tensor) => tensor.offset + tensor.sizeBytes > sizeBytes);
  const [first] = beyond;
  if (first === undefined) return;
  const end = beyond.reduce((last, tensor) => Math.max(last, tensor.offset + tensor.sizeBytes), 0);
  const others = beyond.length === 1 ? '' : ` and ${beyond.length - 1} more`;
  // Once: of a file that was cut short they are many.
  const detail = `${first.name.slice(0, 100)}${others}: the file ends ${end - sizeBytes} bytes too early`;
  tell('out-of-bounds', first.offset, detail);
}

const ZEROS = Buffer.alloc(64 * 1024);

interface Padding {
  readonly limit: number;
  readonly padding: number;
  readonly tell: RareIrregularities;
}

/** Padding is zeros; where the file ends within it, there are fewer. */
export function* readPadding(stream: ByteStream, { limit, padding, tell }: Padding): Reading {
  const offset = stream.offset;
  const end = Math.min(limit, offset + padding);
  let odd = false;
  while (stream.offset < end && !(yield* stream.isAtEnd())) {
    const bytes = yield* stream.takeUpTo(Math.min(end - stream.offset, ZEROS.length));
    odd ||= !bytes.equals(ZEROS.subarray(0, bytes.length));
  }
  if (odd) tell('odd-padding', offset, 'other than zeros');
}

/** @param end - offset; all that there is where that is `Infinity` */
function* readForeign(stream: ByteStream, part: PartBuilder, end: number): Reading {
  const offset = stream.offset;
  const partBytes = part.sizeBytes ?? Infinity;
  const sizeBytes = Math.min(end, partBytes) - offset;
  const child = part.open({
    name: `@${offset}`,
    offset,
    sizeBytes: Number.isFinite(sizeBytes) ? sizeBytes : undefined,
  });
  try {
    yield* stream.each(end - offset, (piece) => child.write(piece));
  } finally {
    // Even if the part is cut short: what was there has been read.
    child.end();
  }
}

/** Bytes that tell a program. */
const HEAD_BYTES = 512;

interface TensorReading {
  readonly tell: RareIrregularities;
  readonly big: boolean;
  readonly depth: TensorDepth;
}

/** Looks at the numbers of a tensor whose bytes are its own. */
function* readTensor(stream: ByteStream, tensor: TensorDescription, { tell, big, depth }: TensorReading): Reading {
  const shared = stream.offset - tensor.offset;
  if (shared > 0 && tensor.sizeBytes > 0) tell('overlap', tensor.offset, tensor.name.slice(0, 100));
  const scan = shared === 0 && !big && depth !== 'headers' ? openTensorScan(tensor.dtype) : undefined;
  // Of an empty one there is nothing to share.
  const hash = depth === 'digests' && (shared === 0 || tensor.sizeBytes === 0) ? createHash('sha256') : undefined;
  const left = Math.max(0, tensor.sizeBytes - shared);
  const head = yield* stream.takeUpTo(Math.min(left, HEAD_BYTES));
  const look = (piece: Buffer): void => {
    scan?.write(piece);
    hash?.update(piece);
  };
  look(head);
  const rest = left - head.length;
  yield* scan === undefined && hash === undefined ? stream.skip(rest) : stream.each(rest, look);
  const facts = scan?.end();
  const looksLike = shared <= 0 ? programOf(head) : undefined;
  Object.assign(tensor, {
    ...(facts && { facts }),
    ...(looksLike !== undefined && { looksLike }),
    ...(hash && { sha256: hash.digest('hex') }),
  });
}
