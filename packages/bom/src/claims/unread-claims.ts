// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { ModelFile } from '../model-files.js';
import type { Remark } from './claim-sink.js';

/** Most files that are told of. */
const MAX_UNREAD = 1000;

/**
 * Which files could not be read, in whole or in part, and why: what they state is not known, and no decision may pass over that.
 *
 * @param remarks - of a whole file, where they name no place in it
 */
export function unreadClaims(files: readonly ModelFile[], remarks: readonly Remark[]): readonly Claim[] {
  const digests = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  const whole = remarks.filter(({ kind, pointer }) => kind !== 'duplicate-key' && pointer === undefined);
  const reasons = new Map(whole.map(({ file, kind, detail }) => [file, detail ?? kind]));
  return [...reasons].slice(0, MAX_UNREAD).flatMap(([file, reason]): readonly Claim[] => {
    const sha256 = digests.get(file);
    if (sha256 === undefined) return [];
    return [{ subject: 'model', name: 'unread', value: reason, source: { file, sha256 }, method: 'measured' }];
  });
}
