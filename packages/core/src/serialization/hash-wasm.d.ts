// SPDX-License-Identifier: Apache-2.0
/** BLAKE3 alone, a tenth of the whole library: what is bundled into one file stays small. */
declare module 'hash-wasm/dist/blake3.umd.min.js' {
  import type { createBLAKE3 } from 'hash-wasm';
  const library: { readonly createBLAKE3: typeof createBLAKE3 };
  export default library;
}
