// SPDX-License-Identifier: Apache-2.0
import { SOURCE, TRUSTED_ROOT, TUF_ROOT } from './public-good-root.js';

/** The TUF repository of the public Sigstore instance. */
export const PUBLIC_TUF_URL = 'https://tuf-repo-cdn.sigstore.dev';
/** After so many days an embedded root is old: keys are rotated about once a year, with months of notice. */
export const STALE_AFTER_DAYS = 180;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A root of trust that came with this program. */
export interface EmbeddedRoot {
  /** bytes of `trusted_root.json`: what signatures are verified with */
  readonly trustedRoot: Buffer;
  /** bytes of a `root.json` of TUF: what an update starts from */
  readonly tufRoot: Buffer;
  /** where it can be updated from */
  readonly tufUrl: string;
  /** the day on which its source was published; it was no older then */
  readonly takenAt: Date;
  /** where it was taken from, for people */
  readonly source: string;
  readonly ageDays: number;
  /** older than {@link STALE_AFTER_DAYS}: newer signatures may be refused, and keys trusted that were retired since */
  readonly isStale: boolean;
}

/**
 * What the public Sigstore instance is trusted by, as of when this program was made. It needs no network and cannot notice what
 * changed since: `updateTrust` can.
 */
export function embeddedPublicGoodRoot(now: Date = new Date()): EmbeddedRoot {
  const takenAt = new Date(SOURCE.published);
  const ageDays = Math.floor((now.getTime() - takenAt.getTime()) / DAY_MS);
  return {
    trustedRoot: Buffer.from(TRUSTED_ROOT),
    tufRoot: Buffer.from(TUF_ROOT),
    tufUrl: PUBLIC_TUF_URL,
    takenAt,
    source: `${SOURCE.package} ${SOURCE.version}`,
    ageDays,
    isStale: ageDays > STALE_AFTER_DAYS,
  };
}
