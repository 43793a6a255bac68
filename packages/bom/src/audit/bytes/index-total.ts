// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path';
import { memberOf } from '@mpk/formats';
import { filesSource } from '../../claims/tensors/tensor-group.js';
import { numberOf } from '../../claims/values.js';
import { contentOf } from '../../model-files.js';
import { declared, measured } from '../facts.js';
import type { AuditRule } from '../rule.js';
import { indexesOf } from './weight-index.js';

export const indexTotal: AuditRule = {
  id: 'index-total-differs',
  theme: 'bytes',
  severity: 'medium',
  description: 'The index states another size of all tensors than they have.',
  risk: 'Weights and index are not of one export.',
  fix: 'Write weights and index together.',
  limits: 'Old exports counted a tensor twice that stands for two: one that is stated once more is passed over.',
  *check(model) {
    for (const { file, value, shards } of indexesOf(model)) {
      const stated = numberOf(memberOf(memberOf(value, 'metadata'), 'total_size'));
      const parts = model.files.filter(({ name }) => shards.has(posix.normalize(name)));
      const contents = parts.map((one) => contentOf(one, 'tensors'));
      if (stated === undefined || contents.length !== shards.size) continue;
      if (contents.some((content) => content?.format !== 'safetensors' || !content.complete)) continue;
      const sizes = contents.flatMap((content) => (content?.tensors ?? []).map(({ sizeBytes }) => sizeBytes));
      const total = sizes.reduce((sum, size) => sum + size, 0);
      const isCountedTwice = sizes.includes(stated - total);
      if (total === stated || isCountedTwice) continue;
      const said = declared('weights.bytes', stated, { file: file.name, pointer: '/metadata/total_size' });
      const found = measured('weights.bytes', total, filesSource(parts));
      yield { message: `stated are ${stated} bytes, there are ${total}`, file: file.name, evidence: [said, found] };
    }
  },
};
