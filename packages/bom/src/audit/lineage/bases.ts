// SPDX-License-Identifier: Apache-2.0
import { shownValue, type AuditedModel, type TextClaim } from '../audited-model.js';
import type { AuditRule } from '../rule.js';
import { hubId, isLocalPath, sameId } from './hub-ids.js';

/** What the model is said to be made from, by files: each may name several. */
const basesByFile = (model: AuditedModel): ReadonlyMap<string, readonly TextClaim[]> =>
  Map.groupBy(model.texts('base-model'), ({ source }) => source.file ?? '');

const idsOf = (claims: readonly TextClaim[]): readonly string[] =>
  claims.flatMap(({ value }) => hubId(value) ?? (isLocalPath(value) ? [] : value));

export const baseDiffers: AuditRule = {
  id: 'base-model-differs',
  theme: 'lineage',
  severity: 'high',
  description: 'Two files name different base models.',
  risk: 'Licence, known faults and restrictions come from the base: with the wrong one all of them are wrong.',
  fix: 'Find out which base it was, and correct the other file.',
  limits: 'A file that names several bases agrees with one that names any of them.',
  *check(model) {
    const files = [...basesByFile(model).values()].map((claims) => ({ claims, ids: idsOf(claims) }));
    for (const [i, one] of files.entries()) {
      for (const other of files.slice(i + 1)) {
        if (one.ids.length === 0 || other.ids.length === 0) continue;
        if (one.ids.some((id) => other.ids.some((another) => sameId(id, another)))) continue;
        const message = `${one.ids.slice(0, 3).join(', ')} and ${other.ids.slice(0, 3).join(', ')}`;
        // Converters to GGUF write what the model was made from in turn.
        const isConverted = [...one.claims, ...other.claims].some(
          ({ source }) => source.file?.endsWith('.gguf') === true,
        );
        const evidence = [...one.claims.slice(0, 2), ...other.claims.slice(0, 2)];
        yield { message, evidence, ...(isConverted && { severity: 'medium' as const }) };
      }
    }
  },
};

export const trainingPathDiffers: AuditRule = {
  id: 'training-path-differs',
  theme: 'lineage',
  severity: 'medium',
  description: 'The configuration was loaded from another model than the card names as base.',
  risk: 'What it was made from may be another model than is said.',
  fix: 'Check the base; `_name_or_path` is where the training program loaded it from.',
  limits: 'The path is a hint: it stays when a configuration is copied.',
  *check(model) {
    const bases = model.texts('base-model');
    const ids = [...idsOf(bases), ...model.texts('repository.id', 'name').map(({ value }) => value)];
    for (const claim of model.texts('training.path')) {
      const id = hubId(claim.value);
      if (id === undefined || bases.length === 0 || ids.some((one) => sameId(one, id))) continue;
      const isOwn = ids.some((one) => one.split('/').at(-1)?.toLowerCase() === id.split('/').at(-1)?.toLowerCase());
      if (!isOwn)
        yield {
          message: `loaded from ${id}, base is ${bases[0]?.value ?? ''}`,
          evidence: [claim, ...bases.slice(0, 2)],
        };
    }
  },
};

export const baseMissing: AuditRule = {
  id: 'base-model-missing',
  theme: 'lineage',
  severity: 'medium',
  description: 'It is an adapter, a quantised or a merged model, and names no base.',
  risk: 'Without the base nobody knows whose licence and faults it has; an adapter cannot even be used.',
  fix: 'State `base_model` in the card.',
  *check(model) {
    if (model.has('base-model') || model.has('merge')) return;
    const told = [...model.of('adapter'), ...model.of('base-model.relation'), ...model.of('quantized-by')];
    const [first] = told;
    if (first !== undefined)
      yield { message: `${first.name} is ${shownValue(first)}, and no base is named`, evidence: [first] };
  },
};

export const baseNoId: AuditRule = {
  id: 'base-model-no-id',
  theme: 'lineage',
  severity: 'low',
  description: 'The base is named in a way by which nobody finds it.',
  risk: 'A path of a training machine, or a name without its owner, can be followed by nobody.',
  fix: 'Name it as `org/name`, or by its URL.',
  *check(model) {
    for (const claim of model.texts('base-model')) {
      if (hubId(claim.value) !== undefined || /^(?:https?|hf|s3|oci|gs|pkg|doi):/.test(claim.value)) continue;
      yield { message: `${claim.value} is no id of a hub`, evidence: [claim] };
    }
  },
};

export const baseUnpinned: AuditRule = {
  id: 'base-model-unpinned',
  theme: 'lineage',
  severity: 'low',
  description: 'An adapter names its base without a commit.',
  risk: 'Whoever owns the base can change what the adapter is put upon.',
  fix: 'Set `revision` in `adapter_config.json` to the commit that it was trained on.',
  *check(model) {
    const isPinned = model.texts('base-model.revision').some(({ value }) => /^[\da-f]{40}$/.test(value));
    if (isPinned || !model.has('adapter')) return;
    const base = model.texts('base-model').find(({ source }) => source.file?.endsWith('adapter_config.json'));
    if (base !== undefined)
      yield { message: `${base.value} at no commit`, evidence: [base, ...model.of('base-model.revision')] };
  },
};

/** Families by names that their makers gave to bases, and the types of models that they can be. */
const FAMILIES: readonly (readonly [name: RegExp, types: RegExp])[] = [
  [/(?:^|\/)(?:meta-)?llama-?[234]/i, /llama|mllama/i],
  [/(?:^|\/)(?:mistral|mixtral|ministral)/i, /mistral|mixtral|ministral|pixtral|llama/i],
  [/(?:^|\/)gemma/i, /gemma|paligemma/i],
  [/(?:^|\/)qwen/i, /qwen|qwq/i],
  [/(?:^|\/)phi-/i, /phi/i],
  [/(?:^|\/)falcon/i, /falcon|refinedweb/i],
  [/(?:^|\/)gpt2/i, /gpt2/i],
  [/(?:^|\/)bloom/i, /bloom/i],
  [/(?:^|\/)(?:bert-|distilbert|roberta|xlm-roberta)/i, /bert|roberta/i],
  [/(?:^|\/)t5|flan-t5/i, /t5/i],
];

export const familyDiffers: AuditRule = {
  id: 'base-family-differs',
  theme: 'lineage',
  severity: 'high',
  description: 'The base is of another family than the configuration.',
  risk: 'A model of one architecture is not made from one of another: one of the two is not true.',
  fix: 'Correct the base, or find out what the weights are.',
  limits:
    'It knows the families by the names of their bases; distilled models state a teacher as base, and are told as well.',
  *check(model) {
    for (const base of model.texts('base-model')) {
      const family = FAMILIES.find(([name]) => name.test(base.value));
      if (family === undefined) continue;
      for (const type of model.texts('model-type')) {
        if (family[1].test(type.value)) continue;
        yield { message: `${base.value} is no model of type ${type.value}`, evidence: [base, type] };
      }
    }
  },
};

export const ownBase: AuditRule = {
  id: 'base-model-is-itself',
  theme: 'lineage',
  severity: 'low',
  description: 'It names itself as its base.',
  risk: 'The true base is hidden by it.',
  fix: 'Name what it was made from, or nothing.',
  *check(model) {
    for (const own of model.texts('repository.id')) {
      for (const base of model.texts('base-model')) {
        if (sameId(hubId(base.value) ?? base.value, own.value))
          yield { message: `${base.value} is its own base`, evidence: [base, own] };
      }
    }
  },
};
