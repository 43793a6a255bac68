// SPDX-License-Identifier: Apache-2.0
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { parsePolicy, policySchema, policyTestsSchema } from '../../src/index.js';
import { FaultList, nowhere } from '../../src/schema/fault.js';
import { isDay } from '../../src/schema/day.js';
import { checkSchema } from '../../src/schema/schema-check.js';
import { UNWAIVABLE } from '../../src/policy/schema.js';
import { bytesOf, FULL_POLICY } from './example.js';
import type { SchemaNode } from '../../src/index.js';

const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
ajv.addFormat('date', isDay);
ajv.addVocabulary(['x-enforced', 'x-expected']);
const fitsByAjv = ajv.compile(policySchema);

const fits = (value: unknown): boolean => {
  const faults = new FaultList(nowhere);
  checkSchema(policySchema, value, faults);
  return !faults.hasErrors;
};

/** Every place in a value: the path of keys that leads there. */
function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => places(member, [...path, key]))];
}

/** A copy of `value` in which the member at `path` is changed. */
function changed(value: any, path: readonly string[], change: (holder: any, key: string) => void): unknown {
  const copy = structuredClone({ root: value });
  const [last, ...before] = ['root', ...path].toReversed();
  const holder = before.toReversed().reduce((at: any, key) => at[key], copy);
  change(holder, last!);
  return copy.root;
}

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    '',
    'x',
    'a b',
    '2026-02-30',
    '90d',
    '!a',
    'a[b]',
    [],
    {},
    [[]],
    ['a', 'a'],
    0,
    -1,
    1.5,
    2 ** 60,
  ),
  fc.constantFrom<unknown>(
    'x'.repeat(5000),
    '\u{1f600}'.repeat(1500),
    Array.from({ length: 1001 }, String),
    null,
    true,
  ),
);

describe('the schema of policies', () => {
  it('is valid JSON Schema 2020-12', () => {
    expect(ajv.validateSchema(policySchema)).toBe(true);
    expect(ajv.validateSchema(policyTestsSchema)).toBe(true);
  });

  it('is checked as ajv checks it, whatever is changed in a document', async () => {
    const { document } = await parsePolicy(bytesOf(FULL_POLICY));
    const change = fc.oneof(
      fc.record({ kind: fc.constantFrom('replace', 'add'), value: odd, name: fc.string({ maxLength: 8 }) }),
      fc.constant({ kind: 'remove', value: undefined, name: '' }),
    );
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...places(document)), change, (path, { kind, value, name }) => {
        const document2 = changed(document, path, (holder, key) => {
          // JSON has no holes.
          if (kind === 'remove' && Array.isArray(holder)) holder.splice(Number(key), 1);
          else if (kind === 'remove') Reflect.deleteProperty(holder, key);
          else if (kind === 'replace') holder[key] = value;
          else if (typeof holder[key] === 'object') holder[key] = { ...holder[key], [name]: value };
        });
        const expected = document2 !== undefined && fitsByAjv(document2);
        if (!expected) refused++;
        expect(fits(document2)).toBe(expected);
      }),
      { numRuns: 700 },
    );
    expect(refused).toBeGreaterThan(150);
  }, 60_000);

  const fields: [string, SchemaNode][] = [];
  const collect = (node: SchemaNode, path: string): void => {
    for (const [name, property] of Object.entries(node.properties ?? {})) {
      fields.push([`${path}.${name}`, property]);
      collect(property, `${path}.${name}`);
    }
    if (node.items) collect(node.items, `${path}[]`);
    if (typeof node.additionalProperties === 'object') collect(node.additionalProperties, `${path}.*`);
  };
  collect(policySchema, '');

  it.each(fields)('describes %s', (_, node) => {
    expect(node.description ?? '').toMatch(/^[A-Z`].*\.$/su);
  });

  it('closes every mapping against fields that it does not know', () => {
    const open: string[] = [];
    const look = (node: SchemaNode, path: string): void => {
      if (node.type === 'object' && node.additionalProperties === undefined) open.push(path);
      for (const [name, property] of Object.entries(node.properties ?? {})) look(property, `${path}.${name}`);
      if (node.items) look(node.items, `${path}[]`);
      if (typeof node.additionalProperties === 'object') look(node.additionalProperties, `${path}.*`);
    };
    look(policySchema, '');
    expect(open).toEqual([]);
  });

  it('lets exceptions name every requirement but those that nobody may waive, and attestations by their ids alone', () => {
    const spec = policySchema.properties!.spec!.properties!;
    const waivable = spec.exceptions!.items!.properties!.requirement!.enum!;
    expect([...waivable, ...UNWAIVABLE, 'attestations'].sort()).toEqual(
      Object.keys(spec.requirements!.properties!).sort(),
    );
  });
});
