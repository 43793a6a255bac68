// SPDX-License-Identifier: Apache-2.0
import {
  BUNDLE_MEDIA_TYPE,
  MpkError,
  attemptSignatures,
  createManifest,
  createOmsStatement,
  type BundleVerifier,
} from '@mpk/core';
import { evidenceOf, file, keyIdentity, sha } from './fixtures.js';

const payload = createOmsStatement(createManifest([file('a')]), { modelName: 'm' });
const bundleText = (bytes: Buffer): string =>
  JSON.stringify({
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: { publicKey: { hint: 'x' }, tlogEntries: [] },
    dsseEnvelope: {
      payload: bytes.toString('base64'),
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ sig: 'AAAA' }],
    },
  });
const stored = (text: string) => ({ source: 's', sha256: sha(text), content: Buffer.from(text).toString('base64') });
const accepting: BundleVerifier = { verify: () => ({ identity: keyIdentity('a'), timestamps: [], restsOn: [] }) };
const refusing: BundleVerifier = {
  verify: () => {
    throw new MpkError('SIGNATURE_INVALID', 'no');
  },
};

describe('attemptSignatures', () => {
  it('tries every signer on every bundle', () => {
    const evidence = evidenceOf([file('a')], { bundles: [stored(bundleText(payload)), stored('{')] });
    const outcomes = attemptSignatures(evidence, [
      { name: 'good', verifier: accepting },
      { name: 'bad', verifier: refusing },
      { name: 'broken', error: new MpkError('KEY_INVALID', 'no key') },
    ]).map(({ signer, outcome }) => [signer, outcome.verified || outcome.code]);
    expect(outcomes).toEqual([
      ['good', true],
      ['bad', 'SIGNATURE_INVALID'],
      ['broken', 'KEY_INVALID'],
      ['good', 'INPUT_MALFORMED'],
      ['bad', 'INPUT_MALFORMED'],
      ['broken', 'INPUT_MALFORMED'],
    ]);
  });

  it('refuses a verified payload that is no OMS statement', () => {
    const evidence = evidenceOf([file('a')], { bundles: [stored(bundleText(Buffer.from('{"_type":"x"}')))] });
    const [attempt] = attemptSignatures(evidence, [{ name: 'good', verifier: accepting }]);
    expect(attempt?.outcome).toMatchObject({ verified: false, code: 'INPUT_MALFORMED' });
  });

  it('does not read the payload of a signature that does not verify', () => {
    const evidence = evidenceOf([file('a')], { bundles: [stored(bundleText(Buffer.from('not json')))] });
    const [attempt] = attemptSignatures(evidence, [{ name: 'bad', verifier: refusing }]);
    expect(attempt?.outcome).toMatchObject({ code: 'SIGNATURE_INVALID' });
  });
});
