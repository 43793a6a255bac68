// SPDX-License-Identifier: Apache-2.0
import { diffManifest, type ManifestDiff } from '../manifest/manifest.js';
import type { ModelLock } from './lock.js';

/** How one lock differs from another. */
export interface LockDiff {
  /** whether both pin the same files: equal manifest digests */
  readonly same: boolean;
  readonly files: ManifestDiff;
  readonly sizeBytes: { readonly from: number; readonly to: number };
  /** present when it differs; `undefined` inside means absent on that side */
  readonly uri?: LockChange;
  readonly commit?: LockChange;
}

/** A field of two locks, before and after. */
export interface LockChange {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Compares two locks, the older first. */
export function diffLock(from: ModelLock, to: ModelLock): LockDiff {
  return {
    same: from.manifestDigest === to.manifestDigest,
    files: diffManifest(from.files, to.files),
    sizeBytes: { from: sizeOf(from), to: sizeOf(to) },
    ...(from.uri === to.uri ? {} : { uri: { from: from.uri, to: to.uri } }),
    ...(from.commit === to.commit ? {} : { commit: { from: from.commit, to: to.commit } }),
  };
}

const sizeOf = (lock: ModelLock): number => lock.files.reduce((sum, file) => sum + file.sizeBytes, 0);
