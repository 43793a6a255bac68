// SPDX-License-Identifier: Apache-2.0
import type { ClaimName } from '../claims/vocabulary.js';
import { sayingsOf, type SubjectClaims } from '../documents/claims-of.js';
import { hubUrlOf } from '../documents/hub-place.js';
import type { DocumentInput } from '../documents/input.js';
import { hubPurlOf } from '../documents/purls.js';
import { lineText } from '../documents/text.js';
import {
  allTexts,
  bestText,
  bestTime,
  bestUrl,
  claimsNamed,
  dictionaryOf,
  joinedTexts,
  memberOf,
} from './claim-fields.js';
import type { SpdxGraph, SpdxValue } from './graph.js';
import { addLicenses } from './licenses.js';
import { ownIdentity } from './own-identity.js';

/** Claims that are hyperparameters, by the names that configurations have for them. */
const SIZES: readonly (readonly [ClaimName, key: string])[] = [
  ['context-length', 'context_length'],
  ['hidden-size', 'hidden_size'],
  ['intermediate-size', 'intermediate_size'],
  ['key-value-heads', 'num_key_value_heads'],
  ['layers', 'num_hidden_layers'],
  ['attention-heads', 'num_attention_heads'],
  ['parameters.count', 'parameter_count'],
  ['quantization.method', 'quantization'],
  ['vocabulary.size', 'vocab_size'],
];

/** The model as an `AIPackage`, with its licences; what no claim gives is not there. */
export function addModelPackage(graph: SpdxGraph, input: DocumentInput, claims: SubjectClaims): string {
  const { name, version, place, purl } = ownIdentity(input, claims, { name: 'name', version: 'version' });
  const package_ = graph.add('model', 'ai_AIPackage', {
    name,
    description: bestText(claims, 'description'),
    software_packageVersion: version,
    software_packageUrl: place === undefined ? purl : hubPurlOf(place),
    software_downloadLocation: place === undefined ? bestUrl(claims, 'repository.url') : hubUrlOf(place),
    software_primaryPurpose: 'model',
    releaseTime: bestTime(claims, 'released'),
    suppliedBy: supplierIn(graph, claims, place !== undefined),
    originatedBy: makers(graph, claims),
    ...capabilities(claims),
  });
  addLicenses(graph, package_, claimsNamed(claims, 'license', 'license.name', 'license.link', 'license.text'));
  return package_;
}

function supplierIn(graph: SpdxGraph, claims: SubjectClaims, isAtHub: boolean): string | undefined {
  const name = lineText(bestText(claims, 'supplier') ?? (isAtHub ? 'Hugging Face' : ''));
  return name === '' ? undefined : graph.add(`agent:${name}`, 'Organization', { name });
}

function makers(graph: SpdxGraph, claims: SubjectClaims): readonly string[] | undefined {
  const organizations = allTexts(claims, 'organization') ?? [];
  const authors = (allTexts(claims, 'author') ?? []).filter((name) => !organizations.includes(name));
  const all = [
    ...organizations.map((name) => graph.add(`agent:${name}`, 'Organization', { name })),
    // A person or a group: nobody says which.
    ...authors.map((name) => graph.add(`agent:${name}`, 'Agent', { name })),
  ];
  return all.length === 0 ? undefined : all;
}

function capabilities(claims: SubjectClaims): Readonly<Record<string, SpdxValue | undefined>> {
  return {
    ai_domain: allTexts(claims, 'task'),
    ai_typeOfModel: allTexts(claims, 'model-type', 'architecture'),
    ai_hyperparameter: dictionaryOf([...sizes(claims), ...hyperparameters(claims)]),
    ai_metric: dictionaryOf(metrics(claims)),
    ai_limitation: joinedTexts(claims, 'limitation', 'bias', 'out-of-scope-use'),
    ai_informationAboutApplication: joinedTexts(claims, 'intended-use'),
    ai_informationAboutTraining: joinedTexts(claims, 'training.framework', 'hardware'),
  };
}

const sizes = (claims: SubjectClaims): readonly (readonly [string, string])[] =>
  SIZES.flatMap(([name, key]) => {
    const text = bestText(claims, name);
    return text === undefined ? [] : [[key, text] as const];
  });

const hyperparameters = (claims: SubjectClaims): readonly (readonly [string, string])[] =>
  sayingsOf(claims.get('training.hyperparameter') ?? []).map(({ text, claims: [{ value }] }) => [
    memberOf(value, 'name') ?? 'training.hyperparameter',
    memberOf(value, 'value') ?? text,
  ]);

/** `dataset metric` -> value */
const metrics = (claims: SubjectClaims): readonly (readonly [string, string])[] =>
  sayingsOf(claims.get('metric') ?? []).map(({ text, claims: [{ value }] }) => {
    const parts = ['dataset', 'config', 'split', 'metric'].flatMap((key) => memberOf(value, key) ?? []);
    return parts.length === 0 ? ['metric', text] : [parts.join(' '), memberOf(value, 'value') ?? text];
  });
