// SPDX-License-Identifier: Apache-2.0
import { step } from '../../claims/values.js';
import { declared, presence, tensorFact } from '../facts.js';
import { namesIn } from '../in-words.js';
import type { AuditMatch, AuditRule } from '../rule.js';
import {
  createRanks,
  hasTargetParameters,
  loraAdapters,
  namesFor,
  targetsOf,
  type LoraAdapter,
} from './lora-tensors.js';

export const adapterDiffers: AuditRule = {
  id: 'adapter-tensors-differ',
  theme: 'bytes',
  severity: 'high',
  description: 'The tensors of a LoRA adapter have another rank, or are of other modules, than its configuration says.',
  risk: 'Loading fails, or passes over what the configuration does not name: what was reviewed is not what runs.',
  fix: 'Save the adapter anew, configuration and weights together.',
  limits:
    'LoRA of peft in safetensors. Expressions in `target_modules` are not run, and of those in `rank_pattern` any rank is right. A module that is named and not tuned is low: lists are often written for several models.',
  *check(model) {
    for (const adapter of loraAdapters(model)) {
      for (const match of [...rank(adapter), ...modules(adapter)]) yield { file: adapter.file.name, ...match };
    }
  },
};

function rank({ file, config, matrices }: LoraAdapter): readonly AuditMatch[] {
  const isMultiple = hasTargetParameters(config);
  const ranksOf = createRanks(config);
  const others = matrices.filter(({ module, rank: found }) => {
    const { ranks } = ranksOf(module);
    return ranks.length > 0 && !ranks.some((one) => found === one || (isMultiple && found % one === 0));
  });
  const [first] = others;
  if (first === undefined) return [];
  const { ranks, pointer } = ranksOf(first.module);
  const stated = ranks.join(' or ');
  const message = `${others.length} of ${matrices.length} matrices are of another rank than stated: ${first.name} is of ${first.rank}, not ${stated}`;
  const said = declared('adapter.rank', ranks[0] ?? 0, { file: file.name, pointer });
  return [{ message, evidence: [said, tensorFact(first.file, first.tensor)] }];
}

function modules({ file, config, matrices }: LoraAdapter): readonly AuditMatch[] {
  const targets = targetsOf(config);
  if (targets === undefined || matrices.length === 0 || hasTargetParameters(config)) return [];
  const tuned = new Set(matrices.flatMap(({ module }) => namesFor(module)));
  const untold = matrices.filter(({ module }) => !namesFor(module).some((name) => targets.has(name)));
  const untuned = [...targets].filter((target) => !tuned.has(target));
  const [first] = untold;
  const [any] = matrices;
  const said = declared('adapter.modules', namesIn([...targets]), { file: file.name, pointer: '/target_modules' });
  return [
    ...(first === undefined
      ? []
      : [
          {
            message: `${untold.length} matrices are of modules that are not among its targets: ${first.name}`,
            evidence: [said, tensorFact(first.file, first.tensor)],
          },
        ]),
    ...(untuned.length === 0 || any === undefined
      ? []
      : [
          {
            message: `named as targets, and not among the tensors: ${namesIn(untuned)}`,
            evidence: [said, presence(false, { file: any.file, pointer: step(untuned[0] ?? '') })],
            severity: 'low' as const,
          },
        ]),
  ];
}
