// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, memberOf } from '@mpk/formats';
import type { AuditedModel } from '../audited-model.js';
import type { AuditRule } from '../rule.js';
import { languageConfiguration } from './configuration.js';
import { topLevel } from './shapes.js';

/** Kinds that a class can be of, where that is certain. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  BertTokenizer: ['WordPiece'],
  DistilBertTokenizer: ['WordPiece'],
  ElectraTokenizer: ['WordPiece'],
  GPT2Tokenizer: ['BPE'],
  Qwen2Tokenizer: ['BPE'],
  CLIPTokenizer: ['BPE'],
  WhisperTokenizer: ['BPE'],
  CodeGenTokenizer: ['BPE'],
  T5Tokenizer: ['Unigram', 'BPE'],
  XLMRobertaTokenizer: ['Unigram', 'BPE'],
  MBartTokenizer: ['Unigram', 'BPE'],
  AlbertTokenizer: ['Unigram', 'BPE'],
  LlamaTokenizer: ['BPE', 'Unigram'],
};

export const tokenizerKindDiffers: AuditRule = {
  id: 'tokenizer-kind-differs',
  theme: 'bytes',
  severity: 'low',
  description: 'The tokenizer is of another kind than its class.',
  risk: 'Files of two tokenizers lie together: which one is loaded depends on the library.',
  fix: 'Publish the files of one tokenizer.',
  limits: 'Classes of one kind alone are known: the others take what `tokenizer.json` has.',
  *check(model) {
    for (const named of model.texts('tokenizer')) {
      const name = named.value.replace(/Fast$/, '');
      const kinds = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
      for (const kind of model.texts('tokenizer.kind')) {
        // GGUF files have words of their own for it.
        if (kinds === undefined || kinds.includes(kind.value) || kind.source.file?.endsWith('.json') !== true) continue;
        yield { message: `a ${named.value} of kind ${kind.value}`, evidence: [named, kind] };
      }
    }
  },
};

/** Families that have no last position, or none that is a limit. */
const UNBOUND = /^(?:(?:m|um|long)?t5|bloom|mpt|xlnet|deberta.*|mamba.*|rwkv.*|falcon_mamba|jamba|recurrent_gemma)$/;
/** Members that stretch positions, or do without them. */
const STRETCHED = ['rope_scaling', 'rotary_scaling_factor', 'max_trained_positions', 'alibi', 'use_alibi'];

/** Whether its positions have no end that is known. */
export const isUnbound = (model: AuditedModel): boolean =>
  model.texts('model-type').some(({ value }) => UNBOUND.test(value)) || isStretched(model);

function isStretched(model: AuditedModel): boolean {
  const value = languageConfiguration(model)?.value;
  const isSet = (name: string): boolean =>
    ![undefined, null, false].includes(memberOf(value, name) as null | undefined);
  const parameters = memberOf(value, 'rope_parameters');
  const type = memberOf(parameters, 'rope_type');
  const positions = memberOf(value, 'position_embedding_type');
  return (
    STRETCHED.some(isSet) ||
    (isJsonObject(parameters) && type !== 'default') ||
    (typeof positions === 'string' && positions !== 'absolute')
  );
}

export const lengthDiffers: AuditRule = {
  id: 'tokenizer-longer-than-context',
  theme: 'bytes',
  severity: 'low',
  description: 'The tokenizer lets through longer texts than the model has positions for.',
  risk: 'What stands further back is not understood, or stops the model.',
  fix: 'Set `model_max_length` to what the model takes, or state how positions are stretched.',
  limits: 'Models whose positions are stretched (`rope_scaling`), relative, or not there, are passed over.',
  *check(model) {
    const [context] = topLevel(model.numbers('context-length'));
    if (context === undefined || isUnbound(model)) return;
    for (const length of model.numbers('tokenizer.max-length')) {
      if (length.value <= context.value) continue;
      yield { message: `texts of ${length.value} tokens, ${context.value} positions`, evidence: [length, context] };
    }
  },
};
