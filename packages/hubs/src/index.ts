// SPDX-License-Identifier: Apache-2.0
export { parseModelUri, toModelUri } from './model-uri.js';
export type { HuggingFaceUri, ModelUri } from './model-uri.js';
export { describeSnapshot, findSnapshot, hubCacheFolder } from './huggingface/cache.js';
export type { Snapshot, SnapshotDescription } from './huggingface/cache.js';
export { expectedBlobDigest, gitSha1Consumer } from './huggingface/blob-digest.js';
export type { BlobDigest } from './huggingface/blob-digest.js';
export { readHubManifest } from './huggingface/hub-manifest.js';
export type { HubManifest, HubManifestOptions } from './huggingface/hub-manifest.js';
export type { Fetch } from './http/http-client.js';
export type { Wait } from './http/retry.js';
