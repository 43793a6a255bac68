// SPDX-License-Identifier: Apache-2.0

/** Memory of WebAssembly, in pages of 64 KiB. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** As much of the JavaScript API as is used; its types belong to browsers, whose others are not wanted here. */
interface WasmApi {
  readonly Memory: new (pages: { readonly initial: number; readonly maximum: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly env: { readonly memory: WasmMemory } },
  ) => { readonly exports: object };
}

/** undefined where it is switched off, as with `node --jitless` */
export const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly?: WasmApi };
