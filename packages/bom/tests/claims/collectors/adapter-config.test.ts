// SPDX-License-Identifier: Apache-2.0
import { claimsIn, showClaim, shownClaims } from '../../model.js';

const lora = {
  peft_type: 'LORA',
  task_type: 'CAUSAL_LM',
  base_model_name_or_path: 'org/base',
  revision: 'abc',
  r: 8,
  lora_alpha: 16,
  target_modules: ['q_proj'],
  peft_version: '0.18.0',
  auto_mapping: null,
  rank_pattern: {},
  modules_to_save: [],
};

describe('adapter_config.json', () => {
  it('tells the adapter, what it is of, and how it was tuned', () => {
    const { claims } = claimsIn({ 'adapter_config.json': lora });
    expect(claims.map((claim) => `${claim.name}: ${showClaim(claim)}`)).toEqual([
      'adapter: LORA <declared adapter_config.json#/peft_type>',
      'adapter.task: CAUSAL_LM <declared adapter_config.json#/task_type>',
      'base-model: org/base <declared adapter_config.json#/base_model_name_or_path>',
      'base-model.relation: adapter <inferred adapter_config.json#/base_model_name_or_path>',
      'base-model.revision: base:org/base abc <declared adapter_config.json#/revision>',
      'library.name: peft <inferred adapter_config.json#/peft_type>',
      'library.version: peft 0.18.0 <declared adapter_config.json#/peft_version>',
      'adapter.rank: 8 <declared adapter_config.json#/r>',
      'task: text-generation <inferred adapter_config.json#/task_type>',
      'training.hyperparameter: {"name":"lora_alpha","value":16} <declared adapter_config.json#/lora_alpha>',
      'training.hyperparameter: {"name":"target_modules","value":["q_proj"]} <declared adapter_config.json#/target_modules>',
    ]);
  });

  it.each([
    ['ADALORA', { r: 8, target_r: 4 }, ['4 <declared adapter_config.json#/target_r>']],
    ['OFT', { r: 0 }, []],
    ['PROMPT_TUNING', { num_virtual_tokens: 20 }, []],
    ['LOKR', { r: 8 }, ['8 <declared adapter_config.json#/r>']],
  ])('of %s with %j has the rank %j', (peft_type, rest, expected) => {
    expect(shownClaims({ 'adapter_config.json': { peft_type, ...rest } }, 'adapter.rank')).toEqual(expected);
  });

  it('of a task that the Hub has no name for tells none', () => {
    expect(shownClaims({ 'adapter_config.json': { task_type: 'SEQ_2_SEQ_LM' } }, 'task')).toEqual([]);
  });

  it('of wrong types is remarked, and tells nothing', () => {
    const { claims, remarks } = claimsIn({
      'adapter_config.json': {
        peft_type: 1,
        base_model_name_or_path: {},
        revision: 2,
        r: 'many',
        task_type: [],
        auto_mapping: 3,
      },
    });
    expect(claims).toEqual([]);
    expect(remarks.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual([
      'wrong-type /peft_type',
      'wrong-type /base_model_name_or_path',
    ]);
  });
});
