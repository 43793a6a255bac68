// SPDX-License-Identifier: Apache-2.0
import { makeScans, STATE, STEP_BYTES, type LaneBits, type Scan } from './scan-kernel.js';
import { wasm, type WasmMemory } from './web-assembly.js';

/** Facts about the numbers of a tensor, each of them looked at. */
export interface TensorFacts {
  readonly nan: boolean;
  readonly infinite: boolean;
  /** all numbers have the same bits */
  readonly constant: boolean;
  /** lowest bits that are 0 in every number: 16 where `F32` was made from `BF16`, all of them where all are 0 */
  readonly unusedBits: number;
}

interface NumberKind {
  readonly bits: LaneBits;
  /** of a scan that has not begun */
  readonly state: Buffer;
}

/** @param exponent - all bits of the exponent */
function kindOf(bits: LaneBits, exponent: bigint): NumberKind {
  const state = Buffer.alloc(STATE.sizeBytes);
  fillLanes(state, STATE.exponent, numberBytes(exponent, bits));
  fillLanes(state, STATE.magnitude, numberBytes((1n << BigInt(bits - 1)) - 1n, bits));
  return { bits, state };
}

const KINDS: ReadonlyMap<string, NumberKind> = new Map([
  ['F16', kindOf(16, 0x7c00n)],
  ['BF16', kindOf(16, 0x7f80n)],
  ['F32', kindOf(32, 0x7f800000n)],
  ['F64', kindOf(64, 0x7ff0000000000000n)],
]);

/** Bytes that are copied to be scanned at once: what fits a core's innermost cache. */
const BLOCK_BYTES = 16 * 1024;
/** Where they are copied to; the state is before it. */
const BLOCK_AT = 1024;

/** The scans and their memory, one for each thread. */
interface Kernel {
  readonly memory: Uint8Array;
  readonly scans: Readonly<Record<LaneBits, Scan>>;
  /** whose state the memory has */
  owner?: TensorScan | undefined;
}

let kernel: Kernel | undefined;

function openKernel(): Kernel | undefined {
  if (kernel !== undefined || wasm === undefined) return kernel;
  const memory: WasmMemory = new wasm.Memory({ initial: 1, maximum: 1 });
  const scans = makeScans(memory);
  if (scans !== undefined) kernel = { memory: new Uint8Array(memory.buffer), scans };
  return kernel;
}

/**
 * Opens a scan of the numbers of a tensor, least significant byte first.
 *
 * @returns undefined for what are no such numbers, and where there is no WebAssembly
 */
export function openTensorScan(dtype: string): TensorScan | undefined {
  const kind = KINDS.get(dtype);
  const opened = kind === undefined ? undefined : openKernel();
  return kind === undefined || opened === undefined ? undefined : new TensorScan(kind, opened);
}

/** Takes the bytes of one tensor, in pieces of any size. */
export class TensorScan {
  readonly #kind: NumberKind;
  readonly #kernel: Kernel;
  /** kept here while another scan uses the kernel */
  readonly #state: Buffer;
  /** bytes that do not fill a vector yet */
  readonly #carry = Buffer.alloc(STEP_BYTES);
  #carried = 0;
  #begun = false;

  constructor(kind: NumberKind, opened: Kernel) {
    this.#kind = kind;
    this.#kernel = opened;
    this.#state = Buffer.from(kind.state);
  }

  write(piece: Buffer): void {
    let at = 0;
    if (this.#carried > 0) {
      at = piece.copy(this.#carry, this.#carried);
      this.#carried += at;
      if (this.#carried < STEP_BYTES) return;
      this.#carried = 0;
      this.#scan(this.#carry);
    }
    const wholeEnd = piece.length - ((piece.length - at) % STEP_BYTES);
    for (; at < wholeEnd; at += BLOCK_BYTES) this.#scan(piece.subarray(at, Math.min(at + BLOCK_BYTES, wholeEnd)));
    this.#carried = piece.copy(this.#carry, 0, wholeEnd);
  }

  /** @returns undefined where there was not one number */
  end(): TensorFacts | undefined {
    const size = this.#kind.bits / 8;
    const numbers = Math.floor(this.#carried / size) * size;
    if (numbers > 0) {
      // The first number once more, to fill the vector, changes nothing.
      this.#carry.copyWithin(numbers, 0, size);
      for (let at = numbers + size; at < STEP_BYTES; at += size) this.#carry.copyWithin(at, 0, size);
      this.#scan(this.#carry);
    }
    return this.#begun ? this.#facts() : undefined;
  }

  /** @param bytes - whole vectors, as many as a block has at most */
  #scan(bytes: Buffer): void {
    const { memory, scans } = this.#kernel;
    if (!this.#begun) this.#begin(bytes);
    this.#claim();
    memory.set(bytes, BLOCK_AT);
    scans[this.#kind.bits](BLOCK_AT, BLOCK_AT + bytes.length, 0);
  }

  #claim(): void {
    const { owner } = this.#kernel;
    if (owner === this) return;
    if (owner !== undefined) owner.#release();
    this.#kernel.owner = this;
    this.#kernel.memory.set(this.#state, 0);
  }

  #release(): void {
    if (this.#kernel.owner !== this) return;
    this.#kernel.owner = undefined;
    this.#state.set(this.#kernel.memory.subarray(0, STATE.sizeBytes));
  }

  #begin(bytes: Buffer): void {
    this.#begun = true;
    fillLanes(this.#state, STATE.first, bytes.subarray(0, this.#kind.bits / 8));
  }

  #facts(): TensorFacts {
    this.#release();
    const isAny = (offset: number): boolean =>
      this.#state.subarray(offset, offset + STEP_BYTES).some((byte) => byte !== 0);
    return {
      nan: isAny(STATE.nan),
      infinite: isAny(STATE.infinite),
      constant: !isAny(STATE.differing),
      unusedBits: this.#unusedBits(),
    };
  }

  #unusedBits(): number {
    const size = this.#kind.bits / 8;
    for (let bit = 0; bit < this.#kind.bits; bit++) {
      for (let lane = 0; lane < STEP_BYTES; lane += size) {
        if (((this.#state[STATE.or + lane + (bit >> 3)] ?? 0) & (1 << (bit & 7))) !== 0) return bit;
      }
    }
    return this.#kind.bits;
  }
}

function fillLanes(state: Buffer, offset: number, lane: Buffer): void {
  for (let at = 0; at < STEP_BYTES; at += lane.length) lane.copy(state, offset + at);
}

function numberBytes(value: bigint, bits: LaneBits): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes.subarray(0, bits / 8);
}
