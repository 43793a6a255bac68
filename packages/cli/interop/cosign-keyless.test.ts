// SPDX-License-Identifier: Apache-2.0
// Keyless, with the programs of Sigstore itself: Fulcio, a certificate log, Rekor of both versions, a timestamp authority, and
// cosign. tools/peers/go.sh builds them.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cosign, describeSigstore, startRealSigstore, type RealSigstore } from '@mpk/testkit/real-sigstore';
import { ALICE, BOB, makeKeylessModel, mpk, tamper, TEST_RESULT, type KeylessModel } from './keyless-model.js';

describeSigstore('keyless, with the programs of Sigstore', () => {
  let sigstore: RealSigstore;
  beforeAll(async () => {
    sigstore = await startRealSigstore();
  });
  afterAll(() => sigstore.stop());

  const cosignVerify = (model: KeylessModel, bundle: string, identity: string, ...what: string[]) =>
    cosign(
      model.folder,
      ...['verify-blob-attestation', '--bundle', bundle, '--trusted-root', sigstore.trustedRoot],
      ...['--certificate-identity', identity, '--certificate-oidc-issuer', sigstore.issuer, ...what],
    );

  describe.each([1, 2] as const)('with Rekor v%i', (rekorVersion) => {
    it('signs a model, and verifies it for its signer only', async () => {
      const model = await makeKeylessModel(sigstore, `sign-${rekorVersion}`);
      const signed = await mpk(model.folder, 'sign', 'model', ...(await model.sign(rekorVersion)));
      expect([signed.status, signed.stderr]).toEqual([0, '']);
      const verify = (identity: string) => mpk(model.folder, 'verify', 'model', ...model.verify(identity));
      expect((await verify(ALICE)).status).toBe(0);
      expect((await verify(BOB)).status).toBe(10);
    });

    it('attests what cosign verifies: for the file and the signer, and for no other', async () => {
      const model = await makeKeylessModel(sigstore, `attest-${rekorVersion}`);
      const attest = ['attest', 'model', '--type', 'evaluation', '--predicate', 'predicate.json', '-o', 'ours.json'];
      const attested = await mpk(model.folder, ...attest, ...(await model.sign(rekorVersion)));
      expect([attested.status, attested.stderr]).toEqual([0, '']);
      await tamper(join(model.folder, 'ours.json'), join(model.folder, 'tampered.json'), ['PASSED', 'FAILED']);

      const verify = (bundle: string, identity: string, type: string, file: string) =>
        cosignVerify(model, bundle, identity, '--type', type, file);
      const weights = 'model/weights.safetensors';
      const accepted = await verify('ours.json', ALICE, TEST_RESULT, weights);
      expect([accepted.status, accepted.stderr]).toEqual([0, 'Verified OK\n']);
      const refused = await Promise.all([
        verify('ours.json', BOB, TEST_RESULT, weights),
        verify('ours.json', ALICE, TEST_RESULT, 'model/config.json'),
        verify('ours.json', ALICE, 'https://slsa.dev/provenance/v1', weights),
        verify('tampered.json', ALICE, TEST_RESULT, weights),
      ]);
      expect(refused.map(({ status, stderr }) => [status, stderr.split('\n')[0]])).toEqual([
        [1, expect.stringContaining(`expected SAN value "${BOB}"`)],
        [1, expect.stringContaining('provided artifact digests do not match')],
        [1, expect.stringMatching(/predicate type/i)],
        [1, expect.stringMatching(/verify (signature|log inclusion)/)],
      ]);
    });

    it('has cosign verify a signed model, by its OMS root digest', async () => {
      const model = await makeKeylessModel(sigstore, `root-${rekorVersion}`);
      await mpk(model.folder, 'sign', 'model', '-o', 'ours.json', ...(await model.sign(rekorVersion)));
      const { omsRootDigest } = JSON.parse((await mpk(model.folder, 'digest', 'model', '--json')).stdout);
      const verify = (digest: string) =>
        cosignVerify(
          model,
          'ours.json',
          ALICE,
          ...['--type', 'https://model_signing/signature/v1.0', '--digest', digest, '--digestAlg', 'sha256'],
        );
      expect((await verify(omsRootDigest.replace('sha256:', ''))).status).toBe(0);
      expect((await verify('0'.repeat(64))).status).toBe(1);
    });

    it('accepts what cosign attests about the model, and no tampered copy, other signer or other model', async () => {
      const model = await makeKeylessModel(sigstore, `theirs-${rekorVersion}`);
      const { manifestDigest } = JSON.parse((await mpk(model.folder, 'digest', 'model', '--json')).stdout);
      const attested = await cosign(
        model.folder,
        ...['attest-blob', '--yes', '--predicate', 'predicate.json', '--type', TEST_RESULT, '--bundle', 'theirs.json'],
        ...['--signing-config', sigstore.signingConfig[rekorVersion], '--trusted-root', sigstore.trustedRoot],
        ...['--identity-token', await sigstore.tokenFile(ALICE)],
        ...['--hash', manifestDigest.replace('sha256:', ''), 'model'],
      );
      expect([attested.status, attested.stderr]).toEqual([0, expect.stringContaining('Wrote bundle')]);
      await tamper(join(model.folder, 'theirs.json'), join(model.folder, 'tampered.json'), ['PASSED', 'FAILED']);

      const verify = async (bundle: string, signer: string) => {
        await writeFile(join(model.folder, 'policy.yaml'), policy(sigstore, signer));
        const flags = ['--policy', 'policy.yaml', '--attestations', bundle, '--json'];
        const run = await mpk(model.folder, 'verify', 'model', ...flags);
        return [run.status, JSON.parse(run.stdout).code];
      };
      expect(await verify('theirs.json', 'alice')).toEqual([0, 'PASSED']);
      expect(await verify('theirs.json', 'bob')).toEqual([10, 'IDENTITY_MISMATCH']);
      expect(await verify('tampered.json', 'alice')).toEqual([10, 'SIGNATURE_INVALID']);
      const config = join(model.folder, 'model/config.json');
      await writeFile(config, `${await readFile(config, 'utf8')} `);
      expect(await verify('theirs.json', 'alice')).toEqual([10, 'ATTESTATION_MISSING']);
    });
  });
});

const policy = ({ issuer, trustedRoot }: RealSigstore, signer: string): string => `
apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: interop }
spec:
  trust:
    roots: { local: { trustedRoot: ${trustedRoot} } }
    signers:
      alice: { keyless: { root: local, identity: ${ALICE}, issuer: '${issuer}' } }
      bob: { keyless: { root: local, identity: ${BOB}, issuer: '${issuer}' } }
  requirements:
    attestations: [{ id: evaluation, predicateType: '${TEST_RESULT}', signedBy: [${signer}] }]
`;
