// SPDX-License-Identifier: Apache-2.0
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import {
  bomComparisonSchema,
  comparedFacts,
  compareWithFiles,
  viewModel,
  withFacts,
  type BomComparison,
  type ComparedFile,
} from '@mpk/bom/assess';
import { aibomgenBom, kitBom, parsed, SHA256 } from '../assess/producers.js';

const FILES: readonly ComparedFile[] = [
  { name: 'README.md', sizeBytes: 10, sha256: SHA256('c') },
  { name: 'model.safetensors', sizeBytes: 4368, sha256: SHA256('a') },
];
const compare = (files: readonly ComparedFile[], bom: unknown = kitBom()): BomComparison =>
  compareWithFiles(viewModel(parsed(bom)), files);
const withParts = (components: unknown, rest: object = {}): object => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: { component: { type: 'machine-learning-model', name: 'm', components, ...rest } },
});
const listed = (name: string, ...digests: string[]): object => ({
  type: 'file',
  name,
  hashes: digests.map((content) => ({ alg: 'SHA-256', content })),
});

describe('compareWithFiles', () => {
  it('passes where all files are there, with these digests and sizes', () => {
    expect(compare(FILES)).toMatchObject({
      outcome: 'pass',
      totals: { matching: 2, missing: 0, extra: 0, changed: 0 },
    });
  });

  it.each<[string, readonly ComparedFile[], object]>([
    ['a file that is missing', FILES.slice(1), { missing: [{ name: 'README.md' }] }],
    [
      'a file too many',
      [...FILES, { name: 'evil.py', sizeBytes: 1, sha256: SHA256('e') }],
      { extra: [{ name: 'evil.py' }] },
    ],
    [
      'other bytes',
      [FILES[0]!, { ...FILES[1]!, sha256: SHA256('b') }],
      { changed: [{ name: 'model.safetensors', expectedSha256: [SHA256('a')], sha256: SHA256('b') }] },
    ],
    [
      'another size',
      [FILES[0]!, { ...FILES[1]!, sizeBytes: 1 }],
      { changed: [{ name: 'model.safetensors', expectedSizeBytes: 4368, sizeBytes: 1 }] },
    ],
  ])('fails for %s', (_, files, expected) => {
    expect(compare(files)).toMatchObject({ outcome: 'fail', ...expected });
  });

  it.each([
    ['no digest', listed('a')],
    ['a digest that binds nothing', { type: 'file', name: 'a', hashes: [{ alg: 'SHA-1', content: 'a'.repeat(40) }] }],
    ['what is no digest', listed('a', 'x'.repeat(64))],
  ])('cannot tell where the BOM has %s', (_, file) => {
    const found = compare([{ name: 'a', sizeBytes: 1, sha256: SHA256('a') }], withParts([file]));
    expect(found).toMatchObject({ outcome: 'undecided', withoutDigest: [{ name: 'a' }] });
  });

  it('cannot tell where the BOM lists no files, or there are none', () => {
    expect(compare(FILES, aibomgenBom())).toMatchObject({ outcome: 'undecided', totals: { extra: 2 } });
    expect(compare([], aibomgenBom()).outcome).toBe('undecided');
    expect(compare([]).outcome).toBe('fail');
  });

  it('fails where the BOM has two digests of one name, whichever is right', () => {
    const file = { name: 'a', sizeBytes: 1, sha256: SHA256('a') };
    const twice = withParts([listed('a', SHA256('a')), listed('a', SHA256('b'))]);
    expect(compare([file], twice)).toMatchObject({
      outcome: 'fail',
      changed: [{ expectedSha256: [SHA256('a'), SHA256('b')] }],
    });
  });

  it('takes names as they are written', () => {
    const found = compare([{ name: 'a', sizeBytes: 1, sha256: SHA256('a') }], withParts([listed('a ', SHA256('a'))]));
    expect(found).toMatchObject({ outcome: 'fail', totals: { missing: 1, extra: 1 } });
    const proto = compare(
      [{ name: '__proto__', sizeBytes: 1, sha256: SHA256('a') }],
      withParts([listed('__proto__', SHA256('a'))]),
    );
    expect(proto.outcome).toBe('pass');
  });

  it('takes digests in capitals, and a model of one file that has its digest itself', () => {
    const [file] = [{ name: 'm.gguf', sizeBytes: 1, sha256: SHA256('a') }];
    expect(compare([file], withParts([listed('m.gguf', SHA256('A'))])).outcome).toBe('pass');
    const model = withParts([], { hashes: [{ alg: 'SHA-256', content: SHA256('a') }] });
    expect(compare([file], model).outcome).toBe('pass');
    expect(compare([{ ...file, sha256: SHA256('b') }], model).outcome).toBe('fail');
  });

  it('passes nothing that differs, and gives results that its schema describes', () => {
    const validate = new Ajv2020({ strict: true }).compile(bomComparisonSchema);
    const files = fc.uniqueArray(
      fc.record({
        name: fc.constantFrom('a', 'b', 'c'),
        sizeBytes: fc.nat(3),
        sha256: fc.constantFrom(SHA256('1'), SHA256('2')),
      }),
      { selector: ({ name }) => name },
    );
    fc.assert(
      fc.property(files, files, (inBom, there) => {
        const found = compare(there, withParts(inBom.map(({ name, sha256 }) => listed(name, sha256))));
        expect(validate(found) || validate.errors).toBe(true);
        const key = (list: readonly ComparedFile[]): string =>
          JSON.stringify(list.map(({ name, sha256 }) => name + sha256).sort());
        const isSame = inBom.length > 0 && key(inBom) === key(there);
        // One file of a model without files may be meant by the digest of the model, which has none here.
        expect(found.outcome === 'pass').toBe(isSame);
      }),
    );
  });
});

it('describes facts by its schema, also those that are left out', () => {
  const validate = new Ajv2020({ strict: true }).compile(bomComparisonSchema);
  const facts = comparedFacts(
    { extent: 'some', reason: 'it is of another tool' },
    { confirmed: 1, different: [], unchecked: [], leftOut: [{ fact: 'license', found: 'mit', source: 'README.md' }] },
  );
  const found = withFacts(compare(FILES), facts);
  expect(validate(found) || validate.errors).toBe(true);
  expect(found).toMatchObject({ outcome: 'pass', facts: { leftOut: [{ found: 'mit' }] } });
  expect(validate({ ...found, facts: { ...facts, leftOut: [{ fact: 'license' }] } })).toBe(false);
});
