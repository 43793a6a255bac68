// SPDX-License-Identifier: Apache-2.0
// What a CycloneDX document says where CycloneDX has a place for it, or where its program has a property of that name.
import { isObject, type Json, type JsonObject } from './leaves.ts';
import type { Kind } from './truth.ts';

export interface Statement {
  readonly kind: Kind;
  readonly value: string;
}

/** Answers that say that there is none. */
const NO_ANSWER = /^(?:unknown|noassertion|none|n\/a|not provided|\[not provided\]|)$/i;

/** All statements of kinds that can be held against what the files say. */
export function statementsOf(document: JsonObject): readonly Statement[] {
  const components = componentsIn([member(document, 'metadata', 'component'), document['components']]);
  const statements = components.flatMap((component) => [
    ...(isModel(component) ? ofModel(component) : []),
    ...ofLibrary(component),
    ...ofDataset(component),
    ...ofHashes(component),
    ...ofProperties(component),
  ]);
  return statements.filter(({ value }) => !NO_ANSWER.test(value.trim()));
}

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as Json[]).filter(isObject) : [];
const member = (value: Json | undefined, ...path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((at, name) => (isObject(at) ? at[name] : undefined), value);

/** Components and those within them; not those of a pedigree. */
function componentsIn(values: readonly (Json | undefined)[]): readonly JsonObject[] {
  return values
    .flatMap((value) => (isObject(value) ? [value] : listOf(value)))
    .flatMap((component) => [component, ...componentsIn([component['components']])]);
}

export const fullName = ({ group, name }: JsonObject): string =>
  textOf(group) === '' ? textOf(name) : `${textOf(group)}/${textOf(name)}`;

/** A component that says something of a model, and does not only name one. */
const isModel = ({ type, ...component }: JsonObject): boolean =>
  'modelCard' in component ||
  (type === 'machine-learning-model' &&
    ['licenses', 'hashes', 'pedigree', 'properties'].some((name) => name in component));

function ofModel(component: JsonObject): readonly Statement[] {
  const parameters = member(component, 'modelCard', 'modelParameters');
  const people = [component['supplier'], component['manufacturer'], ...listOf(component['authors'])];
  return [
    { kind: 'name', value: fullName(component) },
    { kind: 'version', value: textOf(component['version']) },
    { kind: 'task', value: textOf(member(parameters, 'task')) },
    { kind: 'architecture', value: textOf(member(parameters, 'modelArchitecture')) },
    { kind: 'architecture', value: textOf(member(parameters, 'architectureFamily')) },
    ...[component['author'], component['publisher'], ...people.map((one) => member(one, 'name'))].map(
      (value): Statement => ({ kind: 'name', value: textOf(value) }),
    ),
    ...listOf(component['licenses']).flatMap(ofLicense),
    ...listOf(member(component, 'pedigree', 'ancestors')).map((one): Statement => ({
      kind: 'base',
      value: fullName(one),
    })),
    ...listOf(member(parameters, 'datasets')).map((one): Statement => ({
      kind: 'dataset',
      value: textOf(one['name']),
    })),
  ];
}

function ofLicense({ license, expression }: JsonObject): readonly Statement[] {
  const ids = [member(license, 'id'), member(license, 'name')].map(textOf);
  return [...ids, ...textOf(expression).split(/ (?:AND|OR|WITH) |[()]/)].map((value) => ({ kind: 'license', value }));
}

function ofLibrary({ type, name, version }: JsonObject): readonly Statement[] {
  if (type !== 'library' && type !== 'framework') return [];
  return [{ kind: 'library', value: textOf(version) === '' ? textOf(name) : `${textOf(name)}@${textOf(version)}` }];
}

/** A component with data of the type `dataset`, or one that its program calls a dataset. */
function ofDataset(component: JsonObject): readonly Statement[] {
  const isDataset =
    listOf(component['data']).some(({ type }) => type === 'dataset') ||
    listOf(component['properties']).some(({ name, value }) => /is_dataset$/.test(textOf(name)) && value === 'true');
  return isDataset ? [{ kind: 'dataset', value: fullName(component) }] : [];
}

const ofHashes = ({ hashes }: JsonObject): readonly Statement[] =>
  listOf(hashes).map(({ content }) => ({ kind: 'digest', value: textOf(content) }));

const PROPERTIES: readonly (readonly [name: RegExp, kind: Kind])[] = [
  [/param(?:eter)?s?[:._-]?count$|[:._]parameters$/i, 'parameters'],
  [/(?:dtypes?|quantization|precision)$/i, 'precision'],
  [/base[:._-]?model$/i, 'base'],
];

const ofProperties = ({ properties }: JsonObject): readonly Statement[] =>
  listOf(properties).flatMap(({ name, value }) =>
    PROPERTIES.flatMap(([pattern, kind]) => (pattern.test(textOf(name)) ? [{ kind, value: textOf(value) }] : [])),
  );
