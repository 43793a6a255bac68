// SPDX-License-Identifier: Apache-2.0
import { folder, type Fixture, type Shown } from '../shown.js';

const model = (tokenizer_class: string, model_type: string): Shown =>
  folder({ 'config.json': { model_type }, 'tokenizer_config.json': { tokenizer_class } });

export const TOKENIZER_FAMILY: Fixture = {
  bad: [
    model('BertTokenizer', 'llama'),
    model('BertTokenizerFast', 'gemma2'),
    model('LlamaTokenizer', 'bert'),
    model('LlamaTokenizerFast', 'whisper'),
    model('WhisperTokenizer', 'qwen2'),
    model('CLIPTokenizer', 't5'),
    model('Qwen2Tokenizer', 'distilbert'),
  ],
  good: [
    model('BertTokenizer', 'bert'),
    model('LlamaTokenizer', 'mistral'),
    model('PreTrainedTokenizerFast', 'llama'),
    // As makers publish them.
    model('BertTokenizer', 'gpt2'),
    model('BertTokenizer', 'bart'),
    model('BertTokenizer', 't5'),
    model('BertTokenizer', 'chinese_clip'),
    model('T5Tokenizer', 'gpt2'),
    model('T5Tokenizer', 'roberta'),
    model('T5Tokenizer', 'clip'),
    model('T5Tokenizer', 'gpt_neox'),
    model('GPT2Tokenizer', 'llama'),
    model('LlamaTokenizer', 'modernbert'),
    model('LlamaTokenizer', 'gpt_neox'),
    model('LlamaTokenizerFast', 'phi3'),
    model('LlamaTokenizerFast', 'deepseek_v3'),
    model('Qwen2Tokenizer', 'llama'),
    model('GemmaTokenizer', 'gemma3_text'),
    model('XLMRobertaTokenizer', 'bert'),
    model('BertTokenizer', 'mpnet'),
    model('WhisperTokenizer', 'whisper'),
    model('__proto__', 'constructor'),
  ],
};
