// SPDX-License-Identifier: Apache-2.0
import type { AuditedModel, TextClaim } from './audited-model.js';
import type { AuditRule } from './rule.js';

/** Letters and digits alone: how a name is written differs from file to file. */
const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const lastStep = (text: string): string => text.split('/').at(-1) ?? '';

export const nameDiffers: AuditRule = {
  id: 'name-differs',
  theme: 'identity',
  severity: 'low',
  description: 'Two files call it by names that have nothing in common.',
  risk: 'Metadata of another model was copied, or the model was renamed.',
  fix: 'Use one name.',
  limits: 'A name that is part of the other is the same; titles of cards are not held against anything.',
  *check(model) {
    const names = model.texts('name', 'repository.id').filter(({ method }) => method !== 'inferred');
    for (const [i, one] of names.entries()) {
      for (const other of names.slice(i + 1)) {
        if (one.source.file === other.source.file) continue;
        const [a, b] = [plain(lastStep(one.value)), plain(lastStep(other.value))];
        if (a === '' || b === '' || a.includes(b) || b.includes(a)) continue;
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
  check: (model) => differing(model.texts('version')),
};

export const architectureDiffers: AuditRule = {
  id: 'architecture-differs',
  theme: 'identity',
  severity: 'medium',
  description: 'Two files name different families of models.',
  risk: 'Files of different models lie in one folder.',
  fix: 'Publish them apart.',
  *check(model) {
    yield* differing(model.texts('model-type').filter(({ source }) => (source.pointer ?? '').split('/').length <= 2));
  },
};

/** Pairs of claims of different files and different values, once a value. */
function* differing(
  claims: readonly TextClaim[],
): Generator<{ readonly message: string; readonly evidence: readonly TextClaim[] }> {
  const byValue = new Map<string, TextClaim>();
  for (const claim of claims) if (!byValue.has(plain(claim.value))) byValue.set(plain(claim.value), claim);
  const [first, ...others] = byValue.values();
  for (const other of others) {
    if (first === undefined || first.source.file === other.source.file) continue;
    yield { message: `${first.value} and ${other.value}`, evidence: [first, other] };
  }
}

export const ownerDiffers: AuditRule = {
  id: 'publisher-is-not-author',
  theme: 'identity',
  severity: 'info',
  description: 'It is published by somebody else than who is said to have made it.',
  risk: 'Trust in the maker does not extend to whoever published it again.',
  fix: 'Get it from its maker, or decide whether you trust both.',
  *check(model) {
    for (const repository of model.texts('repository.id')) {
      const owner = plain(repository.value.split('/', 1)[0] ?? '');
      for (const claim of model.texts('author', 'organization')) {
        const name = plain(claim.value);
        if (!repository.value.includes('/') || name === '' || name.includes(owner) || owner.includes(name)) continue;
        yield { message: `published by ${repository.value}, made by ${claim.value}`, evidence: [repository, claim] };
      }
    }
  },
};

export const quantizerDiffers: AuditRule = {
  id: 'quantised-by-somebody-else',
  theme: 'identity',
  severity: 'info',
  description: 'It was quantised by somebody else than who made it.',
  risk: 'Whoever quantises can change the model.',
  fix: 'Decide whether you trust both.',
  *check(model) {
    const [author] = model.texts('author', 'organization');
    for (const claim of model.texts('quantized-by')) {
      if (author && plain(author.value) !== plain(claim.value)) {
        yield { message: `made by ${author.value}, quantised by ${claim.value}`, evidence: [author, claim] };
      }
    }
  },
};

export const revisionMutable: AuditRule = {
  id: 'revision-mutable',
  theme: 'identity',
  severity: 'medium',
  description: 'It is named by a revision that its owner can move.',
  risk: 'The same name gives other bytes tomorrow.',
  fix: 'Name the commit: `hf://org/name@<40 hex digits>`, and pin it: `mpk pin`.',
  *check(model) {
    for (const claim of model.texts('repository.revision')) {
      if (!/^[\da-f]{40}$/.test(claim.value)) yield { message: claim.value, evidence: [claim] };
    }
  },
};

const REMARKS = {
  'duplicate-key': 'has a name twice',
  malformed: 'is not well-formed',
  'wrong-type': 'is of another type than it should be',
  'too-large': 'is larger than what is read',
} as const;

/** A rule that tells what collectors remarked. */
function remarkRule(kind: keyof typeof REMARKS, rule: Omit<AuditRule, 'theme' | 'check'>): AuditRule {
  return {
    ...rule,
    theme: 'identity',
    *check({ remarks }: AuditedModel) {
      for (const { kind: found, file, pointer = '', detail } of remarks) {
        if (found !== kind) continue;
        const where = pointer === '' ? '' : `${pointer} `;
        const message = `${where}${REMARKS[kind]}${detail === undefined ? '' : `: ${detail}`}`;
        // What stands in a card that nobody could read is held against nothing.
        const isCard = /^the card is /.test(detail ?? '');
        yield { message, file, ...(isCard && { severity: 'high' as const }) };
      }
    },
  };
}

export const identityRules: readonly AuditRule[] = [
  nameDiffers,
  versionDiffers,
  architectureDiffers,
  ownerDiffers,
  quantizerDiffers,
  revisionMutable,
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
