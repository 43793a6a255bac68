// SPDX-License-Identifier: Apache-2.0
// What is published about predicates: every kind has a page, a schema, an example that holds and one that does not.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  BUILD_TYPE_SCHEMAS,
  DATASET_BUILD_TYPE,
  PREDICATES,
  TRAINING_BUILD_TYPE,
  checkPredicate,
  type SchemaNode,
} from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { isTime } from '../../src/schema/time.js';

const DOCS = join(import.meta.dirname, '../../../../docs');
const BUILD_TYPES = { 'training-v1': TRAINING_BUILD_TYPE, 'dataset-v1': DATASET_BUILD_TYPE };

const textOf = (path: string): string => readFileSync(join(DOCS, path), 'utf8');
const jsonOf = (path: string): any => JSON.parse(textOf(path));
const ajv = new Ajv2020({ strict: false, formats: { 'date-time': isTime } });
const validatorOf = (id: string): ((value: unknown) => boolean) =>
  ajv.compile(jsonOf(`schemas/predicates/${id}.schema.json`));

/** Names of all fields that a schema has, wherever they are. */
function fieldNames({ properties = {}, items, additionalProperties }: SchemaNode): readonly string[] {
  const below = [...Object.values(properties), items, additionalProperties || undefined];
  return [...Object.keys(properties), ...below.flatMap((node) => (node === undefined ? [] : fieldNames(node)))];
}

describe.each(PREDICATES.map((kind) => [kind.id, kind] as const))('the published predicate %s', (id, kind) => {
  it('has a page with its type, its specification and every field of its own', () => {
    const page = textOf(`predicates/${id}.md`);
    const own = Object.keys(kind.schema.properties ?? {});
    for (const text of [kind.type, kind.specification, ...own]) expect(page).toContain(text);
    expect(page).toContain(textOf(`predicates/examples/${id}.json`));
  });

  it('has a schema that takes its example and refuses the other one, as the kit does', async () => {
    const valid = validatorOf(id);
    const [good, bad] = [jsonOf(`predicates/examples/${id}.json`), jsonOf(`predicates/examples/refused/${id}.json`)];
    const ours = (predicate: any): Promise<string> => thrownCode(() => checkPredicate(kind.type, predicate));
    expect([valid(good), valid(bad)]).toEqual([true, false]);
    await expect(ours(good)).resolves.toBe('nothing thrown');
    await expect(ours(bad)).resolves.toBe('INPUT_MALFORMED');
  });
});

describe.each(Object.entries(BUILD_TYPES))('the published build type %s', (id, type) => {
  it('has a page with every field', () => {
    const page = textOf(`predicates/${id}.md`);
    for (const name of [type, ...fieldNames(BUILD_TYPE_SCHEMAS[type] ?? {})]) expect(page).toContain(name);
  });

  it('has a schema that takes the example and refuses one without roles', () => {
    const { buildDefinition } = jsonOf('predicates/examples/slsa-provenance.json');
    const valid = validatorOf(id);
    expect(valid(buildDefinition)).toBe(true);
    delete buildDefinition.resolvedDependencies[0].annotations.role;
    expect(valid(buildDefinition)).toBe(false);
  });
});

describe('what is published', () => {
  it('is all that the kit knows, and no more', () => {
    const kinds = PREDICATES.map(({ id }) => id).sort();
    const namesIn = (folder: string, end: string): readonly string[] =>
      readdirSync(join(DOCS, folder))
        .filter((name) => name.endsWith(end))
        .map((name) => name.slice(0, -end.length))
        .sort();
    const all = [...kinds, ...Object.keys(BUILD_TYPES)].sort();
    expect(Object.values(BUILD_TYPES).sort()).toEqual(Object.keys(BUILD_TYPE_SCHEMAS).sort());
    expect(namesIn('predicates', '.md')).toEqual(['README', ...all]);
    expect(namesIn('schemas/predicates', '.schema.json')).toEqual(all);
    expect(namesIn('predicates/examples', '.json')).toEqual(kinds);
    expect(namesIn('predicates/examples/refused', '.json')).toEqual(kinds);
  });

  it('has links that lead somewhere', () => {
    for (const name of readdirSync(join(DOCS, 'predicates')).filter((one) => one.endsWith('.md'))) {
      const links = [...textOf(`predicates/${name}`).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link);
      expect(links.filter((link) => !existsSync(join(DOCS, 'predicates', link)))).toEqual([]);
    }
  });
});
