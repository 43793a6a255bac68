// SPDX-License-Identifier: Apache-2.0
import { memberOf } from '@mpk/formats';
import { numberOf, step } from '../../claims/values.js';
import { declared, presence } from '../facts.js';
import type { AuditRule } from '../rule.js';
import { languageConfiguration, sizeIn, type Configuration } from './configuration.js';
import { mainWeights } from './weight-groups.js';

/** Names that families have for the number of experts. */
const COUNTS = ['num_local_experts', 'num_experts', 'n_routed_experts'] as const;
/** Parts of tensors' names that experts, and what chooses among them, have. */
const OF_EXPERTS = /expert|moe|router|\.gate\.(?:weight|wg)/i;
/** How often a layer has experts: never is 0. */
const FREQUENCIES = ['moe_layer_freq', 'moe_every_n_layers', 'expert_layer_period', 'decoder_sparse_step'];

export const expertsNotThere: AuditRule = {
  id: 'experts-not-there',
  theme: 'bytes',
  severity: 'high',
  description: 'The configuration states a number of experts, and none is among the tensors.',
  risk: 'It is a smaller model than it is said to be, or weights and configuration are of different models.',
  fix: 'Publish the configuration that belongs to the weights.',
  limits: 'Experts are known by the names of their tensors.',
  *check(model) {
    const configuration = languageConfiguration(model);
    const weights = mainWeights(model);
    const stated = configuration && statedExperts(configuration);
    if (configuration === undefined || weights === undefined || stated === undefined || model.has('adapter')) return;
    if (weights.tensors.length === 0 || weights.tensors.some(({ name }) => OF_EXPERTS.test(name))) return;
    const pointer = configuration.pointer + step(stated.name);
    yield {
      message: `${stated.count} experts are stated, and no tensor is of one`,
      evidence: [
        declared('experts', stated.count, { file: 'config.json', pointer }),
        presence(false, { file: weights.first.file.name, what: 'tensors of experts' }),
      ],
      file: 'config.json',
    };
  },
};

function statedExperts(configuration: Configuration): { readonly name: string; readonly count: number } | undefined {
  const isNever = FREQUENCIES.some((name) => (numberOf(memberOf(configuration.value, name)) ?? 1) <= 0);
  const name = isNever ? undefined : COUNTS.find((one) => (sizeIn(configuration, one) ?? 0) > 1);
  return name === undefined ? undefined : { name, count: sizeIn(configuration, name) ?? 0 };
}
