// SPDX-License-Identifier: Apache-2.0
import type { Severity } from '@mpk/core';
import type { CardPart } from '../../claims/claim-sink.js';
import type { AuditedModel } from '../audited-model.js';
import { declared } from '../facts.js';
import type { AuditRule } from '../rule.js';

const REMARKS = {
  'duplicate-key': 'a name stands twice',
  malformed: 'not well-formed',
  'wrong-type': 'of another type than it should be',
  'too-large': 'larger than what is read',
} as const;

/** What stands in a card that nobody could read is held against nothing: where it differs from the rule's own. */
const SEVERITIES: Partial<Record<CardPart, Severity>> = { card: 'high', 'front matter': 'medium' };

/** A rule that tells what collectors remarked. */
function remarkRule(kind: keyof typeof REMARKS, rule: Omit<AuditRule, 'theme' | 'check'>): AuditRule {
  return {
    ...rule,
    theme: 'identity',
    *check({ remarks }: AuditedModel) {
      for (const { kind: found, file, pointer = '', detail, part, both = [] } of remarks) {
        if (found !== kind) continue;
        const where = pointer === '' ? '' : `${pointer}: `;
        const message = `${where}${REMARKS[kind]}${detail === undefined ? '' : `: ${detail}`}`;
        const evidence = both.map(({ source, value }) => declared('metadata.value', value, source));
        const severity = part === undefined ? undefined : SEVERITIES[part];
        yield { message, file, evidence, ...(severity && { severity }) };
      }
    },
  };
}

export const remarkRules: readonly AuditRule[] = [
  remarkRule('duplicate-key', {
    id: 'metadata-key-twice',
    severity: 'medium',
    description: 'One name stands twice in a file of metadata.',
    risk: 'Readers differ in which of the two they take: one sees another licence, or another base, than the next.',
    fix: 'Remove one of the two.',
  }),
  remarkRule('malformed', {
    id: 'metadata-malformed',
    severity: 'medium',
    description: 'Metadata does not follow its format.',
    risk: 'Tools that are less strict read something that others do not see.',
    fix: 'Write it again.',
  }),
  remarkRule('wrong-type', {
    id: 'metadata-of-another-type',
    severity: 'low',
    description: 'A field of metadata is of another type than it should be.',
    risk: 'Tools pass over it, or fail.',
    fix: 'Correct the field.',
  }),
  remarkRule('too-large', {
    id: 'metadata-too-large',
    severity: 'low',
    description: 'Metadata is larger than what is read.',
    risk: 'What stands further back is not seen by this audit.',
    fix: 'Shorten it.',
  }),
];
