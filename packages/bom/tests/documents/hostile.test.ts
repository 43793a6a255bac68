// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { CLAIM_METHODS, type Claim, type ClaimValue } from '@mpk/core';
import { VOCABULARY } from '@mpk/bom';
import { createDocument, findReferenceFaults, SPEC_VERSIONS, type DocumentInput } from '@mpk/bom/documents';
import { spdxFaults } from '../spdx/spdx-schema.js';
import { at, sourcePointers } from './pointers.js';
import { jsonFaults, xmlFaults } from './validators.js';

/** Any UTF-16, also what is no Unicode, and texts that formats, schemas and this kit take for something. */
const text = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
      .map((units) => String.fromCharCode(...units)),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[
        '',
        ' ',
        '\u0000',
        '\ud800',
        '\udc00x',
        '\uffff',
        '%',
        '%zz',
        '#',
        '..',
        '/',
        '~1',
        '__proto__',
        'constructor',
      ],
      ...[
        'MIT',
        'MIT OR',
        '(MIT OR Apache-2.0)',
        'LicenseRef-x',
        'GPL-2.0+',
        'other',
        'llama3.2',
        ']]>',
        '<!--',
        '&#0;',
      ],
      ...[
        'http://[::1]/',
        'https://a b/?{}|^`"<>[]#x#y',
        'https://\u00fc.example/%',
        'HTTP://X',
        'javascript:1',
        'urn:cdx:x',
      ],
      ...[
        'hf://a/b',
        'hf://a/b@main',
        'hf://datasets/a/b@x',
        'file:///x',
        'org/name',
        './x',
        'name==1.0',
        'transformers 4',
      ],
      ...[
        '2026-01-01',
        '2026-13-01',
        '9999-12-31T23:59:60Z',
        '0000-01-01',
        'en',
        'LORA',
        '1e400',
        '10.1/x',
        '10.1234/\u0000',
      ],
      ...['model', 'tool', 'formula', 'file:x', 'README.md', 'x'.repeat(3000)],
    ),
  },
);
const scalar = fc.oneof(
  text,
  fc.double(),
  fc.boolean(),
  fc.constantFrom(0, -0, 1e21, 5e-324, Number.MAX_VALUE, Number.MAX_SAFE_INTEGER),
);
const value: fc.Arbitrary<ClaimValue> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  {
    weight: 2,
    arbitrary: fc.dictionary(
      fc.oneof(text, fc.constantFrom('metric', 'value', 'dataset', 'name', 'shape', 'type', 'format', 'source')),
      fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })),
      { maxKeys: 4 },
    ),
  },
);
const claim: fc.Arbitrary<Claim> = fc.record({
  subject: fc.oneof(
    { weight: 4, arbitrary: fc.constant('model') },
    {
      weight: 3,
      arbitrary: fc.tuple(fc.constantFrom('dataset:', 'base:', 'file:', ''), text).map(([kind, name]) => kind + name),
    },
  ),
  name: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...Object.keys(VOCABULARY)) }, { weight: 1, arbitrary: text }),
  value,
  source: fc.record({ file: text, pointer: text, what: text }, { requiredKeys: [] }),
  method: fc.constantFrom(...CLAIM_METHODS),
});
const sha256 = fc.constantFrom('0'.repeat(64), 'f'.repeat(64));
const time = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
const input: fc.Arbitrary<DocumentInput & { timestamp?: Date }> = fc.record(
  {
    tool: fc.record({ name: text, version: text }),
    model: fc.record(
      {
        name: text,
        uri: text,
        manifestDigest: text,
        files: fc.uniqueArray(fc.record({ name: text, sizeBytes: fc.nat(), sha256 }), {
          maxLength: 4,
          selector: ({ name }) => name,
        }),
      },
      { requiredKeys: ['name', 'files'] },
    ),
    claims: fc.array(claim, { maxLength: 30 }),
    timestamp: time,
    lineage: fc.array(fc.record({ name: text, known: fc.constantFrom('declared', 'attested', 'confirmed') }), {
      maxLength: 2,
    }),
    production: fc.record(
      {
        images: fc.array(fc.record({ name: text, digest: text, tag: text }, { requiredKeys: ['name'] }), {
          maxLength: 2,
        }),
        packages: fc.array(fc.record({ name: text, version: text, sha256 }, { requiredKeys: ['name'] }), {
          maxLength: 2,
        }),
        runs: fc.uniqueArray(
          fc.record(
            {
              id: text,
              name: text,
              startedAt: time,
              parameters: fc.array(fc.record({ name: text, value: text }), { maxLength: 2 }),
              inputs: fc.array(fc.record({ uri: text, digest: text }, { requiredKeys: ['uri'] }), { maxLength: 2 }),
            },
            { requiredKeys: ['id'] },
          ),
          { maxLength: 2, selector: ({ id }) => id },
        ),
      },
      { requiredKeys: [] },
    ),
    verdicts: fc.array(
      fc.record(
        {
          signer: text,
          bundleSha256: sha256,
          kind: fc.constantFrom('tests', 'verification'),
          result: fc.constantFrom('PASSED', 'WARNED', 'FAILED'),
          met: fc.array(text, { maxLength: 3 }),
          unmet: fc.array(text, { maxLength: 3 }),
          at: time,
          url: text,
        },
        { requiredKeys: ['signer', 'bundleSha256', 'kind', 'result', 'met', 'unmet'] },
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['tool', 'model', 'claims'] },
);

describe('any claims, names and values at all', () => {
  it.each(SPEC_VERSIONS)(
    'give JSON and XML that are valid %s, with every reference and pointer in place',
    async (spec) => {
      await fc.assert(
        fc.asyncProperty(input, async (any) => {
          const json = createDocument({ ...any, format: 'cyclonedx-json', spec });
          const bom = JSON.parse(json);
          expect(jsonFaults(json, spec)).toBeNull();
          expect(findReferenceFaults(bom)).toEqual({ duplicates: [], dangling: [] });
          for (const pointer of sourcePointers(bom))
            expect([pointer, at(bom, pointer)]).not.toEqual([pointer, undefined]);
          expect(xmlFaults(createDocument({ ...any, format: 'cyclonedx-xml', spec }), spec)).toBeNull();
        }),
        { numRuns: 80 },
      );
    },
  );

  it('give SPDX that is valid', () => {
    fc.assert(
      fc.property(input, time, (any, timestamp) => {
        expect(spdxFaults(createDocument({ ...any, timestamp, format: 'spdx-json' }))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('are the same bytes each time', () => {
    fc.assert(
      fc.property(input, (any) => {
        const make = (): string => createDocument({ ...structuredClone(any), format: 'cyclonedx-json' });
        expect(make()).toBe(make());
      }),
      { numRuns: 50 },
    );
  });
});
