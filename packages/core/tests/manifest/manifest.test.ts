// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  canonicalJson,
  createManifest,
  diffManifest,
  manifestDigest,
  manifestOmsRoot,
  manifestOmsRoots,
  omsRootDigest,
} from '@mpk/core';
import { thrownCode } from '@mpk/testkit';

const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const file = (name: string, text = name): { name: string; sizeBytes: number; sha256: string } => ({
  name,
  sizeBytes: text.length,
  sha256: sha(text),
});

describe('manifestDigest', () => {
  it('is SHA-256 over the RFC 8785 JSON of the files in OMS order', () => {
    const text = `[{"name":"a","sha256":"${sha('1')}","sizeBytes":1},{"name":"b","sha256":"${sha('22')}","sizeBytes":2}]`;
    expect(manifestDigest(createManifest([file('b', '22'), file('a', '1')]))).toBe(`sha256:${sha(text)}`);
  });

  it('is the RFC 8785 form for any names and any number of files', () => {
    const name = fc
      .string({ unit: 'binary', minLength: 1 })
      .filter((s) => s.isWellFormed() && !/[\0/]/.test(s) && !/^\.\.?$/.test(s));
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1 }), fc.nat({ max: 1500 }), (list, more) => {
        const files = [...list, ...Array.from({ length: more }, (_, i) => `more/${i}`)].map((n) => file(n));
        const manifest = createManifest(files);
        expect(manifestDigest(manifest)).toBe(`sha256:${sha(canonicalJson(manifest.files))}`);
      }),
      { numRuns: 30 },
    );
  });

  it('is one for every order of the same files', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-zà-ÿ\u{1f600}-\u{1f610}][a-z]{0,5}$/u), { minLength: 1 });
    fc.assert(
      fc.property(names, (list) => {
        const files = list.map((name) => file(name));
        expect(manifestDigest(createManifest([...files].reverse()))).toBe(manifestDigest(createManifest(files)));
      }),
    );
  });

  it('changes on a rename that keeps the order, where the OMS root digest does not', () => {
    const before = createManifest([file('a', 'x'), file('b', 'y')]);
    const after = createManifest([file('a', 'x'), { ...file('b', 'y'), name: 'c' }]);
    expect(manifestOmsRoot(after)).toBe(manifestOmsRoot(before));
    expect(manifestDigest(after)).not.toBe(manifestDigest(before));
  });
});

describe('omsRootDigest', () => {
  it('gives the worked example of the specification', () => {
    const digests = [
      'bc9a717db6064a32cbe9eae6fc40651dd6d36ef1757183f590eff2b1765d7ebc',
      '32dcb1f8e1ae52d5963e56a6ba06ab58b424c15ed2a6b70d2feca1d089370028',
    ];
    expect(omsRootDigest(digests)).toBe('92745110b1ab4368471cbe31664e10174e954b113a3df333db860317b2c6dec4');
  });
});

describe('createManifest', () => {
  it.each([
    ['no files', [], 'MODEL_EMPTY'],
    ['a name twice', [file('a', '1'), file('a', '2')], 'MODEL_NAME_INVALID'],
    ['a name that leaves the model', [file('../a')], 'MODEL_NAME_INVALID'],
  ])('refuses %s', async (_, files, code) => {
    expect(await thrownCode(() => createManifest(files))).toBe(code);
  });
});

describe('diffManifest', () => {
  it('tells changed, missing and added files; a rename is one of each', () => {
    const diff = diffManifest(
      [file('a', '1'), file('b', '2'), file('c', '3')],
      [file('a', '1'), file('b', 'x'), file('d', '3')],
    );
    expect(diff).toEqual({ changed: ['b'], missing: ['c'], added: ['d'] });
  });
});

describe('manifestOmsRoots', () => {
  const root = (...texts: string[]): string => omsRootDigest(texts.map((text) => sha(text)));

  it('gives the order of the specification and that of model_signing, which compares part by part', () => {
    const files = ['a-c.txt', 'a.txt', 'a/b.bin'].map((name) => ({ name, sizeBytes: 1, sha256: sha(name) }));
    expect(manifestOmsRoots(createManifest(files))).toEqual([
      root('a-c.txt', 'a.txt', 'a/b.bin'),
      root('a/b.bin', 'a-c.txt', 'a.txt'),
    ]);
  });

  it('gives one where both agree', () => {
    const files = ['a', 'b/c', 'b/d'].map((name) => ({ name, sizeBytes: 1, sha256: sha(name) }));
    expect(manifestOmsRoots(createManifest(files))).toEqual([root('a', 'b/c', 'b/d')]);
  });
});
