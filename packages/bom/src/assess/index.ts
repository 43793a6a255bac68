// SPDX-License-Identifier: Apache-2.0
// A door of its own: what a BOM of any producer is worth, without the library that writes BOMs.
export * from '../bom-document/index.js';
export * from '../score/index.js';
export * from '../merge/index.js';
export * from '../diff/index.js';
export * from '../compare/index.js';
export * from '../pages/index.js';
export { readSpdx } from '../spdx-document/spdx-document.js';
export type { SpdxDocument } from '../spdx-document/spdx-document.js';
