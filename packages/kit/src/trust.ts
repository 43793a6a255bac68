// SPDX-License-Identifier: Apache-2.0
export { PUBLIC_TUF_URL } from '@mpk/signing';
export { DEFAULT_BUNDLE_LIFETIME, createTrustBundle } from './trust-bundle/create.js';
export type { CreateTrustBundleOptions, TrustBundleOutcome } from './trust-bundle/create.js';
export type { TrustBundleSource } from './trust-bundle/open.js';
export { showTrust } from './trust/show.js';
export type { ShowTrustOptions, ShownRoot, ShownTrust } from './trust/show.js';
export { updateTrustOf } from './trust/update.js';
export type { UpdateTrustOptions, UpdatedRepository } from './trust/update.js';
export type { ShownKey, ShownSigner } from './trust/signer-keys.js';
