// SPDX-License-Identifier: Apache-2.0
import { BUNDLE_MEDIA_TYPE, MAX_CLAIMS, MAX_CLAIMS_BYTES, parseClaims, splitClaims } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';

const split = (text: string): string[] => splitClaims(Buffer.from(text)).map((line) => Buffer.from(line).toString());

describe('splitClaims', () => {
  it.each([
    ['', []],
    ['\n\n', []],
    ['{"a":1}', ['{"a":1}']],
    ['{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
    ['{"a":1}\r\n\r\n{"b":2}', ['{"a":1}', '{"b":2}']],
  ])('%j has the lines %j', (text, lines) => {
    expect(split(text)).toEqual(lines);
  });

  it('refuses too many lines and too many bytes', async () => {
    await expect(thrownCode(() => split('{}\n'.repeat(MAX_CLAIMS)))).resolves.toBe('nothing thrown');
    await expect(thrownCode(() => split('{}\n'.repeat(MAX_CLAIMS + 1)))).resolves.toBe('INPUT_TOO_LARGE');
    await expect(thrownCode(() => splitClaims(Buffer.alloc(MAX_CLAIMS_BYTES + 1)))).resolves.toBe('INPUT_TOO_LARGE');
  });
});

describe('parseClaims', () => {
  const bundle = (): any => ({
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: { publicKey: { hint: 'abc' }, tlogEntries: [], timestampVerificationData: null },
    dsseEnvelope: {
      payload: 'e30=',
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ sig: 'AAAA', keyid: '' }],
    },
  });
  const keyless = (): any => ({
    ...bundle(),
    verificationMaterial: {
      certificate: { rawBytes: 'AAAA' },
      tlogEntries: [
        {
          logIndex: '1',
          logId: { keyId: 'AAAA' },
          kindVersion: { kind: 'dsse', version: '0.0.1' },
          integratedTime: '1',
          inclusionPromise: { signedEntryTimestamp: 'AAAA' },
          inclusionProof: {
            logIndex: '1',
            rootHash: 'AAAA',
            treeSize: '2',
            hashes: ['AAAA'],
            checkpoint: { envelope: 'x' },
          },
          canonicalizedBody: 'e30=',
        },
      ],
      timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: 'AAAA' }] },
    },
  });
  const ofModelSigning = (): any => ({
    ...bundle(),
    verificationMaterial: { publicKey: { rawBytes: 'AAAA', keyDetails: 'PKIX_ECDSA_P384_SHA_384' }, tlogEntries: [] },
  });
  const linesOf = (...bundles: unknown[]): number | undefined =>
    parseClaims(Buffer.from(bundles.map((one) => `${JSON.stringify(one)}\n`).join('')))?.length;

  it('takes a file of bundles, however they were signed', () => {
    expect(linesOf(bundle(), keyless(), ofModelSigning())).toBe(3);
  });

  it.each([
    ['nothing', ''],
    ['an empty line', '\n'],
    ['data', '{"text":1}\n'],
  ])('takes no file of %s', (_, text) => {
    expect(parseClaims(Buffer.from(text))).toBeUndefined();
  });

  it.each<[string, (one: any) => void]>([
    ['at the top', (one) => (one.text = 'poisoned')],
    ['of that name in a prototype', (one) => (one.constructor = 'poisoned')],
    ['in the material', (one) => (one.verificationMaterial.text = 'poisoned')],
    ['in the certificate', (one) => (one.verificationMaterial.certificate.text = 'poisoned')],
    ['in a log entry', (one) => (one.verificationMaterial.tlogEntries[0].text = 'poisoned')],
    ['in a proof', (one) => (one.verificationMaterial.tlogEntries[0].inclusionProof.checkpoint.text = 'poisoned')],
    ['in a timestamp', (one) => (one.verificationMaterial.timestampVerificationData.rfc3161Timestamps[0].text = 'x')],
    ['in the envelope', (one) => (one.dsseEnvelope.text = 'poisoned')],
    ['beside the signature', (one) => (one.dsseEnvelope.signatures[0].text = 'poisoned')],
    ['in the place of a text', (one) => (one.dsseEnvelope.signatures[0].keyid = { text: 'poisoned' })],
    [
      'in the place of a list',
      (one) => (one.verificationMaterial.tlogEntries[0].inclusionProof.hashes = { text: 'x' }),
    ],
    ['as a list in the place of members', (one) => (one.verificationMaterial.tlogEntries[0].logId = ['poisoned'])],
  ])('takes no file with something more in one bundle: %s', (_, spoil) => {
    const spoilt = keyless();
    spoil(spoilt);
    expect(linesOf(bundle(), spoilt)).toBeUndefined();
  });
});
