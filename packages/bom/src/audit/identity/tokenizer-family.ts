// SPDX-License-Identifier: Apache-2.0
import type { AuditRule } from '../rule.js';

const DECODERS = ['mistral', 'mixtral', 'gemma', 'gemma2', 'gemma3', 'gemma3_text', 'qwen2', 'qwen3'];
const ENCODERS = ['bert', 'distilbert'];

/** Classes of tokenizers, without `Fast`, and types of models that nobody puts them to; most others go with anything. */
const NEVER: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  (
    [
      ['BertTokenizer', ['llama', 'phi3', 'falcon', 'whisper', ...DECODERS]],
      ['DistilBertTokenizer', ['llama', 'phi3', 'falcon', 'whisper', 'gpt2', 't5', ...DECODERS]],
      ['LlamaTokenizer', ['whisper', ...ENCODERS]],
      ['GemmaTokenizer', ['whisper', 'gpt2', ...ENCODERS]],
      ['Qwen2Tokenizer', ['whisper', 'gemma', 'gemma2', 't5', ...ENCODERS]],
      ['T5Tokenizer', ['whisper', ...DECODERS]],
      ['WhisperTokenizer', ['llama', 'gpt2', 't5', 'clip', ...DECODERS, ...ENCODERS]],
      ['CLIPTokenizer', ['llama', 'gpt2', 't5', 'whisper', ...DECODERS, ...ENCODERS]],
    ] as const
  ).map(([tokenizer, types]) => [tokenizer, new Set<string>(types)]),
);

export const tokenizerFamilyDiffers: AuditRule = {
  id: 'tokenizer-family-differs',
  theme: 'identity',
  severity: 'medium',
  description: 'The class of the tokenizer is one that no model of this family has.',
  risk: 'Files of two models lie in one folder: what the model reads is not what was written.',
  fix: 'Get the tokenizer that the model was trained with.',
  limits:
    'Many families share tokenizers, and makers train models anew with those of others: only pairs that nobody publishes are told.',
  *check(model) {
    const types = model.texts('model-type').filter(({ source }) => source.pointer === '/model_type');
    for (const tokenizer of model.texts('tokenizer')) {
      const never = NEVER.get(tokenizer.value.replace(/Fast$/, ''));
      for (const type of types)
        if (never?.has(type.value) === true)
          yield { message: `${tokenizer.value} of a model of type ${type.value}`, evidence: [tokenizer, type] };
    }
  },
};
