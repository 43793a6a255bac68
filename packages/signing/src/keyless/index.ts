// SPDX-License-Identifier: Apache-2.0
// A door of its own: signing keyless loads nothing of what verifies, revokes or fetches trust.
export { identityProviderFrom } from '../identity/choice.js';
export type { IdentityChoice } from '../identity/choice.js';
export { createKeylessSigner } from './keyless-signer.js';
export { MAX_SIGNING_CONFIG_BYTES, parseSigningConfig } from './signing-config.js';
export type { SigningConfig } from './signing-config.js';
export type { ServiceChoice } from './signing-services.js';
export { MAX_TRUSTED_ROOT_BYTES } from './trusted-root.js';
