// SPDX-License-Identifier: Apache-2.0
import { VOCABULARY, type ClaimName } from '../claims/vocabulary.js';
import { isSingle } from '../documents/single-claims.js';

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
const OWN = /^mpk:(?:conflict:)?([\w.-]{1,64})$/;
/** Numbers of the taxonomy that stand in the properties of this kit under names of their own. */
const COUNTED = new Set<string>(NUMBERS.values());

/** The claim that a property, or an entry of a dictionary, makes; undefined for all that says something else. */
export function propertyFact(name: string): ClaimName | undefined {
  const own = OWN.exec(name)?.[1];
  if (own !== undefined) return isClaim(own) && (isSingle(own) || COUNTED.has(own)) ? own : undefined;
  const steps = name.split(':');
  const [last = '', before = ''] = [steps.at(-1), steps.at(-2)].map((step) => plain(step ?? ''));
  return NUMBERS.get(last) ?? NUMBERS.get(before + last);
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z\d]/g, '');

const isClaim = (name: string): name is ClaimName => Object.hasOwn(VOCABULARY, name);
