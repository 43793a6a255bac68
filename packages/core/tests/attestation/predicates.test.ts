// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  BUILD_TYPE_SCHEMAS,
  PREDICATES,
  TRAINING_BUILD_TYPE,
  checkPredicate,
  createStatement,
  parseStatement,
  predicateKind,
  subjectDigests,
} from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { isTime } from '../../src/schema/time.js';

const EXAMPLES = new URL('../../../../docs/predicates/examples/', import.meta.url);
const example = (id: string): any => JSON.parse(readFileSync(fileURLToPath(new URL(`${id}.json`, EXAMPLES)), 'utf8'));
const check = (type: string, predicate: unknown): Promise<string> =>
  thrownCode(() => checkPredicate(type, predicate as any));
const kindOf = (id: string) => PREDICATES.find((kind) => kind.id === id)!;
const subject = [{ name: 'm', digest: { sha256: 'ab'.repeat(32) } }];

const ajv = new Ajv2020({ strict: false, formats: { 'date-time': isTime } });

describe.each(PREDICATES.map((kind) => [kind.id, kind] as const))('the predicate %s', (id, kind) => {
  const valid = ajv.compile(kind.schema);

  it('takes its documented example, with members that its schema does not name, as a general validator does', async () => {
    const extended = { ...example(id), more: { of: 'it' } };
    expect(valid(extended)).toBe(true);
    await expect(check(kind.type, extended)).resolves.toBe('nothing thrown');
  });

  it.each(kind.schema.required ?? [])('needs %s', async (member) => {
    const rest = Object.fromEntries(Object.entries(example(id)).filter(([name]) => name !== member));
    expect(valid(rest)).toBe(false);
    await expect(check(kind.type, rest)).resolves.toBe('INPUT_MALFORMED');
  });

  it('refuses members of another type, wherever they are', async () => {
    const accepted: string[] = [];
    for (const path of pathsOf(example(id))) {
      const spoiled = example(id);
      set(spoiled, path, 12.5);
      const code = await check(kind.type, spoiled);
      const ours = code === 'nothing thrown' ? isFine(spoiled) : false;
      expect([path.join('/'), ours]).toEqual([path.join('/'), isFine(spoiled)]);
      if (ours) accepted.push(path.join('/'));
    }
    // What in-toto leaves open stays open; nothing else may.
    expect(accepted.filter((path) => !OPEN.test(path))).toEqual([]);
  });

  /** What ajv makes of it: the schema of the kind and, for our build types, theirs. */
  function isFine(predicate: any): boolean {
    if (!(valid as (value: any) => boolean)(predicate)) return false;
    const schema = BUILD_TYPE_SCHEMAS[predicate.buildDefinition?.buildType];
    return schema === undefined || ajv.compile(schema)(predicate.buildDefinition);
  }

  it('is found by its type', () => {
    expect(predicateKind(kind.type)).toBe(kind);
  });
});

/** Free-form parts: annotations, conditions, parameters of other tools, elements of bills of materials. */
const OPEN =
  /byproducts\/0\/annotations\/|annotations\/(?!role|relation|purpose|manifestDigest)|conditions\/|platform\/|components\/0\/|packages\/0\/(?:SPDXID)|@graph\/0\/|metadata\/component|packages\/0\/name$|configuration\/0\/more/;

function pathsOf(value: any, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]));
  return path.length === 0 ? below : [path, ...below];
}

function set(target: any, path: (string | number)[], value: unknown): void {
  const last = path.at(-1)!;
  path.slice(0, -1).reduce((at, key) => at[key], target)[last] = value;
}

describe('predicates', () => {
  it.each([
    ['https://slsa.dev/provenance/v1', 'slsa-provenance'],
    ['https://cyclonedx.org/bom/v1.6', 'cyclonedx'],
    ['https://spdx.dev/Document', 'spdx-2'],
    ['https://spdx.dev/Document/v3', 'spdx-3'],
    ['https://in-toto.io/attestation/scai/attribute-report/v0.2', 'scai'],
    ['https://slsa.dev/provenance/v0.2', undefined],
    ['https://slsa.dev/provenance/v1.evil.example', undefined],
    ['https://cyclonedx.org/bom/v1.6/x', undefined],
  ])('%s is of kind %s', (type, id) => {
    expect(predicateKind(type)?.id).toBe(id);
  });

  it('of types that are not known are not checked', async () => {
    await expect(check('https://example.com/x/v1', { anything: 1 })).resolves.toBe('nothing thrown');
  });

  it('of this kit’s build types are held to those too', async () => {
    const { type } = kindOf('slsa-provenance');
    const provenance = example('slsa-provenance');
    delete provenance.buildDefinition.resolvedDependencies[0].annotations.role;
    await expect(check(type, provenance)).resolves.toBe('INPUT_MALFORMED');
    provenance.buildDefinition.buildType = 'https://example.com/other/v1';
    await expect(check(type, provenance)).resolves.toBe('nothing thrown');
    provenance.buildDefinition.buildType = 'constructor';
    await expect(check(type, provenance)).resolves.toBe('nothing thrown');
  });

  it('say by pointer what is wrong', () => {
    const provenance = example('slsa-provenance');
    provenance.runDetails.metadata.startedOn = '2026-02-30T00:00:00Z';
    expect(() => checkPredicate(kindOf('slsa-provenance').type, provenance)).toThrow(
      /not a SLSA Build Provenance: \/runDetails\/metadata\/startedOn: found "2026-02-30T00:00:00Z", expected a time/,
    );
  });

  it('have schemas that other validators take', () => {
    for (const schema of [...PREDICATES.map((kind) => kind.schema), ...Object.values(BUILD_TYPE_SCHEMAS)]) {
      expect(ajv.validateSchema(schema)).toBe(true);
    }
    expect(Object.keys(BUILD_TYPE_SCHEMAS)).toContain(TRAINING_BUILD_TYPE);
  });
});

describe('createStatement', () => {
  const { type } = kindOf('test-result');

  it('writes what parseStatement reads', () => {
    const bytes = createStatement({ subject, predicateType: type, predicate: example('test-result') }, 10_000);
    const statement = parseStatement(bytes, 10_000);
    expect(statement).toEqual({ subject, predicateType: type, predicate: example('test-result') });
    expect(subjectDigests(statement)).toEqual(['ab'.repeat(32)]);
  });

  it('writes all that SLSA demands, and reads what some tools leave out', async () => {
    const provenance = example('slsa-provenance');
    provenance.buildDefinition.buildType = 'https://example.com/other/v1';
    delete provenance.buildDefinition.externalParameters;
    const slsa = kindOf('slsa-provenance').type;
    await expect(check(slsa, provenance)).resolves.toBe('nothing thrown');
    const write = () => createStatement({ subject, predicateType: slsa, predicate: provenance }, 10_000);
    await expect(thrownCode(write)).resolves.toBe('INPUT_MALFORMED');
  });

  it('reads the older name of a statement, and no other', async () => {
    const text = (version: string): Buffer =>
      Buffer.from(
        JSON.stringify({
          _type: `https://in-toto.io/Statement/${version}`,
          subject,
          predicateType: 't',
          predicate: {},
        }),
      );
    expect(parseStatement(text('v0.1'), 10_000).subject).toEqual(subject);
    await expect(thrownCode(() => parseStatement(text('v2'), 10_000))).resolves.toBe('INPUT_MALFORMED');
  });

  it.each([
    ['a predicate that is not what its type demands', { predicate: {} }, 'INPUT_MALFORMED'],
    ['no subject', { subject: [] }, 'INPUT_MALFORMED'],
    ['a subject whose digest is no hex', { subject: [{ name: 'm', digest: { sha256: 'x' } }] }, 'INPUT_MALFORMED'],
    [
      'more bytes than are read',
      { predicate: { ...example('test-result'), url: 'x'.repeat(10_000) } },
      'INPUT_TOO_LARGE',
    ],
  ])('refuses %s', async (_, change, code) => {
    const options = { subject, predicateType: type, predicate: example('test-result'), ...change };
    await expect(thrownCode(() => createStatement(options, 10_000))).resolves.toBe(code);
  });
});

describe('a time', () => {
  it.each([
    ['2026-06-30T12:00:00Z', true],
    ['2026-06-30T12:00:00.123456789+02:00', true],
    ['2026-06-30T24:00:00Z', false],
    ['2026-02-30T12:00:00Z', false],
    ['2026-06-30 12:00:00Z', false],
    ['2026-06-30T12:00:00', false],
    ['2026-06-30T12:00:60Z', false],
  ])('%s: %s', (text, expected) => {
    expect(isTime(text)).toBe(expected);
  });
});
