// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import {
  MAX_BUNDLE_BYTES,
  createManifest,
  createOmsStatement,
  omsRootDigest,
  parseStatement,
  readOmsPredicate,
  type OmsPredicate,
} from '@mpk/core';
import { thrownCode } from '@mpk/testkit';

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const manifest = (...names: string[]) =>
  createManifest(names.map((name) => ({ name, sizeBytes: 1, sha256: sha(name) })));
const read = (payload: Buffer | string): OmsPredicate =>
  readOmsPredicate(parseStatement(Buffer.from(payload), MAX_BUNDLE_BYTES));

const statement = (names = ['a', 'b']): any =>
  JSON.parse(createOmsStatement(manifest(...names), { modelName: 'm' }).toString());
const reroot = (s: any): any => {
  s.subject[0].digest.sha256 = omsRootDigest(s.predicate.resources.map((r: any) => r.digest));
  return s;
};

describe('createOmsStatement', () => {
  it('writes what the specification shows', () => {
    const s = statement();
    expect(s).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'm', digest: { sha256: omsRootDigest([sha('a'), sha('b')]) } }],
      predicateType: 'https://model_signing/signature/v1.0',
      predicate: {
        serialization: {
          method: 'files',
          hash_type: 'sha256',
          allow_symlinks: false,
          ignore_paths: ['.git', '.gitattributes', '.github', '.gitignore', 'claims.jsonl', 'model.sig'],
        },
        resources: [
          { name: 'a', algorithm: 'sha256', digest: sha('a') },
          { name: 'b', algorithm: 'sha256', digest: sha('b') },
        ],
      },
    });
  });

  it('names the file of a one-file model by its own name, and "." only for model_signing 1', () => {
    const one = manifest('m.onnx');
    const nameIn = (payload: Buffer): string | undefined => read(payload).files[0]?.name;
    expect(nameIn(createOmsStatement(one, { modelName: 'm.onnx', singleFile: true }))).toBe('m.onnx');
    expect(nameIn(createOmsStatement(one, { modelName: 'm.onnx', singleFile: true, compat: 'model-signing-1' }))).toBe(
      '.',
    );
    expect(nameIn(createOmsStatement(one, { modelName: 'm', compat: 'model-signing-1' }))).toBe('m.onnx');
  });

  it('is read back as it was written', () => {
    const payload = createOmsStatement(manifest('a', 'b'), {
      modelName: 'm',
      ignorePaths: ['cache'],
      allowSymlinks: true,
    });
    expect(read(payload)).toEqual({
      dialect: 'v1',
      serialization: { method: 'files', hash: 'sha256' },
      files: [
        { name: 'a', digests: [sha('a')] },
        { name: 'b', digests: [sha('b')] },
      ],
      allowSymlinks: true,
      ignorePaths: ['cache'],
      rootSha256: omsRootDigest([sha('a'), sha('b')]),
    });
  });
});

describe('readOmsPredicate', () => {
  it('reads the names in the order of model_signing (by path parts)', () => {
    const s = statement(['a.txt', 'a/b']);
    s.predicate.resources.reverse();
    expect(read(JSON.stringify(reroot(s))).files.map((r) => r.name)).toEqual(['a/b', 'a.txt']);
  });

  it('reads any 1.x predicate type and members that it does not know', () => {
    const s = statement();
    s.predicateType = 'https://model_signing/signature/v1.7';
    s.predicate.resources[0].extra = 1;
    s.predicate.extra = {};
    expect(read(JSON.stringify(s)).files).toHaveLength(2);
  });

  const cases: [string, (s: any) => void, string][] = [
    ['another _type', (s) => (s._type = 'x'), 'INPUT_MALFORMED'],
    ['another predicate type', (s) => (s.predicateType = 'https://example.com/x'), 'INPUT_MALFORMED'],
    [
      'a predicate type that only begins like it',
      (s) => (s.predicateType = `${String(s.predicateType)}.evil`),
      'INPUT_MALFORMED',
    ],
    ['two subjects', (s) => s.subject.push(s.subject[0]), 'INPUT_MALFORMED'],
    ['no subject', (s) => (s.subject = []), 'INPUT_MALFORMED'],
    ['a subject digest that is not the root', (s) => (s.subject[0].digest.sha256 = sha('x')), 'INPUT_MALFORMED'],
    [
      'a subject digest in capitals',
      (s) => (s.subject[0].digest.sha256 = s.subject[0].digest.sha256.toUpperCase()),
      'INPUT_MALFORMED',
    ],
    ['no resources', (s) => (s.predicate.resources = []), 'INPUT_MALFORMED'],
    [
      'a name twice',
      (s) => reroot({ ...s, x: s.predicate.resources.push(s.predicate.resources[0]) }),
      'INPUT_MALFORMED',
    ],
    ['a name with ..', (s) => (s.predicate.resources[0].name = '../../etc/passwd'), 'MODEL_NAME_INVALID'],
    ['an absolute name', (s) => (s.predicate.resources[0].name = '/etc/passwd'), 'MODEL_NAME_INVALID'],
    ['a name with NUL', (s) => (s.predicate.resources[0].name = 'a\0b'), 'MODEL_NAME_INVALID'],
    ['"." among several', (s) => (s.predicate.resources[0].name = '.'), 'MODEL_NAME_INVALID'],
    ['a digest in capitals', (s) => (s.predicate.resources[0].digest = sha('a').toUpperCase()), 'INPUT_MALFORMED'],
    ['a short digest', (s) => (s.predicate.resources[0].digest = 'abcd'), 'INPUT_MALFORMED'],
    ['another method', (s) => (s.predicate.serialization.method = 'blocks'), 'INPUT_UNSUPPORTED'],
    ['another hash', (s) => (s.predicate.serialization.hash_type = 'md5'), 'INPUT_UNSUPPORTED'],
    ['a hash by a name of Object', (s) => (s.predicate.serialization.hash_type = 'constructor'), 'INPUT_UNSUPPORTED'],
    ['digests of another hash', (s) => (s.predicate.serialization.hash_type = 'blake3'), 'INPUT_UNSUPPORTED'],
    ['another hash for one resource', (s) => (s.predicate.resources[1].algorithm = 'blake2b'), 'INPUT_UNSUPPORTED'],
    ['no serialization', (s) => delete s.predicate.serialization, 'INPUT_MALFORMED'],
    ['ignore_paths of another type', (s) => (s.predicate.serialization.ignore_paths = 'x'), 'INPUT_MALFORMED'],
    ['allow_symlinks of another type', (s) => (s.predicate.serialization.allow_symlinks = 'no'), 'INPUT_MALFORMED'],
  ];
  it.each(cases)('refuses %s', async (_, spoil, code) => {
    const s = statement();
    spoil(s);
    expect(await thrownCode(() => read(JSON.stringify(s)))).toBe(code);
  });
});
