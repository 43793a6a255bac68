// SPDX-License-Identifier: Apache-2.0
// Keyless with PyPI's model-signing and sigstore, both ways, under the services of Sigstore itself.
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeSigstore, startRealSigstore, type RealSigstore } from '@mpk/testkit/real-sigstore';
import { ALICE, BOB, makeKeylessModel, mpk, tamper, type KeylessModel } from './keyless-model.js';
import { describePython, python } from './python.js';

const SLSA = 'https://slsa.dev/provenance/v1';
const PROVENANCE = {
  buildDefinition: { buildType: 'https://example.com/build/v1', externalParameters: { run: 'by hand' } },
  runDetails: { builder: { id: 'https://example.com/builder' } },
};

const describePeers = (title: string, tests: () => void): void =>
  describePython(['model_signing', 'sigstore'])('Python', () => describeSigstore(title, tests));

describePeers('keyless, with the services of Sigstore', () => {
  let sigstore: RealSigstore;
  beforeAll(async () => {
    sigstore = await startRealSigstore();
  });
  afterAll(() => sigstore.stop());

  const token = async (): Promise<string> => (await readFile(await sigstore.tokenFile(ALICE), 'utf8')).trim();

  describe.each([1, 2] as const)('with Rekor v%i', (rekorVersion) => {
    const trustConfig = (): string => sigstore.clientTrustConfig[rekorVersion];

    const modelSigningVerify = (model: KeylessModel, identity: string) =>
      python(
        model.folder,
        ...['-m', 'model_signing', 'verify', 'sigstore', '--trust_config', trustConfig()],
        ...['--identity', identity, '--identity_provider', sigstore.issuer, '--signature', 'model.sig', 'model'],
      );

    const sigstoreVerify = (model: KeylessModel, bundle: string, identity: string, file: string) =>
      python(
        model.folder,
        ...['-m', 'sigstore', '--trust-config', trustConfig(), 'verify', 'identity', '--bundle', bundle],
        ...['--cert-identity', identity, '--cert-oidc-issuer', sigstore.issuer, file],
      );

    it('signs a model that model-signing verifies: for its signer and its files only', async () => {
      const model = await makeKeylessModel(sigstore, `ours-${rekorVersion}`);
      const signed = await mpk(model.folder, 'sign', 'model', '-o', 'model.sig', ...(await model.sign(rekorVersion)));
      expect([signed.status, signed.stderr]).toEqual([0, '']);
      expect(await modelSigningVerify(model, ALICE)).toMatchObject({ status: 0 });
      expect((await modelSigningVerify(model, BOB)).status).toBe(1);
      await writeFile(join(model.folder, 'model/config.json'), '{ }\n');
      expect((await modelSigningVerify(model, ALICE)).status).toBe(1);
    });

    it('verifies a model that model-signing signed: for its signer and its files only', async () => {
      const model = await makeKeylessModel(sigstore, `theirs-${rekorVersion}`);
      const sign = ['sign', 'sigstore', '--trust_config', trustConfig(), '--identity_token', await token()];
      const signed = await python(model.folder, '-m', 'model_signing', ...sign, '--signature', 'model.sig', 'model');
      expect([signed.status, signed.stderr]).toEqual([0, expect.any(String)]);
      const verify = async (identity: string) => {
        const flags = ['--signature', 'model.sig', ...model.verify(identity), '--json'];
        const { status, stdout } = await mpk(model.folder, 'verify', 'model', ...flags);
        return [status, JSON.parse(stdout).code];
      };
      expect(await verify(ALICE)).toEqual([0, 'PASSED']);
      expect(await verify(BOB)).toEqual([10, 'IDENTITY_MISMATCH']);
      await writeFile(join(model.folder, 'model/config.json'), '{ }\n');
      expect(await verify(ALICE)).toEqual([10, 'FILES_MISMATCH']);
    });

    it('attests what sigstore verifies: for the file and the signer, and no tampered copy', async () => {
      const model = await makeKeylessModel(sigstore, `attest-${rekorVersion}`);
      const attest = ['attest', 'model', '--type', 'evaluation', '--predicate', 'predicate.json', '-o', 'ours.json'];
      expect((await mpk(model.folder, ...attest, ...(await model.sign(rekorVersion)))).status).toBe(0);
      await tamper(join(model.folder, 'ours.json'), join(model.folder, 'tampered.json'), ['PASSED', 'FAILED']);
      const weights = 'model/weights.safetensors';
      expect(await sigstoreVerify(model, 'ours.json', ALICE, weights)).toMatchObject({ status: 0 });
      const refused = await Promise.all([
        sigstoreVerify(model, 'ours.json', BOB, weights),
        sigstoreVerify(model, 'ours.json', ALICE, 'model/config.json'),
        sigstoreVerify(model, 'tampered.json', ALICE, weights),
      ]);
      expect(refused.map(({ status }) => status)).toEqual([1, 1, 1]);
    });

    it('accepts what sigstore attests about the model’s manifest, and no tampered copy or other signer', async () => {
      const model = await makeKeylessModel(sigstore, `accept-${rekorVersion}`);
      const { files, manifestDigest } = JSON.parse((await mpk(model.folder, 'digest', 'model', '--json')).stdout);
      // RFC 8785: members sorted by name.
      const manifest = JSON.stringify(
        files.map(({ name, sha256, sizeBytes }: Record<string, unknown>) => ({ name, sha256, sizeBytes })),
      );
      expect(`sha256:${createHash('sha256').update(manifest).digest('hex')}`).toBe(manifestDigest);
      await writeFile(join(model.folder, 'manifest.json'), manifest);
      await writeFile(join(model.folder, 'provenance.json'), JSON.stringify(PROVENANCE));
      const attested = await python(
        model.folder,
        ...['-m', 'sigstore', '--trust-config', trustConfig(), 'attest', '--bundle', 'theirs.json'],
        ...['--predicate', 'provenance.json', '--predicate-type', SLSA, '--identity-token', await token()],
        'manifest.json',
      );
      expect([attested.status, attested.stderr]).toEqual([0, expect.any(String)]);
      await tamper(join(model.folder, 'theirs.json'), join(model.folder, 'tampered.json'), ['by hand', 'by robot']);

      const verify = async (bundle: string, signer: string) => {
        await writeFile(join(model.folder, 'policy.yaml'), policy(sigstore, signer));
        const flags = ['--policy', 'policy.yaml', '--attestations', bundle, '--json'];
        const { status, stdout } = await mpk(model.folder, 'verify', 'model', ...flags);
        return [status, JSON.parse(stdout).code];
      };
      expect(await verify('theirs.json', ALICE)).toEqual([0, 'PASSED']);
      expect(await verify('theirs.json', BOB)).toEqual([10, 'IDENTITY_MISMATCH']);
      expect(await verify('tampered.json', ALICE)).toEqual([10, 'SIGNATURE_INVALID']);
    });
  });
});

const policy = ({ issuer, trustedRoot }: RealSigstore, identity: string): string => `
apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: interop }
spec:
  trust:
    roots: { local: { trustedRoot: ${trustedRoot} } }
    signers: { somebody: { keyless: { root: local, identity: ${identity}, issuer: '${issuer}' } } }
  requirements:
    attestations: [{ id: provenance, predicateType: '${SLSA}', signedBy: [somebody] }]
`;
