// SPDX-License-Identifier: Apache-2.0
import type { AuditedModel, TextClaim } from '../audited-model.js';
import type { AuditMatch } from '../rule.js';
import { OF_PICTURES_AND_SOUNDS } from '../../claims/hub-tasks.js';

/** What an adapter of such a kind cannot be for. */
interface AdapterTasks {
  /** whatever the base is */
  readonly unfitting: readonly string[];
  /** nor tasks of pictures and sounds, upon a base that is known to read and write text alone */
  readonly isOfText: boolean;
}

const GENERATION = [
  'text-generation',
  'text2text-generation',
  'translation',
  'summarization',
  'automatic-speech-recognition',
];

/** Kinds of tasks of peft, by which it sets the head of the model. */
const TASKS: Readonly<Record<string, AdapterTasks>> = {
  CAUSAL_LM: { unfitting: ['fill-mask'], isOfText: true },
  SEQ_2_SEQ_LM: { unfitting: ['fill-mask', 'token-classification'], isOfText: true },
  SEQ_CLS: { unfitting: [...GENERATION, 'fill-mask', 'token-classification', 'question-answering'], isOfText: true },
  TOKEN_CLS: { unfitting: [...GENERATION, 'fill-mask', 'question-answering'], isOfText: true },
  QUESTION_ANS: { unfitting: ['fill-mask', 'token-classification', 'text-classification'], isOfText: true },
  FEATURE_EXTRACTION: { unfitting: ['text-generation', 'translation', 'summarization'], isOfText: false },
};

/** Bases that read text alone, as their makers call them; of each family there are models that see, which have a word for it. */
const READS_TEXT =
  /(?:^|\/)(?:(?:meta-)?llama-?(?:2|3(?:\.[13])?)-\d{1,3}b|mistral-7b|mixtral-8x|gemma-(?:2-)?\d{1,2}b|qwen(?:1\.5|2|2\.5|3)-\d|phi-?[123]|gpt2|gpt-j|opt-\d|bloomz?-|falcon-\d|pythia-|tinyllama|(?:flan-|m)?t5-|(?:distil|deberta|al)?bert-|(?:xlm-)?roberta-)/i;
const SENSES = /vision|audio|-vl|omni|llava|speech|multimodal/i;

const isOfTextAlone = (bases: readonly TextClaim[]): boolean =>
  bases.length > 0 && bases.every(({ value }) => READS_TEXT.test(value) && !SENSES.test(value));

/** Tasks of the card that an adapter is not for, by what peft was told. */
export function* adapterTasks(model: AuditedModel): Generator<AuditMatch> {
  const stated = model.texts('task').filter(({ source }) => source.file?.endsWith('adapter_config.json') !== true);
  const isText = isOfTextAlone(model.texts('base-model'));
  for (const adapter of model.texts('adapter.task')) {
    const known = Object.hasOwn(TASKS, adapter.value) ? TASKS[adapter.value] : undefined;
    const unfitting = new Set([
      ...(known?.unfitting ?? []),
      ...(known?.isOfText === true && isText ? OF_PICTURES_AND_SOUNDS : []),
    ]);
    for (const task of stated)
      if (unfitting.has(task.value))
        yield { message: `${task.value} by an adapter for ${adapter.value}`, evidence: [task, adapter] };
  }
}
