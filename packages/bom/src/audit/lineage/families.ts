// SPDX-License-Identifier: Apache-2.0
import { shownValue, type AuditedModel, type TextClaim } from '../audited-model.js';
import type { AuditRule } from '../rule.js';

/** Families by names that their makers gave to bases, and the types of models that they can be. */
const FAMILIES: readonly (readonly [name: RegExp, types: RegExp])[] = [
  [/(?:^|\/)(?:meta-)?llama-?[234]/i, /llama|mllama/i],
  [/(?:^|\/)(?:mistral|mixtral|ministral)/i, /mistral|mixtral|ministral|pixtral|llama/i],
  [/(?:^|\/)gemma/i, /gemma|paligemma/i],
  [/(?:^|\/)qwen/i, /qwen|qwq/i],
  // Copies of it are published in the form of Llama.
  [/(?:^|\/)phi-/i, /phi|llama/i],
  [/(?:^|\/)falcon/i, /falcon|refinedweb/i],
  [/(?:^|\/)gpt2/i, /gpt2/i],
  [/(?:^|\/)bloom/i, /bloom/i],
  [/(?:^|\/)(?:bert-|distilbert|roberta|xlm-roberta)/i, /bert|roberta|encoder/i],
  [/(?:^|\/)(?:t5|flan-t5)/i, /t5/i],
];
/** Heads that guess words ahead for a large model, and are built like another one. */
const DRAFTS = /eagle|medusa/i;

const typesOf = (base: TextClaim): RegExp | undefined => FAMILIES.find(([name]) => name.test(base.value))?.[1];
/** Types of no family here are wrappers of others, or nobody knows what they are. */
const isOfFamily = ({ value }: TextClaim): boolean => FAMILIES.some(([, types]) => types.test(value));

/** Whether parts of the model have configurations of their own: any of them may come from a base. */
const hasParts = (model: AuditedModel): boolean =>
  model.of('hidden-size').some(({ source }) => /^\/\w+_config\//.test(source.pointer ?? '')) ||
  model.texts('architecture').some(({ value }) => DRAFTS.test(value));

export const familyDiffers: AuditRule = {
  id: 'base-family-differs',
  theme: 'lineage',
  severity: 'high',
  description: 'The base is of another family than the configuration.',
  risk: 'A model of one architecture is not made from one of another: one of the two is not true.',
  fix: 'Correct the base, or find out what the weights are.',
  limits:
    'It knows the families by the names of their bases. Of several bases one that fits, or that it does not know, is enough; models ' +
    'made of parts are passed over. Distilled models that state a teacher as base are told as well.',
  *check(model) {
    const bases = model.texts('base-model');
    const known = bases.map(typesOf);
    const types = model.texts('model-type').filter(isOfFamily);
    if (hasParts(model) || known.some((one) => one === undefined || types.some(({ value }) => one.test(value)))) return;
    for (const type of types) {
      for (const base of bases)
        yield { message: `${shownValue(base)} is no model of type ${type.value}`, evidence: [base, type] };
    }
  },
};
