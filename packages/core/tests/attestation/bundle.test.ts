// SPDX-License-Identifier: Apache-2.0
import { BUNDLE_MEDIA_TYPE, parseBundle } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';

const b64 = (text: string): string => Buffer.from(text).toString('base64');

const good = (): any => ({
  mediaType: BUNDLE_MEDIA_TYPE,
  verificationMaterial: { publicKey: { hint: 'abc' }, tlogEntries: [] },
  dsseEnvelope: {
    payload: b64('{}'),
    payloadType: 'application/vnd.in-toto+json',
    signatures: [{ sig: b64('sig'), keyid: '' }],
  },
});

const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe('parseBundle', () => {
  it.each([
    ['a key', {}, { method: 'key', hint: 'abc' }],
    [
      'a key of model_signing 1.0',
      { publicKey: { rawBytes: b64('pem'), keyDetails: 'PKIX_ECDSA_P384_SHA_384' } },
      { method: 'key', hint: undefined },
    ],
    [
      'a chain',
      { publicKey: undefined, x509CertificateChain: { certificates: [{ rawBytes: b64('leaf') }] } },
      { method: 'certificate', chain: [Buffer.from('leaf')] },
    ],
    [
      'Sigstore',
      { publicKey: undefined, certificate: { rawBytes: b64('leaf') }, tlogEntries: [{}] },
      { method: 'keyless', leaf: Buffer.from('leaf'), logEntries: 1 },
    ],
  ])('reads a bundle signed by %s', (_, material, expected) => {
    const bundle = good();
    Object.assign(bundle.verificationMaterial, material);
    expect(parseBundle(bytes(bundle)).material).toEqual(expected);
  });

  it.each(['application/vnd.dev.sigstore.bundle.v0.3+json', 'application/vnd.dev.sigstore.bundle+json;version=0.1'])(
    'reads media type %s',
    (mediaType) => {
      expect(parseBundle(bytes({ ...good(), mediaType })).envelope.payload.toString()).toBe('{}');
    },
  );

  const faults: [string, (bundle: any) => void][] = [
    ['another media type', (b) => (b.mediaType = 'application/json')],
    ['an unknown version', (b) => (b.mediaType = 'application/vnd.dev.sigstore.bundle.v0.9+json')],
    ['no envelope', (b) => delete b.dsseEnvelope],
    ['no verification material', (b) => delete b.verificationMaterial],
    ['two kinds of material', (b) => (b.verificationMaterial.certificate = { rawBytes: b64('x') })],
    ['a key without hint or bytes', (b) => (b.verificationMaterial.publicKey = {})],
    ['an empty chain', (b) => (b.verificationMaterial = { x509CertificateChain: { certificates: [] } })],
    [
      'a Sigstore certificate without log entry',
      (b) => (b.verificationMaterial = { certificate: { rawBytes: b64('x') }, tlogEntries: [] }),
    ],
    ['two signatures', (b) => b.dsseEnvelope.signatures.push({ sig: b64('x') })],
    ['no signature', (b) => (b.dsseEnvelope.signatures = [])],
    ['another payload type', (b) => (b.dsseEnvelope.payloadType = 'text/plain')],
    ['a payload that is not base64', (b) => (b.dsseEnvelope.payload = '***')],
    ['a payload of another type', (b) => (b.dsseEnvelope.payload = 1)],
    ['log entries of another type', (b) => (b.verificationMaterial.tlogEntries = {})],
  ];
  it.each(faults)('refuses %s', async (_, spoil) => {
    const bundle = good();
    spoil(bundle);
    expect(await thrownCode(() => parseBundle(bytes(bundle)))).toBe('INPUT_MALFORMED');
  });

  const excesses: [string, (bundle: any) => void][] = [
    ['log entries', (b) => (b.verificationMaterial.tlogEntries = new Array(33).fill({}))],
    ['bytes of signature', (b) => (b.dsseEnvelope.signatures[0].sig = Buffer.alloc(9000).toString('base64'))],
    [
      'bytes of certificate',
      (b) =>
        (b.verificationMaterial = {
          x509CertificateChain: { certificates: [{ rawBytes: Buffer.alloc(70_000).toString('base64') }] },
        }),
    ],
  ];
  it.each(excesses)('refuses too many %s', async (_, spoil) => {
    const bundle = good();
    spoil(bundle);
    expect(await thrownCode(() => parseBundle(bytes(bundle)))).toBe('INPUT_TOO_LARGE');
  });

  it.each(['', '{', '[]', 'null', '{"mediaType":1}'])('refuses %j', async (text) => {
    expect(await thrownCode(() => parseBundle(Buffer.from(text)))).toBe('INPUT_MALFORMED');
  });

  it('refuses every truncation of a good bundle', async () => {
    const whole = bytes(good());
    for (let length = 0; length < whole.length; length++) {
      expect(await thrownCode(() => parseBundle(whole.subarray(0, length)))).toBe('INPUT_MALFORMED');
    }
  });
});
