// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffSignatures, type SignatureDiff } from '@mpk/kit/show';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { bundleOf, omsStatement, sha } from './signed-bundle.js';

/** Compares the bundles of two files; `:N` after a text names a line. */
async function diff(before: string, after: string, [from, to] = ['', '']): Promise<SignatureDiff> {
  let found: SignatureDiff | undefined;
  await withTempFolder((folder) => {
    writeFileSync(join(folder, 'old'), before);
    writeFileSync(join(folder, 'new'), after);
    found = diffSignatures(join(folder, 'old') + from, join(folder, 'new') + to);
    return Promise.resolve();
  });
  return found!;
}

const bundle = (files: Record<string, string>, change?: (s: any) => void): string =>
  bundleOf(omsStatement(files, change));
const one = bundle({ a: '1', b: '2' });

const NOTHING: SignatureDiff = {
  verified: false,
  same: true,
  contents: 'compared',
  missing: [],
  added: [],
  changed: [],
  renamed: [],
  changes: {},
  ignorePaths: { added: [], removed: [] },
};

describe('diffSignatures', () => {
  it('finds nothing in the same signature, nor where it was made again', async () => {
    expect(await diff(one, one)).toEqual(NOTHING);
    expect(await diff(one, one.replace('AAAA', 'BBBB'))).toEqual(NOTHING);
    expect(await diff(one, bundle({ b: '2', a: '1' }))).toEqual(NOTHING);
  });

  it('names the files that are missing, new, changed and renamed', async () => {
    const before = bundle({ changed: '1', gone: '2', moved: '3', same: '4' });
    const after = bundle({ changed: 'x', new: '5', same: '4', 'sub/moved': '3' });
    expect(await diff(before, after)).toEqual({
      ...NOTHING,
      same: false,
      missing: ['gone'],
      added: ['new'],
      changed: ['changed'],
      renamed: [{ from: 'moved', to: 'sub/moved' }],
    });
  });

  it('pairs equal contents once each', async () => {
    const { renamed, missing, added } = await diff(bundle({ a: '1', b: '1' }), bundle({ c: '1' }));
    expect([renamed, missing, added]).toEqual([[{ from: 'a', to: 'c' }], ['b'], []]);
    const more = await diff(bundle({ c: '1' }), bundle({ a: '1', b: '1' }));
    expect([more.renamed, more.missing, more.added]).toEqual([[{ from: 'c', to: 'a' }], [], ['b']]);
  });

  it('tells of paths that were left out, and of links', async () => {
    const after = bundle({ a: '1', b: '2' }, ({ predicate: { serialization: s } }) => {
      s.ignore_paths = ['cache'];
      s.allow_symlinks = true;
    });
    expect(await diff(one, after)).toEqual({
      ...NOTHING,
      same: false,
      changes: { allowSymlinks: { from: 'false', to: 'true' } },
      ignorePaths: { added: ['cache'], removed: [] },
    });
    expect((await diff(after, one)).ignorePaths).toEqual({ added: [], removed: ['cache'] });
  });

  it('compares names alone where the digests are of different kinds, and says so', async () => {
    const after = bundle({ a: 'x', c: '2' }, (s) => {
      s.predicate.serialization.hash_type = 'blake3';
      for (const resource of s.predicate.resources) resource.algorithm = 'blake3';
    });
    expect(await diff(one, after)).toEqual({
      ...NOTHING,
      same: false,
      contents: 'not-comparable',
      missing: ['b'],
      added: ['c'],
      changes: { serialization: { from: 'files-sha256', to: 'files-blake3' } },
    });
  });

  it('tells who signs now, and by which method', async () => {
    const other = bundleOf(omsStatement({ a: '1', b: '2' }), { publicKey: { hint: 'cd' }, tlogEntries: [] });
    expect(await diff(one, other)).toEqual({
      ...NOTHING,
      same: false,
      changes: { signer: { from: 'key ab', to: 'key cd' } },
    });
    const certificate = { x509CertificateChain: { certificates: [{ rawBytes: 'AAAA' }] } };
    const { changes } = await diff(one, bundleOf(omsStatement({ a: '1', b: '2' }), certificate));
    expect(changes['method']).toEqual({ from: 'key', to: 'certificate' });
  });

  it('tells of the dialect', async () => {
    const legacy = bundleOf({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [
        { name: 'a', digest: { sha256: sha('1') } },
        { name: 'b', digest: { sha256: sha('2') } },
      ],
      predicateType: 'https://model_signing/Digests/v0.1',
      predicate: {},
    });
    const found = await diff(legacy, one);
    expect([found.changed, Object.keys(found.changes)]).toEqual([[], ['predicateType', 'name']]);
  });

  it('reads one line of several', async () => {
    const claims = `${one}\n${bundle({ a: 'x' })}\n`;
    expect(await diff(one, claims, ['', ':1'])).toEqual(NOTHING);
    expect((await diff(one, claims, ['', ':2'])).missing).toEqual(['b']);
    expect(await thrownCode(() => diff(one, claims))).toBe('USAGE');
    expect(await thrownCode(() => diff(one, claims, ['', ':3']))).toBe('USAGE');
  });

  it('refuses what is no signature of a model', async () => {
    expect(await thrownCode(() => diff(one, bundleOf({ no: 'statement' })))).toBe('INPUT_UNSUPPORTED');
    expect(await thrownCode(() => diff('{}', one))).toBe('INPUT_MALFORMED');
    expect(await thrownCode(() => diff(one, one, ['', ':1x']))).toBe('INPUT_UNREADABLE');
  });
});
