// SPDX-License-Identifier: Apache-2.0
import {
  BUNDLE_MEDIA_TYPE,
  MpkError,
  createManifest,
  createOmsStatement,
  createStatementFinder,
  type BundleVerifier,
} from '@mpk/core';
import { file, keyIdentity, sha } from '../gate/fixtures.js';

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

const good = { name: 'good', verifier: accepting };
const bad = { name: 'bad', verifier: refusing };
const broken = { name: 'broken', error: new MpkError('KEY_INVALID', 'no key') };
const finderOver = (bundles: any[], signers: any[], related?: any[]) =>
  createStatementFinder({ bundles, related }, signers);
const all = { signers: ['good', 'bad', 'broken'], isMeant: () => true };

describe('a statement finder', () => {
  it('tries every signer that counts on every bundle', () => {
    const finder = finderOver([stored(bundleText(payload)), stored('{')], [good, bad, broken]);
    const outcomes = finder.find(all).map(({ signer, outcome }) => [signer, outcome.verified || outcome.code]);
    expect(outcomes).toEqual([
      ['good', true],
      ['bad', 'SIGNATURE_INVALID'],
      ['broken', 'KEY_INVALID'],
      ['good', 'INPUT_MALFORMED'],
      ['bad', 'INPUT_MALFORMED'],
      ['broken', 'INPUT_MALFORMED'],
    ]);
    expect(finder.find({ ...all, signers: ['bad'] })).toHaveLength(2);
    expect(finder.find({ ...all, signers: ['nobody'] })).toEqual([]);
  });

  it('verifies each bundle once by each signer, however often it is asked', () => {
    let calls = 0;
    const counting: BundleVerifier = { verify: (bundle) => (calls++, accepting.verify(bundle)) };
    const finder = finderOver([stored(bundleText(payload))], [{ name: 'good', verifier: counting }]);
    expect([finder.find(all), finder.find(all)].map((found) => found.length)).toEqual([1, 1]);
    expect(calls).toBe(1);
  });

  it('verifies only what says that it is meant, and whatever cannot be read', () => {
    const bundles = [stored(bundleText(payload)), stored(bundleText(Buffer.from('not json'))), stored('{')];
    const found = finderOver(bundles, [good]).find({ ...all, isMeant: () => false });
    expect(found.map(({ outcome }) => outcome)).toMatchObject([
      { code: 'INPUT_MALFORMED' },
      { code: 'INPUT_MALFORMED' },
    ]);
  });

  it('looks through bundles about ancestors only when asked about their subject', () => {
    const digest = JSON.parse(payload.toString()).subject[0].digest.sha256;
    const finder = finderOver([], [good], [stored(bundleText(payload)), stored('{')]);
    expect(finder.find(all)).toEqual([]);
    expect(finder.find({ ...all, about: [digest, digest] })).toHaveLength(1);
    expect(finder.find({ ...all, about: [sha('other')] })).toEqual([]);
    const both = finderOver([stored(bundleText(payload))], [good]);
    expect(both.find({ ...all, about: [digest] })).toHaveLength(1);
  });

  it('refuses a verified payload that is no statement', () => {
    const [attempt] = finderOver([stored(bundleText(Buffer.from('{"_type":"x"}')))], [good]).find(all);
    expect(attempt?.outcome).toMatchObject({ verified: false, code: 'INPUT_MALFORMED' });
  });

  it('refuses a verified statement whose predicate is not what its type demands', () => {
    const statement = { ...JSON.parse(payload.toString()), predicateType: 'https://slsa.dev/provenance/v1' };
    const text = bundleText(Buffer.from(JSON.stringify(statement)));
    const [attempt] = finderOver([stored(text)], [good]).find(all);
    expect(attempt?.outcome).toMatchObject({ verified: false, code: 'INPUT_MALFORMED' });
  });

  it('says that a signature does not verify rather than what is wrong with its payload', () => {
    const [attempt] = finderOver([stored(bundleText(Buffer.from('not json')))], [bad]).find(all);
    expect(attempt?.outcome).toMatchObject({ code: 'SIGNATURE_INVALID' });
  });
});
