// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { DerFields } from '../der/fields.js';
import { TAG, booleanValue, childrenOf, contextTag, oidText, readDer, type DerElement } from '../der/reader.js';
import { generalizedTime, integerBytes, smallInteger } from '../der/values.js';
import { hashOf, type TimestampHash } from './algorithms.js';

/** What a timestamp says. */
export interface TstInfo {
  readonly hash: TimestampHash;
  /** digest of what was timestamped */
  readonly imprint: Buffer;
  readonly time: Date;
  /** content of the INTEGER */
  readonly nonce: Buffer | undefined;
}

const WHAT = 'timestamp';
const VERSION = 1;

/**
 * Parses a TSTInfo. Accuracy, ordering, policy and the authority's own name are read over; a critical extension is refused.
 *
 * @param der - untrusted
 * @throws MpkError `INPUT_MALFORMED`, `INPUT_UNSUPPORTED`
 * @see https://www.rfc-editor.org/rfc/rfc3161 section 2.4.2
 */
export function parseTstInfo(der: Buffer): TstInfo {
  const fields = new DerFields(readDer(der, WHAT), WHAT);
  if (smallInteger(fields.take(), WHAT) !== VERSION)
    throw new MpkError('INPUT_UNSUPPORTED', 'timestamp is of another version than 1');
  oidText(fields.take(), WHAT);
  const messageImprint = new DerFields(fields.take(), WHAT);
  const hash = hashOf(messageImprint.take(), WHAT);
  const imprint = messageImprint.take(TAG.octetString).content;
  messageImprint.end();
  integerBytes(fields.take(), WHAT);
  const time = generalizedTime(fields.take(), WHAT);
  fields.takeOptional(TAG.sequence);
  fields.takeOptional(TAG.boolean);
  const nonce = fields.takeOptional(TAG.integer);
  fields.takeOptional(contextTag(0));
  refuseCritical(fields.takeOptional(contextTag(1)));
  fields.end();
  return { hash, imprint, time, nonce: nonce && integerBytes(nonce, WHAT) };
}

function refuseCritical(extensions: DerElement | undefined): void {
  if (extensions === undefined) return;
  for (const extension of childrenOf(extensions, contextTag(1), WHAT)) {
    const fields = new DerFields(extension, WHAT);
    const oid = oidText(fields.take(), WHAT);
    const critical = fields.takeOptional(TAG.boolean);
    if (critical === undefined || !booleanValue(critical, WHAT)) continue;
    throw new MpkError('INPUT_UNSUPPORTED', `timestamp has the critical extension ${oid}, which is not understood`);
  }
}
