// SPDX-License-Identifier: Apache-2.0
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
      for (const match of [...rank(adapter), ...modules(adapter)]) {
        const evidence = model.about('adapter.rank').filter(({ source }) => source.file === adapter.file.name);
        yield { evidence, file: adapter.file.name, ...match };
      }
    }
  },
};

function rank({ config, matrices }: LoraAdapter): readonly AuditMatch[] {
  const isMultiple = hasTargetParameters(config);
  const ranksOf = createRanks(config);
  const others = matrices.filter(({ module, rank: found }) => {
    const ranks = ranksOf(module);
    return ranks.length > 0 && !ranks.some((one) => found === one || (isMultiple && found % one === 0));
  });
  const [first] = others;
  if (first === undefined) return [];
  const stated = ranksOf(first.module).join(' or ');
  const message = `${others.length} of ${matrices.length} matrices are of another rank than stated: ${first.name} is of ${first.rank}, not ${stated}`;
  return [{ message }];
}

function modules({ config, matrices }: LoraAdapter): readonly AuditMatch[] {
  const targets = targetsOf(config);
  if (targets === undefined || matrices.length === 0 || hasTargetParameters(config)) return [];
  const tuned = new Set(matrices.flatMap(({ module }) => namesFor(module)));
  const untold = matrices.filter(({ module }) => !namesFor(module).some((name) => targets.has(name)));
  const untuned = [...targets].filter((target) => !tuned.has(target));
  const [first] = untold;
  return [
    ...(first === undefined
      ? []
      : [{ message: `${untold.length} matrices are of modules that are not among its targets: ${first.name}` }]),
    ...(untuned.length === 0
      ? []
      : [
          {
            message: `named as targets, and not among the tensors: ${untuned.slice(0, 3).join(', ')}`,
            evidence: [],
            severity: 'low' as const,
          },
        ]),
  ];
}
