// SPDX-License-Identifier: Apache-2.0
// A door of its own: signing with a key or certificate loads nothing of what talks to services.
export { createCertificateSigner } from '../certificate/certificate-signer.js';
export { openKeyReference, parseKeyReference } from '../external/key-reference.js';
export type { KeyReference } from '../external/key-reference.js';
export { createKeySigner } from '../key-signer.js';
export type { TimestampSource } from '../timestamp/timestamp-source.js';
export type { KeySource } from './key-handle.js';
