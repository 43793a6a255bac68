// SPDX-License-Identifier: Apache-2.0
import type { BundleVerifier } from '@mpk/core';
import { withSecondOpinion } from '@mpk/signing';
import { startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { thrownCode } from '@mpk/testkit';
import { reread } from '../bundles.js';
import { START_TIMEOUT_MS, signAs, verifierFor } from './local-signing.js';

let sigstore: LocalSigstore;
beforeAll(async () => {
  sigstore = await startLocalSigstore();
}, START_TIMEOUT_MS);
afterAll(() => sigstore.stop());

/** Accepts everything: so that what is refused is refused by the second. */
const ANYTHING: BundleVerifier = {
  verify: () => ({ identity: { method: 'key', keyDigest: '' }, timestamps: [], restsOn: [] }),
};

const opinionOver = (verifier: BundleVerifier, thresholds = {}): Promise<BundleVerifier> =>
  withSecondOpinion(verifier, { trustedRoot: sigstore.trustedRoot, thresholds });

describe('a second opinion', () => {
  it.each([1, 2] as const)('accepts what both accept, with version %s of the log', async (rekorVersion) => {
    const bundle = reread(await signAs(sigstore, { rekorVersion, stamped: true }));
    const verifier = await opinionOver(await verifierFor(sigstore));
    expect(verifier.verify(bundle).identity.method).toBe('keyless');
  });

  it('leaves to the first whose signature is meant', async () => {
    const bundle = reread(await signAs(sigstore, { rekorVersion: 1 }));
    const refusing: BundleVerifier = {
      verify: () => {
        throw new Error('first');
      },
    };
    const verifier = await opinionOver(refusing);
    expect(() => verifier.verify(bundle)).toThrow('first');
  });

  const tampered: readonly [string, (json: any) => void, string][] = [
    ['the payload', (json) => (json.dsseEnvelope.payload = Buffer.from('{}').toString('base64')), 'LOG_ENTRY_INVALID'],
    [
      'the body of the log entry',
      (json) => (json.verificationMaterial.tlogEntries[0].canonicalizedBody = Buffer.from('{}').toString('base64')),
      'LOG_ENTRY_INVALID',
    ],
    [
      'the promise of the log',
      (json) =>
        (json.verificationMaterial.tlogEntries[0].inclusionPromise.signedEntryTimestamp =
          Buffer.alloc(64).toString('base64')),
      'LOG_ENTRY_INVALID',
    ],
  ];
  it.each(tampered)('refuses a change of %s by itself', async (_, change, code) => {
    const json = JSON.parse(JSON.stringify(await signAs(sigstore, { rekorVersion: 1 })));
    change(json);
    const verifier = await opinionOver(ANYTHING);
    expect(await thrownCode(() => verifier.verify(reread(json)))).toBe(code);
  });

  it('counts as many logs and times as the first', async () => {
    const bundle = reread(await signAs(sigstore, { rekorVersion: 1 }));
    const verifier = await opinionOver(ANYTHING, { timestamps: 2 });
    expect(await thrownCode(() => verifier.verify(bundle))).toBe('TIMESTAMP_INVALID');
  });
});
