// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@mpk/core';
import type { Certificate } from '../certificate/certificate.js';
import { fromTrustedRoot, type TimestampAuthority } from '../timestamp/timestamp-authorities.js';
import { readAuthorityChain } from './authority-chain.js';
import { readLogKey, type LogKey } from './log-key.js';
import { readPeriod, type Period } from './period.js';
import { instancesOf, type TrustedKind } from './trusted-root.js';

/** A Fulcio that is trusted. */
export interface FulcioAuthority {
  /** the last of its chain */
  readonly anchors: readonly Certificate[];
  readonly intermediates: readonly Certificate[];
  /** times at which it is believed to certify */
  readonly validFor: Period;
}

/** A trusted root with its keys and certificates read. */
export interface TrustMaterial {
  readonly authorities: readonly FulcioAuthority[];
  readonly timestampAuthorities: readonly TimestampAuthority[];
  readonly logs: readonly LogKey[];
  readonly certificateLogs: readonly LogKey[];
}

/**
 * Reads the keys and certificates of a trusted root.
 *
 * @param root - as `parseTrustedRoot` gives it
 * @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE`
 */
export const readTrustMaterial = (root: JsonObject): TrustMaterial => ({
  authorities: instancesOf(root, 'certificateAuthorities').map(readFulcio),
  timestampAuthorities: fromTrustedRoot(root),
  logs: readLogs(root, 'tlogs'),
  certificateLogs: readLogs(root, 'ctlogs'),
});

function readFulcio(authority: JsonObject): FulcioAuthority {
  const what = 'certificate authority';
  const chain = readAuthorityChain(authority, what);
  return {
    anchors: chain.slice(-1),
    intermediates: chain.slice(0, -1),
    validFor: readPeriod(authority['validFor'], what),
  };
}

const readLogs = (root: JsonObject, kind: TrustedKind): readonly LogKey[] =>
  instancesOf(root, kind)
    .map((log) => readLogKey(log, kind))
    .filter((log) => log !== undefined);
