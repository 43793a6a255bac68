// SPDX-License-Identifier: Apache-2.0
import * as fc from 'fast-check';
import type { Claim } from '@mpk/core';
import { auditModel, MAX_FINDINGS_PER_RULE, VOCABULARY, type Remark } from '@mpk/bom';
import { claimsIn, modelFiles, type Files } from '../model.js';
import { makeSafetensors } from '../safetensors.js';
import { claim } from './shown.js';

const value = fc.jsonValue({ maxDepth: 2 }).filter((one) => one !== null);
const anyClaim = fc.record({
  subject: fc.oneof(fc.constant('model'), fc.string()),
  name: fc.constantFrom(...Object.keys(VOCABULARY)),
  value,
  source: fc.record({ file: fc.oneof(fc.constantFrom('README.md', 'config.json'), fc.string()), pointer: fc.string() }),
  method: fc.constantFrom('measured', 'declared', 'stated', 'inferred'),
}) as fc.Arbitrary<Claim>;

const DOCUMENTS = [
  'config.json',
  'generation_config.json',
  'tokenizer_config.json',
  'tokenizer.json',
  'adapter_config.json',
  'model.safetensors.index.json',
];
/** Members that rules look at. */
const KNOWN =
  'added_tokens added_tokens_decoder architectures eos_token eos_token_id head_dim hidden_size intermediate_size metadata model model_max_length model_type moe_intermediate_size num_attention_heads num_hidden_layers num_key_value_heads pad_token_id peft_type r rank_pattern rope_parameters rope_scaling target_modules target_parameters text_config total_size vocab vocab_size weight_map'.split(
    ' ',
  );
const LLAMA = makeSafetensors({
  'model.embed_tokens.weight': ['BF16', 4, 2],
  'model.layers.0.self_attn.k_proj.weight': ['BF16', 2, 2],
  'model.layers.0.mlp.experts.0.up_proj.weight': ['BF16', 2, 2],
});
const ADAPTER = makeSafetensors({ 'base_model.model.a.lora_A.weight': ['F32', 1, 2] });

describe('an audit', () => {
  it('never throws for what claims say, and gives printable lines', () => {
    fc.assert(
      fc.property(fc.array(anyClaim, { maxLength: 30 }), (claims) => {
        for (const { message, evidence } of auditModel([], { claims, remarks: [] })) {
          expect(message.length).toBeLessThanOrEqual(500);
          for (const one of [message, ...evidence.map((side) => side.value)])
            expect(one).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [2000, 'bases', (i: number) => claim('base-model', `a/b${i}`, `f${i}.json`)],
    [2000, 'names', (i: number) => claim('name', `n${i}x`, `f${i}.json`)],
    [21_000, 'metrics', (i: number) => claim('metric', { metric: 'acc', value: i, dataset: 'd' })],
    [2000, 'families', (i: number) => claim('base-model.family', i % 2 ? 'sd_v1' : 'sdxl_1.0', 'a.safetensors')],
    [2000, 'sentences', (i: number) => claim('license.restriction', `not for sale ${i}`)],
    [2000, 'notices', (i: number) => claim('license.notice', `llama3.${i % 4}`, 'NOTICE')],
    [2000, 'long texts', (i: number) => claim('training.path', `/home/${'a/'.repeat(8000)}${i}`, 'config.json')],
  ])('of %i %s ends soon, and tells of a few', (length, _, make) => {
    const claims = Array.from({ length }, (_unused, i) => make(i));
    const found = auditModel([], { claims, remarks: [] });
    expect(found.map(({ check }) => check)).toContain('metadata-too-large');
    for (const findings of Map.groupBy(found, ({ check }) => check).values()) {
      expect(findings.length).toBeLessThanOrEqual(MAX_FINDINGS_PER_RULE + 1);
    }
  });

  it('never throws for what configurations hold, whatever stands under names that it knows', () => {
    const names = fc.constantFrom(...KNOWN);
    const document = fc.dictionary(
      names,
      fc.oneof(value, fc.integer(), fc.array(fc.integer()), fc.dictionary(names, value)),
    );
    const folder = fc.record(Object.fromEntries(DOCUMENTS.map((name) => [name, document])));
    fc.assert(
      fc.property(folder, (documents) => {
        const files = {
          ...documents,
          'model.safetensors': LLAMA,
          'adapter_model.safetensors': ADAPTER,
        } as Files;
        expect(() => auditModel(modelFiles(files), claimsIn(files), { uri: 'file:///a-7B' })).not.toThrow();
      }),
      { numRuns: 200 },
    );
  });

  it('of an adapter with many targets and many tensors ends soon', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `a.b${i}`);
    const tensors = Object.fromEntries(many.map((name) => [`${name}.lora_A.weight`, ['F32', 1, 1] as const]));
    const files = {
      'adapter_config.json': {
        peft_type: 'LORA',
        r: 2,
        target_modules: many.map((name) => `x.${name}`),
        rank_pattern: Object.fromEntries(many.map((name, i) => [`${name}$`, i + 5])),
      },
      'adapter_model.safetensors': makeSafetensors(tensors),
    };
    const started = performance.now();
    const found = auditModel(modelFiles(files), { claims: [], remarks: [] }).map(({ message }) => message);
    expect(found.filter((message) => message.startsWith('20000 '))).toHaveLength(2);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it.each<[string, (i: number) => readonly Claim[]]>([
    ['bases', (i) => [claim('base-model', `a/${'b'.repeat(16_000)}${i}`, `f${i}.json`)]],
    ['licences', (i) => [claim('license', `a ${'b '.repeat(8_000)}${i}`, `f${i}.json`)]],
    [
      'data sets',
      (i) => [
        claim('dataset.training', `https://huggingface.co/datasets/${'a'.repeat(16_000)}${i}`),
        claim('dataset.evaluation', `https://huggingface.co/datasets/${'b'.repeat(16_000)}${i}`),
        claim('metric', { metric: 'm', value: 1, dataset: `${'b'.repeat(16_000)}${i}` }),
      ],
    ],
    ['requirements', (i) => [claim('dependency', `a==${i}.${'1.'.repeat(100)}1`, `requirements-${i}.txt`)]],
    [
      'versions',
      (i) => [claim('library.version', `a ${'1.'.repeat(8_000)}${i}`, 'MLmodel'), claim('dependency', `a>${i}`, 'r')],
    ],
    [
      'tasks',
      (i) => [claim('task', `${'t'.repeat(16_000)}${i}`), claim('architecture', 'BertForMaskedLM', `f${i}.json`)],
    ],
    ['modules', (i) => [claim('code.module', `${'m.'.repeat(8_000)}M${i}`, 'config.json')]],
    ['answers', (i) => [{ ...claim('dataset.sensitive', `no${' '.repeat(16_000)}${i}`), subject: 'dataset:d' }]],
  ])('of long and many %s ends soon', (_, make) => {
    const claims = Array.from({ length: 1000 }, (_unused, i) => make(i)).flat();
    const start = performance.now();
    auditModel([], { claims, remarks: [] });
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('looks through texts that were made to take long', () => {
    const remarks: Remark[] = [];
    const text = `${'a'.repeat(60)}@`.repeat(2000) + '/home/'.repeat(2000);
    expect(() => auditModel(modelFiles({ 'notes.txt': text }), { claims: [], remarks })).not.toThrow();
  });
});
