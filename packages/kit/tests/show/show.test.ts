// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { showBundles, type BundleSummary, type ModelSignatureSummary } from '@mpk/kit/show';
import { createKeySigner, generateKeyPair, type KeyCurve } from '@mpk/signing';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import { KEY, bundleOf, omsStatement, sha } from './signed-bundle.js';

async function show(...lines: string[]): Promise<readonly BundleSummary[]> {
  let shown: readonly BundleSummary[] = [];
  await withTempFolder((folder) => {
    writeFileSync(join(folder, 'f'), lines.join('\n'));
    shown = showBundles(join(folder, 'f'));
    return Promise.resolve();
  });
  return shown;
}

const showOne = async (text: string): Promise<BundleSummary> => (await show(text))[0]!;
const limitsOf = async (statement: object, material?: object): Promise<readonly string[]> =>
  ((await showOne(bundleOf(statement, material))) as ModelSignatureSummary).limits;

const attestation = (predicateType: string, predicate: object): object => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'm#manifest', digest: { sha256: sha('m') } }],
  predicateType,
  predicate,
});

describe('showBundles', () => {
  it('shows a signature of a model, and says that nothing was verified', async () => {
    expect(await showOne(bundleOf(omsStatement({ a: 'x', b: 'y' })))).toMatchObject({
      verified: false,
      method: 'key',
      keyHint: 'ab',
      predicateType: 'https://model_signing/signature/v1.0',
      modelName: 'm',
      dialect: 'v1',
      serialization: 'files-sha256',
      limits: [],
      files: [{ name: 'a' }, { name: 'b' }],
    });
  });

  it('shows every line of a claims file, with its place', async () => {
    const bundles = await show(
      bundleOf(omsStatement({ a: 'x', b: 'y' })),
      bundleOf(attestation('https://example.com/own/v1', { one: 1, two: 2 })),
    );
    expect(bundles.map(({ source }) => source.replace(/^.*:/, ':'))).toEqual([':1', ':2']);
    expect(bundles[1]).toMatchObject({
      predicateType: 'https://example.com/own/v1',
      subjects: [{ name: 'm#manifest', digest: { sha256: sha('m') } }],
      predicate: { one: 1, two: 2 },
    });
  });

  it('shows what is around a payload that cannot be read, and why it cannot', async () => {
    const broken = omsStatement({ a: 'x' }, (s) => (s.predicate.serialization.method = 'blocks'));
    expect(await showOne(bundleOf(broken))).toMatchObject({
      method: 'key',
      problem: expect.stringContaining('INPUT_UNSUPPORTED'),
    });
    expect(await showOne(bundleOf({ no: 'statement' }))).toMatchObject({
      problem: expect.stringContaining('INPUT_MALFORMED'),
    });
  });

  it('refuses what is no bundle', async () => {
    expect(await thrownCode(() => show('{}'))).toBe('INPUT_MALFORMED');
    expect(await thrownCode(() => show(bundleOf({}), '{}'))).toBe('INPUT_MALFORMED');
  });
});

describe('the notes on other readers', () => {
  it('tell of names in an order of their own', async () => {
    expect(await limitsOf(omsStatement({ 'a/b': 'x', 'a.txt': 'y' }))).toEqual([expect.stringContaining('Go tool')]);
    expect(await limitsOf(omsStatement({ 'a.txt': 'y', 'a/b': 'x' }))).toEqual([]);
  });

  it('tell of the name of one file', async () => {
    expect(await limitsOf(omsStatement({ m: 'x' }))).toEqual([expect.stringContaining('--compat model-signing-1')]);
    expect(await limitsOf(omsStatement({ '.': 'x' }))).toEqual([]);
  });

  const forms: [string, (s: any) => void, string][] = [
    [
      'shards',
      (s) => {
        Object.assign(s.predicate.serialization, { method: 'shards', shard_size: 9 });
        for (const resource of s.predicate.resources) resource.name = `${resource.name}:0:9`;
      },
      'cannot verify shards',
    ],
    [
      'BLAKE2b',
      (s) => {
        s.predicate.serialization.hash_type = 'blake2b';
        for (const r of s.predicate.resources)
          Object.assign(r, { algorithm: 'blake2b', digest: `${r.digest}${r.digest}` });
      },
      'cannot verify BLAKE2b',
    ],
    [
      'BLAKE3',
      (s) => {
        s.predicate.serialization.hash_type = 'blake3';
        for (const r of s.predicate.resources) r.algorithm = 'blake3';
      },
      'BLAKE3',
    ],
    ['links', (s) => (s.predicate.serialization.allow_symlinks = true), '--allow-symlinks'],
  ];
  it.each(forms)('tell of %s', async (_, change, note) => {
    expect(await limitsOf(omsStatement({ a: 'x', b: 'y' }, change))).toEqual([expect.stringContaining(note)]);
  });

  it.each<[KeyCurve, string[]]>([
    ['P-256', []],
    ['P-384', ['cosign refuses it']],
    ['P-521', ['cosign refuses it']],
    ['Ed25519', ["PyPI's model-signing 1.x cannot verify it"]],
  ])('tell of a key on %s, as far as they refuse it', async (curve, notes) => {
    const signer = createKeySigner({ privateKeyPem: generateKeyPair({ curve }).privateKeyPem });
    const sign = async (statement: object): Promise<any> =>
      showOne(JSON.stringify(await signer.sign(Buffer.from(JSON.stringify(statement)))));
    // Signatures differ in length: often enough for the shorter ones.
    for (let i = 0; i < 20; i++) {
      const { limits } = await sign(omsStatement({ a: 'x', b: String(i) }));
      expect(limits).toEqual(notes.map((note) => expect.stringContaining(note)));
    }
    const { limits } = await sign(attestation('https://example.com/own/v1', {}));
    expect(limits).toEqual(
      notes.filter((note) => note.startsWith('cosign')).map((note) => expect.stringContaining(note)),
    );
  });

  it('tell of a certificate chain in a bundle v0.3', async () => {
    const { pem } = await createRoot({ subject: 'CN=Leaf' });
    const rawBytes = pem.replace(/-----[A-Z ]+-----|\s/g, '');
    const material = { x509CertificateChain: { certificates: [{ rawBytes }] }, tlogEntries: [] };
    expect(await limitsOf(omsStatement({ a: 'x', b: 'y' }), material)).toEqual([
      expect.stringContaining('sigstore-js'),
    ]);
    expect((await showOne(bundleOf(omsStatement({ a: 'x' }), material))).certificates[0]?.subject).toBe('CN=Leaf');
  });

  it('tell of names in the order that verifying compares, whatever that of the encoding', async () => {
    const { der } = await createRoot({ subject: 'O=ACME, CN=ML Release' });
    const rawBytes = der.toString('base64');
    const material = { x509CertificateChain: { certificates: [{ rawBytes }] }, tlogEntries: [] };
    const { certificates } = await showOne(bundleOf(omsStatement({ a: 'x' }), material));
    expect(certificates[0]).toMatchObject({ subject: 'CN=ML Release, O=ACME', issuer: 'CN=ML Release, O=ACME' });
  });

  it('tell of a certificate that cannot be read: its last day does not exist, which OpenSSL lets pass', async () => {
    const { der } = await createRoot({ subject: 'CN=Leaf', notAfter: new Date('2049-12-31T23:59:59Z') });
    der.write('999999999999Z', der.indexOf('491231235959Z'), 'latin1');
    const material = {
      x509CertificateChain: { certificates: [{ rawBytes: der.toString('base64') }] },
      tlogEntries: [],
    };
    const { certificates } = await showOne(bundleOf(omsStatement({ a: 'x' }), material));
    expect(certificates).toEqual([expect.objectContaining({ subject: 'not readable', validTo: '' })]);
  });

  it('tell of a key in the bundle, which is shown by the hint that it would have', async () => {
    const material = { publicKey: { rawBytes: Buffer.from('PEM').toString('base64') } };
    expect(await limitsOf(omsStatement({ a: 'x', b: 'y' }), material)).toEqual([
      expect.stringContaining('public key in it'),
    ]);
    expect((await showOne(bundleOf(omsStatement({ a: 'x' }), material))).keyHint).toBe(sha('PEM'));
  });

  it('tell of the dialect of model_signing 0.2', async () => {
    const legacy = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: ['a', 'b'].map((name) => ({ name, digest: { sha256: sha(name) } })),
      predicateType: 'https://model_signing/Digests/v0.1',
      predicate: {},
    };
    expect(await limitsOf(legacy, KEY)).toEqual([expect.stringContaining('model-signing 0.2')]);
    expect(await showOne(bundleOf(legacy))).toMatchObject({ dialect: 'v0.2', modelName: '' });
  });
});
