// SPDX-License-Identifier: Apache-2.0
// Signatures over the bytes of a file, as cosign and PyPI's sigstore write them under the services of Sigstore itself.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyMessageBundle } from '@mpk/signing';
import { thrownCode } from '@mpk/testkit';
import { describeWith } from '@mpk/testkit/peers';
import {
  cosign,
  describeSigstore,
  runProgram,
  startRealSigstore,
  type ProgramRun,
  type RealSigstore,
} from '@mpk/testkit/real-sigstore';

const python = join(import.meta.dirname, '../../../build/venv/bin/python');
const havePython = existsSync(python) && spawnSync(python, ['-c', 'import sigstore']).status === 0;
const describePython = describeWith('python', havePython, 'PyPI sigstore is not there; run tools/peers/python.sh');

const EMAIL = 'alice@example.com';
const CONTENT = 'a model card';

/** Signs `card.md` in the folder and writes `card.json` beside it. */
type Sign = (sigstore: RealSigstore, rekorVersion: 1 | 2) => Promise<ProgramRun>;

const signWithCosign: Sign = async (sigstore, rekorVersion) =>
  cosign(
    sigstore.folder,
    ...['sign-blob', '--yes', '--bundle', 'card.json', '--identity-token', await sigstore.tokenFile(EMAIL)],
    ...['--signing-config', sigstore.signingConfig[rekorVersion], '--trusted-root', sigstore.trustedRoot, 'card.md'],
  );

const signWithPython: Sign = async (sigstore, rekorVersion) => {
  const token = await readFile(await sigstore.tokenFile(EMAIL), 'utf8');
  const config = ['--trust-config', sigstore.clientTrustConfig[rekorVersion]];
  const sign = ['sign', '--overwrite', '--identity-token', token, '--bundle', 'card.json', 'card.md'];
  const env = { HOME: sigstore.folder, PATH: process.env['PATH'] };
  return runProgram(python, ['-m', 'sigstore', ...config, ...sign], { cwd: sigstore.folder, env });
};

/** Flips one bit of the signature in a bundle. */
function withOtherSignature(bundle: Buffer): Buffer {
  const json = JSON.parse(bundle.toString()) as { messageSignature: { signature: string } };
  const signature = Buffer.from(json.messageSignature.signature, 'base64');
  signature[signature.length - 1]! ^= 1;
  json.messageSignature.signature = signature.toString('base64');
  return Buffer.from(JSON.stringify(json));
}

describeSigstore('signatures over files', () => {
  let sigstore: RealSigstore;
  beforeAll(async () => {
    sigstore = await startRealSigstore();
    await writeFile(join(sigstore.folder, 'card.md'), CONTENT);
  });
  afterAll(() => sigstore.stop());

  function verifies(sign: Sign): void {
    it.each([1, 2] as const)('are verified with Rekor v%i: for the signer and the file only', async (rekorVersion) => {
      const signed = await sign(sigstore, rekorVersion);
      expect([signed.status, signed.stderr]).toEqual([0, expect.any(String)]);
      const bundle = await readFile(join(sigstore.folder, 'card.json'));
      const trustedRoot = await readFile(sigstore.trustedRoot);
      const verify = (bytes: Buffer, content: string, identity: string) =>
        verifyMessageBundle(bytes, Buffer.from(content), { trustedRoot, identity, issuer: sigstore.issuer });
      expect(await verify(bundle, CONTENT, EMAIL)).toMatchObject({
        identity: { identity: EMAIL, issuer: sigstore.issuer },
      });
      const refused = [
        await thrownCode(() => verify(bundle, CONTENT, 'bob@example.com')),
        await thrownCode(() => verify(bundle, `${CONTENT}.`, EMAIL)),
        await thrownCode(() => verify(withOtherSignature(bundle), CONTENT, EMAIL)),
      ];
      expect(refused).toEqual(['IDENTITY_MISMATCH', 'SIGNATURE_INVALID', 'SIGNATURE_INVALID']);
    });
  }

  describe('of cosign', () => verifies(signWithCosign));
  describePython('of PyPI sigstore', () => verifies(signWithPython));
});
