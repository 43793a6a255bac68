// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import type { UninspectedReason } from '@mpk/formats';
import type { Check } from '../check.js';
import { locate, unknown } from '../findings.js';
import { allParts, type InspectedFile, type InspectedModel } from '../inspected-model.js';

const id = 'coverage';

const REASONS: Readonly<Record<UninspectedReason, string>> = {
  unrecognised: 'not recognised as anything that is known',
  unsupported: 'of a kind that is known and that no reader looks into',
  encrypted: 'encrypted',
  'too-large': 'larger than a reader takes on',
  'too-deep': 'nested too deeply',
  'too-many-parts': 'one of too many parts',
  bomb: 'expanding out of all proportion',
  malformed: 'behind something that could not be followed',
  missing: 'missing',
  'reader-failed': 'not read: the reader failed, which is a bug of this kit',
};

/**
 * Whether a file is a data file of a TensorFlow checkpoint whose index says that tensors follow one another in it from its first
 * byte to its last: by itself it is bytes.
 */
function isCheckpointShard({ name, sizeBytes }: InspectedFile, { files }: InspectedModel): boolean {
  const [, prefix, number = ''] = /^(.+)\.data-(\d{5})-of-\d{5}$/.exec(name) ?? [];
  if (prefix === undefined) return false;
  const index = files.find((file) => file.name === `${prefix}.index`)?.reading.parts[0]?.content;
  const shard = index?.kind === 'tensorflow-checkpoint' ? index.shards[Number(number)] : undefined;
  return shard?.isWhole === true && shard.sizeBytes === sizeBytes;
}

/** Every byte that nobody looked into makes a file inconclusive. */
export const coverage: Check = {
  id,
  description: 'Bytes that no reader could look into: nobody knows what is in them.',
  about: {
    finds:
      'Every byte of every file is either explained by a reader of its format, or counted as uninspected with a reason: an ' +
      'unknown or unsupported format, encryption, a limit that was reached, something malformed before it.',
    risk: 'What was not looked at may be anything. Scanners that call such a file clean are how archives in odd formats, encrypted members and broken pickles got past them.',
    severities: [['inconclusive', 'always: this is not a verdict on the bytes, and not a pass']],
    fix: 'Ask for the model in a format that is read (`mpk inspect --list` and the table of formats), remove files that the model does not need, or say in the policy that inconclusive is allowed, with an exception for this one model.',
    limits:
      'That bytes are explained means that a reader followed them to their end, not that they are harmless: the other checks say so.',
    references: ['CWE-693'],
  },
  run(model) {
    const findings: Finding[] = [];
    for (const { file, part } of allParts(model)) {
      if (isCheckpointShard(file, model)) continue;
      for (const { offset, sizeBytes, reason, detail } of part.uninspected) {
        const size = sizeBytes ?? Math.max(0, part.sizeBytes - offset);
        const what = detail === undefined ? '' : ` (${detail})`;
        const message =
          reason === 'missing' ? `the end of it is missing${what}` : `${size} bytes are ${REASONS[reason]}${what}`;
        findings.push(
          unknown({ check: id, severity: 'medium', message }, locate({ file, part, offset, sizeBytes: size })),
        );
      }
    }
    return findings;
  },
};
