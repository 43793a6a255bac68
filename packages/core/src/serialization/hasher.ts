// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { HashName } from './serialization.js';

/** One digest in the making. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  /** lowercase hex; the end of this hasher */
  digestHex(): string;
}

/** Begins a digest. Where it returns the same hasher again, the one before it must have ended. */
export type BeginHash = () => Hasher;

/** OpenSSL's names. */
const NATIVE = { sha256: 'sha256', blake2b: 'blake2b512' } as const;

/** Loads a hash by its OMS name. BLAKE3, which Node has not, is WebAssembly and loaded only when it is asked for. */
export async function loadHash(name: HashName): Promise<BeginHash> {
  if (name === 'blake3') return loadBlake3();
  return () => {
    const hash = createHash(NATIVE[name]);
    return { update: (bytes) => void hash.update(bytes), digestHex: () => hash.digest('hex') };
  };
}

async function loadBlake3(): Promise<BeginHash> {
  const { default: library } = await import('hash-wasm/dist/blake3.umd.min.js');
  // One instance with memory of its own, for one digest after the other.
  const hash = await library.createBLAKE3();
  return () => {
    hash.init();
    return { update: (bytes) => void hash.update(bytes), digestHex: () => hash.digest('hex') };
  };
}
