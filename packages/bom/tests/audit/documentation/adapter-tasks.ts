// SPDX-License-Identifier: Apache-2.0
import { folder, safetensors, type Fixture, type Shown } from '../shown.js';

/** An adapter of peft beside a card that names a task. */
const adapter = (task_type: string, task: string, base = 'acme/toy'): Shown =>
  folder({
    'README.md': `---\npipeline_tag: ${task}\nbase_model: ${base}\n---\n# Toy\n`,
    'adapter_config.json': { peft_type: 'LORA', task_type, base_model_name_or_path: base },
    'adapter_model.safetensors': safetensors({ w: [2] }),
  });

export const ADAPTER_TASKS: Fixture = {
  bad: [
    adapter('CAUSAL_LM', 'fill-mask'),
    adapter('CAUSAL_LM', 'image-classification', 'meta-llama/Llama-3.1-8B-Instruct'),
    adapter('SEQ_CLS', 'text-generation'),
    adapter('SEQ_CLS', 'token-classification'),
    adapter('SEQ_CLS', 'image-segmentation', 'roberta-base'),
    adapter('TOKEN_CLS', 'text-generation'),
    adapter('QUESTION_ANS', 'text-classification'),
    adapter('FEATURE_EXTRACTION', 'text-generation'),
    adapter('SEQ_2_SEQ_LM', 'token-classification'),
    adapter('SEQ_2_SEQ_LM', 'object-detection', 'google/flan-t5-base'),
  ],
  good: [
    adapter('CAUSAL_LM', 'text-generation'),
    // Whoever writes text answers, sums up and classifies with it.
    ...['text-classification', 'question-answering', 'summarization', 'translation', 'token-classification'].map(
      (task) => adapter('CAUSAL_LM', task, 'meta-llama/Llama-3.1-8B-Instruct'),
    ),
    adapter('CAUSAL_LM', 'image-text-to-text', 'Qwen/Qwen2-VL-7B-Instruct'),
    adapter('CAUSAL_LM', 'image-classification', 'Qwen/Qwen2-VL-7B-Instruct'),
    adapter('CAUSAL_LM', 'image-classification', 'acme/toy'),
    adapter('CAUSAL_LM', 'image-to-text', 'meta-llama/Llama-3.1-8B'),
    adapter('SEQ_CLS', 'text-classification', 'roberta-base'),
    adapter('SEQ_CLS', 'image-classification', 'google/vit-base-patch16-224'),
    adapter('SEQ_CLS', 'text-ranking'),
    adapter('TOKEN_CLS', 'token-classification'),
    adapter('QUESTION_ANS', 'question-answering'),
    adapter('QUESTION_ANS', 'text-generation'),
    adapter('FEATURE_EXTRACTION', 'sentence-similarity'),
    adapter('FEATURE_EXTRACTION', 'visual-document-retrieval', 'google/paligemma-3b-mix-448'),
    adapter('SEQ_2_SEQ_LM', 'automatic-speech-recognition', 'openai/whisper-small'),
    adapter('SEQ_2_SEQ_LM', 'text-classification', 'google/flan-t5-base'),
    adapter('SEQ_2_SEQ_LM', 'object-detection', 'microsoft/Florence-2-base'),
    adapter('__proto__', 'fill-mask'),
  ],
};
