// SPDX-License-Identifier: Apache-2.0
import type { Claim, ClaimValue } from '@mpk/core';
import type { ClaimName } from '../../claims/vocabulary.js';
import { cleanText, valueText } from '../../documents/text.js';
import { isSince, specOf, type SpecVersion } from '../json/spec-version.js';
import type { Considerations, ModelCard, ModelParameters, PerformanceMetric, Property } from '../model/index.js';
import { CitedList } from './cited-list.js';
import type { ComponentDraft } from './component-draft.js';

/** Training, which the card has no members for. */
const TRAINING: readonly ClaimName[] = [
  'training.hyperparameter',
  'training.framework',
  'training.started',
  'training.finished',
  'training.steps',
  'training.epochs',
  'training.flops',
  'training.captions',
  'hardware',
  'out-of-scope-use',
];
/** Energy: a number of grams is no `energyConsumptions`, whose energy and provider nobody stated. */
const ENERGY: readonly ClaimName[] = ['energy.co2', 'energy.source', 'energy.place'];

/** A bare number says its unit in its name. */
const UNITS: ReadonlyMap<string, string> = new Map([['energy.co2', 'mpk:energy.co2:grams']]);

/** The card, of what claims say and of nothing else; undefined where they say nothing for it. */
export function modelCardOf(
  draft: ComponentDraft,
  datasets: readonly DatasetReference[],
  spec: SpecVersion,
): ModelCard | undefined {
  const hasEnvironment = isSince(specOf(spec), '1.6');
  const card = {
    modelParameters: someOf(modelParameters(draft, datasets)),
    quantitativeAnalysis: someOf({ performanceMetrics: metrics(draft) }),
    considerations: someOf(considerations(draft, hasEnvironment)),
    properties: properties(draft, hasEnvironment ? TRAINING : [...TRAINING, ...ENERGY], ['modelCard', 'properties']),
  };
  return someOf(card);
}

export interface DatasetReference {
  readonly ref: string;
  readonly claims: readonly Claim[];
}

function modelParameters(draft: ComponentDraft, datasets: readonly DatasetReference[]): ModelParameters {
  const path = ['modelCard', 'modelParameters'];
  const refs = new CitedList<{ readonly ref: string }>();
  for (const { ref, claims } of datasets) refs.add(ref, { ref }, claims);
  return {
    task: draft.best('task', [...path, 'task']),
    architectureFamily: draft.best('model-type', [...path, 'architectureFamily']),
    modelArchitecture: draft.best('architecture', [...path, 'modelArchitecture']),
    datasets: refs.finish(draft.facts, draft.ref, [...path, 'datasets']),
    inputs: formats(draft, 'input', [...path, 'inputs']),
    outputs: formats(draft, 'output', [...path, 'outputs']),
  };
}

/** `name type [shape]`, of what is there. */
function formats(draft: ComponentDraft, name: 'input' | 'output', path: string[]): ModelParameters['inputs'] {
  const list = new CitedList<{ readonly format: string }>();
  for (const { claims, text } of draft.take(name)) {
    const { value } = claims[0];
    const parts = ['name', 'type', 'format', 'shape'].flatMap((key) => memberText(value, key) ?? []);
    const format = parts.length === 0 ? text : parts.join(' ');
    list.add(format, { format }, claims);
  }
  return list.finish(draft.facts, draft.ref, path);
}

/** What a metric was measured on goes into its slice, the only member that can say so. */
const SLICE = ['task', 'dataset', 'config', 'split', 'revision', 'source', 'verified'];

function metrics(draft: ComponentDraft): readonly PerformanceMetric[] | undefined {
  const list = new CitedList<PerformanceMetric>();
  for (const { claims, text } of draft.take('metric')) {
    const { value } = claims[0];
    const type = memberText(value, 'metric');
    const slice = SLICE.flatMap((key) => {
      const part = memberText(value, key);
      return part === undefined ? [] : [`${key}=${part}`];
    });
    const metric =
      type === undefined
        ? { value: text }
        : { type, value: memberText(value, 'value'), slice: slice.length === 0 ? undefined : slice.join('; ') };
    list.add(JSON.stringify([metric.slice ?? '', metric.type ?? '', metric.value]), metric, claims);
  }
  return list.finish(draft.facts, draft.ref, ['modelCard', 'quantitativeAnalysis', 'performanceMetrics']);
}

function considerations(draft: ComponentDraft, hasEnvironment: boolean): Considerations {
  const path = ['modelCard', 'considerations'];
  const list = <T>(name: ClaimName, member: string, item: (text: string) => T): readonly T[] | undefined => {
    const found = new CitedList<T>();
    for (const saying of draft.take(name)) found.add(saying.text, item(saying.text), saying.claims);
    return found.finish(draft.facts, draft.ref, [...path, member]);
  };
  const environment = hasEnvironment
    ? properties(draft, ENERGY, [...path, 'environmentalConsiderations', 'properties'])
    : undefined;
  return {
    useCases: list('intended-use', 'useCases', (text) => text),
    technicalLimitations: list('limitation', 'technicalLimitations', (text) => text),
    // What is said, also where it is a limitation by its heading, too: a heading alone reads as a fact and says nothing.
    ethicalConsiderations: list('bias', 'ethicalConsiderations', (text) => ({ name: text })),
    environmentalConsiderations: environment && { properties: environment },
  };
}

function properties(
  draft: ComponentDraft,
  names: readonly ClaimName[],
  path: string[],
): readonly Property[] | undefined {
  const list = new CitedList<Property>();
  for (const name of names) {
    for (const { text, claims } of draft.take(name)) {
      const { value } = claims[0];
      const parameter = name === 'training.hyperparameter' ? memberText(value, 'name') : undefined;
      const property =
        parameter === undefined
          ? { name: UNITS.get(name) ?? `mpk:${name}`, value: text }
          : { name: `mpk:${name}:${parameter}`, value: memberText(value, 'value') ?? text };
      list.add(`${property.name}\0${property.value}`, property, claims);
    }
  }
  return list.finish(draft.facts, draft.ref, path);
}

/** A member of a claim's object, as text. */
function memberText(value: ClaimValue, name: string): string | undefined {
  if (typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, name)) return undefined;
  const member = (value as { readonly [name: string]: ClaimValue | undefined })[name];
  const text = member === undefined ? '' : cleanText(valueText(member));
  return text === '' ? undefined : text;
}

/** An object of which nothing is there is not there. */
const someOf = <T extends object>(value: T): T | undefined =>
  Object.values(value).some((member) => member !== undefined) ? value : undefined;
