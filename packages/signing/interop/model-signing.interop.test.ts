// SPDX-License-Identifier: Apache-2.0
// One key in SoftHSM2, two tools: this kit and PyPI's model-signing. tools/peers installs both; without them this skips, loudly.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createManifest, createOmsStatement, parseBundle, verifyStatement } from '@mpk/core';
import { describeWith } from '@mpk/testkit/peers';
import { createRoot } from '@mpk/testkit/pki';
import {
  createCertificateSigner,
  createKeySigner,
  createKeyVerifier,
  createPkcs11KeyHandle,
  generateKeyPair,
} from '@mpk/signing';
import { PIN, SOFT_HSM_MODULE, withSoftHsm, type SoftHsm } from './soft-hsm.js';

const python = join(import.meta.dirname, '../../../build/venv/bin/python');
const havePython = existsSync(python) && spawnSync(python, ['-c', 'import model_signing, PyKCS11']).status === 0;
const describePeers = describeWith(
  'python',
  havePython && SOFT_HSM_MODULE !== undefined,
  'PyPI model-signing with PyKCS11, SoftHSM2 or pkcs11-tool is not there; run tools/peers/install.sh',
);

/** Both tools read the same URI. */
const URI = `pkcs11:token=models;object=release?module-path=${SOFT_HSM_MODULE}&pin-value=${PIN}`;
const CONTENT = 'weights';

/** A model of one file, with room for its signature beside it. */
function makeModel(folder: string): { model: string; signature: string; statement: Buffer } {
  const model = join(folder, 'model');
  mkdirSync(model);
  writeFileSync(join(model, 'weights.bin'), CONTENT);
  const sha256 = createHash('sha256').update(CONTENT).digest('hex');
  const manifest = createManifest([{ name: 'weights.bin', sizeBytes: CONTENT.length, sha256 }]);
  return {
    model,
    signature: join(folder, 'model.sig'),
    statement: createOmsStatement(manifest, { modelName: 'model' }),
  };
}

/** Runs model_signing and returns its exit status. */
function modelSigning(hsm: SoftHsm, ...args: string[]): number | null {
  return spawnSync(python, ['-m', 'model_signing', ...args], { env: hsm.environment }).status;
}

function makePath(hsm: SoftHsm, name: string, text: string): string {
  const path = join(hsm.folder, name);
  writeFileSync(path, text);
  return path;
}

const withToken = <T>(type: string, use: (hsm: SoftHsm) => Promise<T>): Promise<T> =>
  withSoftHsm((hsm) => {
    hsm.createToken('models');
    hsm.createKey('models', { label: 'release', type });
    return use(hsm);
  });

describePeers('PyPI model-signing with the same PKCS#11 key', () => {
  it.each(['EC:prime256v1', 'EC:secp384r1', 'EC:secp521r1'])(
    'verifies here what it signed there on %s, and the other way round',
    (type) =>
      withToken(type, async (hsm) => {
        const { model, signature, statement } = makeModel(hsm.folder);
        const handle = await createPkcs11KeyHandle({ uri: URI, environment: hsm.environment });
        const publicKeyPem = handle.publicKey.export({ type: 'spki', format: 'pem' }).toString();
        const publicKey = makePath(hsm, 'release.pub', publicKeyPem);
        const stranger = makePath(hsm, 'stranger.pub', generateKeyPair({ curve: 'P-256' }).publicKeyPem);

        expect(modelSigning(hsm, 'sign', 'pkcs11-key', '--pkcs11_uri', URI, '--signature', signature, model)).toBe(0);
        const theirs = verifyStatement(parseBundle(readFileSync(signature)), createKeyVerifier({ publicKeyPem }));
        expect(theirs.statement.subject[0]?.digest).toEqual(JSON.parse(statement.toString()).subject[0].digest);

        writeFileSync(signature, JSON.stringify(await createKeySigner({ handle }).sign(statement)));
        const verify = (key: string) =>
          modelSigning(hsm, 'verify', 'key', '--signature', signature, '--public_key', key, model);
        expect([verify(publicKey), verify(stranger)]).toEqual([0, 1]);
      }),
  );

  it('verifies there the certificate bundle that was signed here', () =>
    withToken('EC:secp384r1', async (hsm) => {
      const { model, signature, statement } = makeModel(hsm.folder);
      const handle = await createPkcs11KeyHandle({ uri: URI, environment: hsm.environment });
      const publicKeyPem = handle.publicKey.export({ type: 'spki', format: 'pem' }).toString();
      const root = await createRoot({ subject: 'CN=root' });
      const leaf = await root.certify({ subject: 'CN=ML Release', isCa: false, publicKeyPem });
      const [rootPath, leafPath] = [makePath(hsm, 'root.pem', root.pem), makePath(hsm, 'leaf.pem', leaf.pem)];
      const bundle = await createCertificateSigner({ handle, certificatesPem: leaf.pem }).sign(statement);
      writeFileSync(signature, JSON.stringify(bundle));
      const verify = ['verify', 'certificate', '--signature', signature, '--certificate_chain', rootPath];
      expect(modelSigning(hsm, ...verify, model)).toBe(0);

      // The other way round there is nothing to verify: 1.1.1 does not base64 the certificate, and fails on that itself.
      const certificates = ['--signing_certificate', leafPath, '--certificate_chain', rootPath];
      const sign = ['sign', 'pkcs11-certificate', '--pkcs11_uri', URI, ...certificates];
      expect(modelSigning(hsm, ...sign, '--signature', signature, model)).toBe(1);
    }));

  it('does not read there what an Ed25519 key signed here', () =>
    withToken('EC:edwards25519', async (hsm) => {
      const { model, signature, statement } = makeModel(hsm.folder);
      const handle = await createPkcs11KeyHandle({ uri: URI, environment: hsm.environment });
      const publicKeyPem = handle.publicKey.export({ type: 'spki', format: 'pem' }).toString();
      const publicKey = makePath(hsm, 'release.pub', publicKeyPem);
      writeFileSync(signature, JSON.stringify(await createKeySigner({ handle }).sign(statement)));
      expect(modelSigning(hsm, 'verify', 'key', '--signature', signature, '--public_key', publicKey, model)).not.toBe(
        0,
      );
      expect(modelSigning(hsm, 'sign', 'pkcs11-key', '--pkcs11_uri', URI, '--signature', signature, model)).not.toBe(0);
    }));
});

describePeers('a key that SoftHSM2 made without the right to sign', () => {
  // pkcs11-tool cannot make one: it leaves the right out, and SoftHSM2 then gives it.
  const SCRIPT = `
import sys, PyKCS11
from PyKCS11 import *
lib = PyKCS11.PyKCS11Lib(); lib.load(sys.argv[1])
session = lib.openSession(lib.getSlotList(tokenPresent=True)[0], CKF_SERIAL_SESSION | CKF_RW_SESSION)
session.login(sys.argv[2])
common = [(CKA_TOKEN, CK_TRUE), (CKA_LABEL, 'silent'), (CKA_ID, (9,))]
params = [(CKA_EC_PARAMS, (6, 8, 42, 134, 72, 206, 61, 3, 1, 7)), (CKA_VERIFY, CK_TRUE)]
session.generateKeyPair(common + params, common + [(CKA_SIGN, CK_FALSE), (CKA_DERIVE, CK_TRUE)], mecha=Mechanism(CKM_EC_KEY_PAIR_GEN, None))
`;

  it('is KEY_INVALID', () =>
    withSoftHsm(async (hsm) => {
      hsm.createToken('models');
      const made = spawnSync(python, ['-c', SCRIPT, SOFT_HSM_MODULE ?? '', PIN], {
        env: hsm.environment,
        encoding: 'utf8',
      });
      expect([made.status, made.stderr]).toEqual([0, '']);
      const uri = URI.replace('release', 'silent');
      await expect(createPkcs11KeyHandle({ uri, environment: hsm.environment })).rejects.toMatchObject({
        code: 'KEY_INVALID',
        message: expect.stringContaining('may not sign'),
      });
    }));
});
