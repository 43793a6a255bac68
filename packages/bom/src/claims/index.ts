// SPDX-License-Identifier: Apache-2.0
// A door of its own: what files state, without the rules that hold it together.
export type { CollectedClaims } from './claim-sink.js';
export { collectClaims } from './collect-claims.js';
export { repositoryClaims } from './cache-layout.js';
export { licenseIdClaims } from '../licenses/license-id-claims.js';
