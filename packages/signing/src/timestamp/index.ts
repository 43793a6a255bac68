// SPDX-License-Identifier: Apache-2.0
// A door of its own: starts of the tool that have nothing to do with timestamps do not load this.
export { readTimestampAuthorities } from './timestamp-authorities.js';
export type { TimestampAuthority, TimestampTrust } from './timestamp-authorities.js';
export { createTimestampSource } from './timestamp-client.js';
export type { TimestampSourceOptions } from './timestamp-client.js';
export { createTimestampVerifier } from './timestamp-verifier.js';
export type { TimestampFindings, TimestampVerifier } from './timestamp-verifier.js';
export { verifyTimestamp } from './verify-timestamp.js';
export type { ProvenTime } from './verify-timestamp.js';
