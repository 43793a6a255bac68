// SPDX-License-Identifier: Apache-2.0
import type { TextClaim } from '../audited-model.js';
import type { AuditRule } from '../rule.js';
import { differing } from './differing.js';

/** Letters and digits alone: how a name is written differs from file to file. */
export const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const plainLastStep = (text: string): string => plain(text.split('/').at(-1) ?? '');

/** Files of weights that lie together may be several: each has its own name. */
const WEIGHTS = /\.(?:safetensors|gguf)$/;

function isOtherFile(one: TextClaim, other: TextClaim): boolean {
  const [a = '', b = ''] = [one.source.file, other.source.file];
  return a !== b && !(WEIGHTS.test(a) && WEIGHTS.test(b));
}

export const nameDiffers: AuditRule = {
  id: 'name-differs',
  theme: 'identity',
  severity: 'low',
  description: 'Two files call it by names that have nothing in common.',
  risk: 'Metadata of another model was copied, or the model was renamed.',
  fix: 'Use one name.',
  limits:
    'A name that is part of the other is the same; titles of cards, and names of several files of weights, are not held against each other.',
  *check(model) {
    const names = model.texts('name', 'repository.id').filter(({ method }) => method !== 'inferred');
    const told = new Set<string>();
    for (const [i, one] of names.entries()) {
      for (const other of names.slice(i + 1)) {
        const [a, b] = [plainLastStep(one.value), plainLastStep(other.value)];
        const pair = `${a}\n${b}`;
        if (!isOtherFile(one, other) || told.has(pair)) continue;
        if (a === '' || b === '' || a.includes(b) || b.includes(a)) continue;
        told.add(pair);
        yield { message: `${one.value} and ${other.value}`, evidence: [one, other] };
      }
    }
  },
};

export const versionDiffers: AuditRule = {
  id: 'version-differs',
  theme: 'identity',
  severity: 'low',
  description: 'Two files give it different versions.',
  risk: 'Which version this is cannot be told.',
  fix: 'Use one version.',
  check: (model) => differing(model.texts('version'), ({ value }) => plain(value)),
};
