// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '@mpk/formats';
import type { ModelFile } from '../model-files.js';
import type { ClaimSink } from './claim-sink.js';
import { each, occurrencesOf, step, textsOf } from './values.js';

/** Where a licence may stand, and where claims of it go. */
export interface LicenseSource {
  readonly file: ModelFile;
  readonly sink: ClaimSink;
  /** attacker-controlled */
  readonly value: JsonValue | undefined;
}

/**
 * Claims the licences that a document states: each of a list, and each of a name that comes twice, because nobody knows which one a
 * reader takes. What is no text says something that nobody reads.
 *
 * @param part - of a card, which tells what of it was not read
 */
export function addLicenses({ file, sink, value }: LicenseSource, part?: 'license'): void {
  for (const [member, where] of occurrencesOf(value, 'license', step('license'))) {
    if (each(member, where).some(([one]) => one !== null && typeof one !== 'string'))
      sink.unread(file, 'wrong-type', 'the licence is no text', part);
    for (const [text, pointer] of textsOf(member, where)) sink.add(file, 'license', text, { pointer });
  }
}
