// SPDX-License-Identifier: Apache-2.0
import type { AuditRule } from '../rule.js';
import { plain } from './names.js';

export const ownerDiffers: AuditRule = {
  id: 'publisher-is-not-author',
  theme: 'identity',
  severity: 'info',
  description: 'It is published by somebody else than who is said to have made it.',
  risk: 'Trust in the maker does not extend to whoever published it again.',
  fix: 'Get it from its maker, or decide whether you trust both.',
  *check(model) {
    for (const repository of model.texts('repository.id')) {
      const id = repository.value.replace(/^datasets\//, '');
      const owner = plain(id.split('/', 1)[0] ?? '');
      for (const claim of model.texts('author', 'organization')) {
        const name = plain(claim.value);
        if (!id.includes('/') || name === '' || name.includes(owner) || owner.includes(name)) continue;
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
