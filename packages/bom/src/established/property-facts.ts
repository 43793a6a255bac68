// SPDX-License-Identifier: Apache-2.0
import type { ClaimName } from '../claims/vocabulary.js';

/** What numbers are called, letters and digits alone, by configurations and by tools that read them. */
const NUMBERS: ReadonlyMap<string, ClaimName> = new Map<string, ClaimName>([
  ['contextlength', 'context-length'],
  ['maxpositionembeddings', 'context-length'],
  ['hiddensize', 'hidden-size'],
  ['intermediatesize', 'intermediate-size'],
  ['numhiddenlayers', 'layers'],
  ['numattentionheads', 'attention-heads'],
  ['numkeyvalueheads', 'key-value-heads'],
  ['vocabsize', 'vocabulary.size'],
  ['parametercount', 'parameters.count'],
  ['numparameters', 'parameters.count'],
  ['totalparameters', 'parameters.count'],
]);
/** Facts that are numbers, whatever a document calls them. */
export const NUMBER_FACTS: ReadonlySet<string> = new Set(NUMBERS.values());
const OWN = /^mpk:(?:(?:conflict|other):)?([\w.-]{1,64})$/;
/** Claims whose words are the same in every document of this kit. */
const COMPARED: ReadonlySet<string> = new Set<ClaimName>([
  ...NUMBERS.values(),
  'adapter',
  'adapter.rank',
  'architecture',
  'base-model',
  'buffers.count',
  'chat-template',
  'dtype',
  'license',
  'model-type',
  'name',
  'quantization.bits',
  'quantization.method',
  'task',
  'tensor.count',
  'tied-embeddings',
  'tokenizer',
  'version',
]);

/** The claim that a property, or an entry of a dictionary, makes; undefined for all that says something else. */
export function propertyFact(name: string): ClaimName | undefined {
  const own = OWN.exec(name)?.[1];
  if (own !== undefined) return isCompared(own) ? own : undefined;
  const steps = name.split(':');
  const [last = '', before = ''] = [steps.at(-1), steps.at(-2)].map((step) => plain(step ?? ''));
  return NUMBERS.get(last) ?? NUMBERS.get(before + last);
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z\d]/g, '');

const isCompared = (name: string): name is ClaimName => COMPARED.has(name);
