// SPDX-License-Identifier: Apache-2.0
import { thrownCode } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import { bundleLogEntries, keylessLeaf } from '../../src/keyless/keyless-material.js';

const root = await createRoot({ subject: 'CN=root' });
const leaf = await root.issue({ subject: 'CN=leaf' });
const raw = ({ der }: { der: Buffer }) => ({ rawBytes: der.toString('base64') });
const certificate = raw(leaf);
const chainOf = (...certificates: { der: Buffer }[]) => ({ certificates: certificates.map(raw) });

const V3 = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const V2 = 'application/vnd.dev.sigstore.bundle+json;version=0.2';
const entries = [{}];
const leafIn = (mediaType: string, material: object): string =>
  keylessLeaf({ mediaType, verificationMaterial: material })?.subject ?? 'none';

describe('the certificate of a keyless bundle', () => {
  it.each<[string, string, object]>([
    ['CN=leaf', V3, { certificate, tlogEntries: entries }],
    ['CN=leaf', V2, { x509CertificateChain: chainOf(leaf), tlogEntries: entries }],
    [
      'CN=leaf',
      'application/vnd.dev.sigstore.bundle+json;version=0.1',
      { x509CertificateChain: chainOf(leaf), tlogEntries: entries },
    ],
    // OMS bundles of a certificate: no log entries, or v0.3.
    ['none', V2, { x509CertificateChain: chainOf(leaf), tlogEntries: [] }],
    ['none', V2, { x509CertificateChain: chainOf(leaf) }],
    ['none', V3, { x509CertificateChain: chainOf(leaf), tlogEntries: entries }],
    ['none', V3, { publicKey: { hint: 'x' }, tlogEntries: entries }],
    ['none', V3, { certificate, publicKey: { hint: 'x' }, tlogEntries: entries }],
    ['none', V2, { certificate, x509CertificateChain: chainOf(leaf), tlogEntries: entries }],
    ['none', V2, { publicKey: { hint: 'x' }, x509CertificateChain: chainOf(leaf), tlogEntries: entries }],
    ['none', V3, {}],
  ])('is %s in %s with %j', (subject, mediaType, material) => {
    expect(leafIn(mediaType, material)).toBe(subject);
  });

  it.each<[string, string, object]>([
    [
      'INPUT_MALFORMED',
      'a chain without certificates',
      { x509CertificateChain: { certificates: [] }, tlogEntries: entries },
    ],
    ['INPUT_MALFORMED', 'a chain with its root', { x509CertificateChain: chainOf(leaf, root), tlogEntries: entries }],
    [
      'INPUT_TOO_LARGE',
      'a chain that is too long',
      { x509CertificateChain: chainOf(...Array(17).fill(leaf)), tlogEntries: entries },
    ],
    [
      'nothing thrown',
      'a chain that is long',
      { x509CertificateChain: chainOf(...Array(16).fill(leaf)), tlogEntries: entries },
    ],
    ['INPUT_MALFORMED', 'a certificate that is none', { certificate: { rawBytes: 'AAAA' } }],
    ['INPUT_MALFORMED', 'a certificate that is a number', { certificate: 7 }],
  ])('gives %s for %s', async (code, _, material) => {
    await expect(thrownCode(() => leafIn(V2, material))).resolves.toBe(code);
  });
});

it('log entries are read up to 32', async () => {
  const read = (count: number) => () =>
    bundleLogEntries({ verificationMaterial: { tlogEntries: Array(count).fill({}) } });
  await expect(thrownCode(read(33))).resolves.toBe('INPUT_TOO_LARGE');
  await expect(thrownCode(read(32))).resolves.toBe('INPUT_MALFORMED');
  expect(read(0)()).toEqual([]);
});
