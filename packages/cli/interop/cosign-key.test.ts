// SPDX-License-Identifier: Apache-2.0
// One key, two tools: this kit and cosign, without any service.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { cosign, describeGo, type ProgramRun } from '@mpk/testkit/real-sigstore';
import { makeModel, mpk, tamper, TEST_RESULT } from './keyless-model.js';

const describeCosign = describeGo(['cosign']);
const WEIGHTS = 'model/weights.safetensors';

const ATTEST = ['attest', 'model', '--type', 'evaluation', '--predicate', 'predicate.json', '-o', 'ours.json'];

/** A key pair that mpk makes, and that cosign has read: `key.pub` is of both. */
async function importKey(folder: string, name = 'key', curve = 'P-256'): Promise<ProgramRun> {
  expect((await mpk(folder, 'key', 'generate', name, '--curve', curve)).status).toBe(0);
  return cosign(folder, 'import-key-pair', '--yes', '--key', `${name}.key`, '--output-key-prefix', `${name}-cosign`);
}

const cosignVerify = (folder: string, bundle: string, key: string, ...what: string[]): Promise<ProgramRun> =>
  cosign(
    folder,
    ...['verify-blob-attestation', '--key', key, '--insecure-ignore-tlog', '--bundle', bundle],
    ...['--type', TEST_RESULT, ...(what.length === 0 ? [WEIGHTS] : what)],
  );

/** Has cosign attest a digest with the imported key, and no service. */
async function cosignAttest(folder: string, digest: string, bundle: string): Promise<ProgramRun> {
  const config = join(folder, 'no-services.json');
  await writeFile(config, JSON.stringify({ mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json' }));
  return cosign(
    folder,
    ...['attest-blob', '--yes', '--key', 'key-cosign.key', '--signing-config', config, '--bundle', bundle],
    ...['--predicate', 'predicate.json', '--type', TEST_RESULT, '--hash', digest, 'model'],
  );
}

const withModel = (use: (folder: string) => Promise<void>): Promise<void> =>
  withTempFolder(async (folder) => {
    await makeModel(folder);
    await use(folder);
  });

describeCosign('cosign with a key', () => {
  it('verifies what mpk attests: with the key and for the file, and no tampered copy', () =>
    withModel(async (folder) => {
      await importKey(folder);
      await importKey(folder, 'other');
      expect((await mpk(folder, ...ATTEST, '--key', 'key.key')).status).toBe(0);
      await tamper(join(folder, 'ours.json'), join(folder, 'tampered.json'), ['PASSED', 'FAILED']);
      const accepted = await cosignVerify(folder, 'ours.json', 'key.pub');
      expect([accepted.status, accepted.stderr]).toEqual([0, expect.stringContaining('Verified OK')]);
      const refused = await Promise.all([
        cosignVerify(folder, 'ours.json', 'other.pub'),
        cosignVerify(folder, 'ours.json', 'key.pub', 'model/config.json'),
        cosignVerify(folder, 'tampered.json', 'key.pub'),
      ]);
      expect(refused.map(({ status }) => status)).toEqual([1, 1, 1]);
    }));

  it('attests what mpk verifies: with the key and for the model, and no tampered copy', () =>
    withModel(async (folder) => {
      expect((await importKey(folder)).status).toBe(0);
      await importKey(folder, 'other');
      const { manifestDigest } = JSON.parse((await mpk(folder, 'digest', 'model', '--json')).stdout);
      const attested = await cosignAttest(folder, manifestDigest.replace('sha256:', ''), 'theirs.json');
      expect([attested.status, attested.stderr]).toEqual([0, expect.stringContaining('Wrote bundle')]);
      await tamper(join(folder, 'theirs.json'), join(folder, 'tampered.json'), ['PASSED', 'FAILED']);

      const verify = (bundle: string, key: string) => mpkVerify(folder, bundle, key);
      expect(await verify('theirs.json', 'key.pub')).toEqual([0, 'PASSED']);
      expect(await verify('theirs.json', 'other.pub')).toEqual([10, 'IDENTITY_MISMATCH']);
      expect(await verify('tampered.json', 'key.pub')).toEqual([10, 'SIGNATURE_INVALID']);
      const config = join(folder, 'model/config.json');
      await writeFile(config, `${await readFile(config, 'utf8')} `);
      expect(await verify('theirs.json', 'key.pub')).toEqual([10, 'ATTESTATION_MISSING']);
    }));

  // cosign signs on P-384 and P-521 with the hash of the curve's size, as OMS asks and this kit does, and then verifies with
  // SHA-256, its own signatures too. With Ed25519 it signs a hash (Ed25519ph), and verifies the plain form, which is ours.
  it.each([
    ['P-384', { imported: 0, theyOurs: 1, theyTheirs: 1, weTheirs: 'PASSED' }],
    ['P-521', { imported: 0, theyOurs: 1, theyTheirs: 1, weTheirs: 'PASSED' }],
    ['Ed25519', { imported: 0, theyOurs: 0, theyTheirs: 1, weTheirs: 'SIGNATURE_INVALID' }],
  ] as const)('meets %s keys as the documentation says', (curve, expected) =>
    withModel(async (folder) => {
      const { status: imported } = await importKey(folder, 'key', curve);
      expect((await mpk(folder, ...ATTEST, '--key', 'key.key')).status).toBe(0);
      const { status: theyOurs } = await cosignVerify(folder, 'ours.json', 'key.pub');
      const { manifestDigest } = JSON.parse((await mpk(folder, 'digest', 'model', '--json')).stdout);
      const digest = manifestDigest.replace('sha256:', '');
      const attested = await cosignAttest(folder, digest, 'theirs.json');
      expect([attested.status, attested.stderr]).toEqual([0, expect.stringContaining('Wrote bundle')]);
      const byDigest = ['--digest', digest, '--digestAlg', 'sha256'];
      const { status: theyTheirs, stderr } = await cosignVerify(folder, 'theirs.json', 'key.pub', ...byDigest);
      expect(stderr).toContain('could not verify envelope');
      const [, weTheirs] = await mpkVerify(folder, 'theirs.json', 'key.pub');
      expect({ imported, theyOurs, theyTheirs, weTheirs }).toEqual(expected);
    }),
  );
});

/** Exit status and code of a verification that asks for the attestation of a key. */
async function mpkVerify(folder: string, bundle: string, key: string): Promise<[number | null, string]> {
  await writeFile(join(folder, 'policy.yaml'), policy(key));
  const flags = ['--policy', 'policy.yaml', '--attestations', bundle, '--json'];
  const { status, stdout } = await mpk(folder, 'verify', 'model', ...flags);
  return [status, JSON.parse(stdout).code];
}

const policy = (key: string): string => `
apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: interop }
spec:
  trust: { signers: { somebody: { key: { file: ${key} } } } }
  requirements:
    attestations: [{ id: evaluation, predicateType: '${TEST_RESULT}', signedBy: [somebody] }]
`;
