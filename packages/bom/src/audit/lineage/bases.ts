// SPDX-License-Identifier: Apache-2.0
import type { Severity } from '@mpk/core';
import { shownValue, type AuditedModel } from '../audited-model.js';
import { areDisjoint } from '../disjoint.js';
import type { AuditRule } from '../rule.js';
import { coreName, hubId, isOldId, isSameLower, sameId } from '../../claims/hub-ids.js';
import { isMadeOfModels } from './relations.js';
import { idsOf, toldBases, type ToldBases } from './told-bases.js';

/** By file of weights: what it is called, as {@link coreName} has it. */
type NamesByFile = ReadonlyMap<string, ReadonlySet<string>>;

const namesByFile = (model: AuditedModel): NamesByFile =>
  new Map(
    [...Map.groupBy(model.texts('name'), ({ source }) => source.file ?? '')].map(([file, claims]) => [
      file,
      new Set(claims.map(({ value }) => coreName(value))),
    ]),
  );

/** Converters write what the model that they convert says of itself: its name, and what it was made from in turn. */
function isBaseOfBase(names: NamesByFile, { speaker, claims }: ToldBases, { cores }: ToldBases): boolean {
  const own = speaker === 'gguf' ? names.get(claims[0]?.source.file ?? '') : undefined;
  return own !== undefined && !areDisjoint(own, cores);
}

/** What one of them does not say for certain. */
function severityOf(one: ToldBases, other: ToldBases): Severity {
  if (!areDisjoint(one.cores, other.cores)) return 'low';
  return [one.speaker, other.speaker].some((speaker) => speaker === 'gguf' || speaker === 'prose') ? 'medium' : 'high';
}

export const baseDiffers: AuditRule = {
  id: 'base-model-differs',
  theme: 'lineage',
  severity: 'high',
  description: 'Two files, or two places of one card, name different base models.',
  risk: 'Licence, known faults and restrictions come from the base: with the wrong one all of them are wrong.',
  fix: 'Find out which base it was, and correct the other place.',
  limits:
    'A place that names several bases agrees with one that names any of them. Copies of a model, under other owners or quantised, are ' +
    'told as low. What prose says, and what converters write, as medium.',
  *check(model) {
    const names = namesByFile(model);
    // A copied card tells of the model that was quantised or merged, and what that was made from.
    const isCopied = isMadeOfModels(model);
    const told = toldBases(model).filter(({ ids, speaker }) => ids.length > 0 && !(isCopied && speaker === 'prose'));
    for (const [i, one] of told.entries()) {
      for (const other of told.slice(i + 1)) {
        if (one.lower.some((id) => other.lower.some((another) => isSameLower(id, another)))) continue;
        if (isBaseOfBase(names, one, other) || isBaseOfBase(names, other, one)) continue;
        yield {
          message: `${one.ids.slice(0, 3).join(', ')} and ${other.ids.slice(0, 3).join(', ')}`,
          evidence: [...one.claims.slice(0, 2), ...other.claims.slice(0, 2)],
          severity: severityOf(one, other),
        };
      }
    }
  },
};

/** Letters and digits between marks: `TinyLlama-1.1B-Chat-v1.0` is `tinyllama`, `1`, `1b`, `chat`, `v1`, `0`. */
const wordsOf = (id: string): readonly string[] =>
  (id.split('/').at(-1) ?? '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Unsloth publishes copies of models in 16 bits by shortened names: `unsloth/tinyllama-chat`. */
const isUnslothOf = (id: string, base: string): boolean => {
  const [family, ...more] = wordsOf(id);
  const words = wordsOf(base);
  return id.startsWith('unsloth/') && family === words[0] && more.every((word) => words.includes(word));
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
    const names = new Set(ids.map(coreName));
    for (const claim of model.texts('training.path').filter(({ source }) => source.pointer === '/_name_or_path')) {
      const id = hubId(claim.value);
      if (id === undefined || bases.length === 0 || names.has(coreName(id)) || ids.some((one) => isUnslothOf(id, one)))
        continue;
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
  ofCard: 'front matter',
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
    const bases = model.texts('base-model');
    const isNamed = bases.some(({ value }) => hubId(value) !== undefined);
    for (const claim of bases) {
      if (hubId(claim.value) !== undefined || /^(?:https?|hf|s3|oci|gs|pkg|doi):/.test(claim.value)) continue;
      // Trainers and converters write names of files and titles into headers: it is enough that the card has the id.
      if (isOldId(claim.value) || (isNamed && /\.(?:safetensors|gguf)$/.test(claim.source.file ?? ''))) continue;
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
    if (!model.has('adapter')) return;
    const base = model.texts('base-model').find(({ source }) => source.file?.endsWith('adapter_config.json'));
    if (base === undefined) return;
    const revisions = model.about('base-model.revision').filter(({ subject }) => subject === `base:${base.value}`);
    if (!revisions.some((claim) => /^[\da-f]{40}$/.test(shownValue(claim))))
      yield { message: `${base.value} at no commit`, evidence: [base, ...revisions] };
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
