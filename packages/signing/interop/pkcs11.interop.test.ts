// SPDX-License-Identifier: Apache-2.0
// Against a real PKCS#11 token: SoftHSM2. tools/peers/debian.sh installs it; without it this skips, loudly.
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMpkError, verifyStatement } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { describeWith } from '@mpk/testkit/peers';
import { createRoot } from '@mpk/testkit/pki';
import {
  KEY_CURVES,
  createCertificateSigner,
  createCertificateVerifier,
  createKeySigner,
  createKeyVerifier,
  createPkcs11KeyHandle,
  type KeyCurve,
  type KeyHandle,
  type Pkcs11Options,
} from '@mpk/signing';
import { PAYLOAD, reread } from '../tests/bundles.js';
import { everythingOf } from '../tests/leaks.js';
import { PIN, SOFT_HSM_MODULE, withSoftHsm, type SoftHsm } from './soft-hsm.js';

const describeHsm = describeWith(
  'debian',
  SOFT_HSM_MODULE !== undefined,
  'SoftHSM2 or pkcs11-tool is not there; run tools/peers/debian.sh',
);

const KEY_TYPES: Readonly<Record<KeyCurve, string>> = {
  'P-256': 'EC:prime256v1',
  'P-384': 'EC:secp384r1',
  'P-521': 'EC:secp521r1',
  Ed25519: 'EC:edwards25519',
};

const open = (hsm: SoftHsm, path: string, options: Partial<Pkcs11Options> = {}): Promise<KeyHandle> =>
  createPkcs11KeyHandle({
    uri: `pkcs11:${path}`,
    modulePath: SOFT_HSM_MODULE,
    pin: PIN,
    environment: hsm.environment,
    ...options,
  });

/** Code and message of the error that opening a key ends in. */
async function refusalOf(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (isMpkError(error)) return `${error.code} ${error.message} ${error.hint ?? ''}`;
    throw error;
  }
  return 'nothing thrown';
}

const publicPem = (handle: KeyHandle): string => handle.publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** Signs with the handle and verifies with its public key. */
async function signAndVerify(handle: KeyHandle): Promise<string> {
  const bundle = reread(await createKeySigner({ handle }).sign(PAYLOAD));
  return verifyStatement(bundle, createKeyVerifier({ publicKeyPem: publicPem(handle) })).signer.identity.method;
}

const withKey = <T>(use: (hsm: SoftHsm) => Promise<T>): Promise<T> =>
  withSoftHsm((hsm) => {
    hsm.createToken('models');
    hsm.createKey('models', { label: 'release', id: 'a1' });
    return use(hsm);
  });

describeHsm('a key in a PKCS#11 token', () => {
  it.each(KEY_CURVES)('signs on curve %s, many times', (curve) =>
    withSoftHsm(async (hsm) => {
      hsm.createToken('models');
      hsm.createKey('models', { label: 'release', type: KEY_TYPES[curve] });
      const handle = await open(hsm, 'token=models;object=release');
      for (let i = 0; i < 4; i++) await expect(signAndVerify(handle)).resolves.toBe('key');
    }),
  );

  it('signs for a certificate', () =>
    withKey(async (hsm) => {
      const handle = await open(hsm, 'object=release');
      const root = await createRoot({ subject: 'CN=root' });
      const leaf = await root.certify({ subject: 'CN=ML Release', publicKeyPem: publicPem(handle) });
      const bundle = reread(await createCertificateSigner({ handle, certificatesPem: leaf.pem }).sign(PAYLOAD));
      const verifier = createCertificateVerifier({ caPem: root.pem, subject: 'CN=ML Release' });
      expect(verifier.verify(bundle).identity).toMatchObject({ subject: 'CN=ML Release' });
    }));

  it.each([
    ['its token and label', 'token=models;object=release;type=private'],
    ['its id', 'id=%a1'],
    ['the maker and model of its token', 'manufacturer=SoftHSM%20project;model=SoftHSM%20v2;object=release'],
    ['its library', 'library-description=Implementation%20of%20PKCS11;library-version=2.6'],
    ['nothing, where it is the only one', ''],
  ])('is found by %s', (_, path) =>
    withKey(async (hsm) => {
      await expect(signAndVerify(await open(hsm, path))).resolves.toBe('key');
    }),
  );

  it('is found by a label beyond ASCII', () =>
    withSoftHsm(async (hsm) => {
      hsm.createToken('modèles; 1/2');
      hsm.createKey('modèles; 1/2', { label: 'clé & co' });
      const handle = await open(hsm, 'token=mod%C3%A8les%3B%201%2F2;object=cl%C3%A9%20&%20co');
      await expect(signAndVerify(handle)).resolves.toBe('key');
    }));

  it('is found in a module that is named, with a PIN from a file', () =>
    withKey(async (hsm) => {
      writeFileSync(join(hsm.folder, 'pin'), `${PIN}\n`);
      const query = `module-path=${SOFT_HSM_MODULE}&pin-source=file:${hsm.folder}/pin`;
      const handle = await open(hsm, `object=release?${query}`, { modulePath: undefined, pin: undefined });
      await expect(signAndVerify(handle)).resolves.toBe('key');
    }));

  it('signs with a PIN in its URI, of which nothing is shown when it is wrong', () =>
    withKey(async (hsm) => {
      const options = { pin: undefined };
      await expect(signAndVerify(await open(hsm, `object=release?pin-value=${PIN}`, options))).resolves.toBe('key');
      const error: unknown = await open(hsm, 'object=release?pin-value=99887766', options).catch((e: unknown) => e);
      expect(everythingOf(error)).toContain('CKR_PIN_INCORRECT');
      expect(everythingOf(error)).not.toContain('99887766');
    }));

  it('has its public key from a certificate, where the token has no public key object', () =>
    withKey(async (hsm) => {
      const handle = await open(hsm, 'object=release');
      const root = await createRoot({ subject: 'CN=root' });
      const leaf = await root.certify({ subject: 'CN=ML Release', publicKeyPem: publicPem(handle) });
      writeFileSync(join(hsm.folder, 'leaf.der'), leaf.der);
      hsm.tool('models', ['--delete-object', '--type', 'pubkey', '--id', 'a1']);
      await expect(refusalOf(() => open(hsm, 'object=release'))).resolves.toMatch(
        /^KEY_INVALID .*neither the public key/,
      );
      hsm.tool('models', ['--write-object', join(hsm.folder, 'leaf.der'), '--type', 'cert', '--id', 'a1']);
      const again = await open(hsm, 'object=release');
      expect(publicPem(again)).toBe(publicPem(handle));
      await expect(signAndVerify(again)).resolves.toBe('key');
    }));

  it('keeps apart two keys of one id by their labels', () =>
    withKey(async (hsm) => {
      hsm.createKey('models', { label: 'other', id: 'a1', type: 'EC:secp384r1' });
      const [release, other] = [await open(hsm, 'object=release'), await open(hsm, 'object=other')];
      expect(publicPem(release)).not.toBe(publicPem(other));
      await expect(Promise.all([signAndVerify(release), signAndVerify(other)])).resolves.toEqual(['key', 'key']);
    }));

  it('refuses to sign with another key than the one that was opened', () =>
    withKey(async (hsm) => {
      const handle = await open(hsm, 'object=release');
      hsm.tool('models', ['--delete-object', '--type', 'privkey', '--id', 'a1']);
      hsm.tool('models', ['--delete-object', '--type', 'pubkey', '--id', 'a1']);
      hsm.createKey('models', { label: 'release', id: 'a2' });
      await expect(refusalOf(() => handle.sign(PAYLOAD))).resolves.toMatch(/^KEY_INVALID .*no longer the one/);
    }));

  it('signs from a process that Node lets neither load addons nor write', () =>
    withKey(async (hsm) => {
      const built = new URL('../dist/index.js', import.meta.url).href;
      const script = `
        const { createPkcs11KeyHandle } = await import(${JSON.stringify(built)});
        const handle = await createPkcs11KeyHandle(JSON.parse(process.env.OPTIONS));
        console.log('signed: ' + ((await handle.sign(Buffer.from('x'))).length > 60));`;
      const options = { uri: 'pkcs11:object=release', modulePath: SOFT_HSM_MODULE, pin: PIN };
      const flags = ['--permission', '--allow-fs-read=*', '--allow-child-process', '--no-warnings'];
      const { stdout, stderr } = spawnSync(process.execPath, [...flags, '--input-type=module', '-e', script], {
        env: { ...hsm.environment, NODE_OPTIONS: '', OPTIONS: JSON.stringify(options) },
        encoding: 'utf8',
      });
      expect([stdout, stderr]).toEqual(['signed: true\n', '']);
    }));
});

describeHsm('a key that cannot be used', () => {
  it('is KEY_INVALID for a wrong PIN, which is tried once', () =>
    withKey(async (hsm) => {
      const refusal = await refusalOf(() => open(hsm, 'object=release', { pin: 'wrong-pin-000' }));
      expect(refusal).toMatch(/^KEY_INVALID .*CKR_PIN_INCORRECT.* tokens lock themselves/);
      expect(refusal).not.toContain('wrong-pin-000');
    }));

  it('is KEY_INVALID without a PIN, and says that one is missing', () =>
    withKey(async (hsm) => {
      const refusal = await refusalOf(() => open(hsm, 'object=release', { pin: undefined }));
      expect(refusal).toMatch(
        /^KEY_INVALID .*shows no private key most tokens hide private keys until they get the PIN/,
      );
    }));

  it('is KEY_INVALID where there is no token, and where there is another', () =>
    withSoftHsm(async (hsm) => {
      await expect(refusalOf(() => open(hsm, 'token=models'))).resolves.toMatch(/^KEY_INVALID .*it has no token/);
      hsm.createToken('others');
      await expect(refusalOf(() => open(hsm, 'token=models'))).resolves.toMatch(
        /^KEY_INVALID .*no token is as the URI says; there is token "others" \(serial "[0-9a-f]+", slot-id \d+\)/,
      );
    }));

  it('is KEY_INVALID in one of two tokens of one label, until the serial number says which', () =>
    withSoftHsm(async (hsm) => {
      hsm.createToken('models');
      hsm.createKey('models', { label: 'release' });
      hsm.createToken('models');
      const refusal = await refusalOf(() => open(hsm, 'token=models;object=release'));
      expect(refusal).toMatch(/^KEY_INVALID .*fits 2 tokens: .* add serial=/);
      const serials = [...refusal.matchAll(/serial "([0-9a-f]+)"/g)].map(([, serial]) => serial ?? '');
      const outcomes = await Promise.all(
        serials.map((serial) => refusalOf(() => open(hsm, `serial=${serial};object=release`))),
      );
      expect(outcomes.filter((outcome) => outcome === 'nothing thrown')).toHaveLength(1);
    }));

  it('is KEY_INVALID among two keys of one label, until the id says which', () =>
    withKey(async (hsm) => {
      hsm.createKey('models', { label: 'release', id: 'b2' });
      await expect(refusalOf(() => open(hsm, 'object=release'))).resolves.toMatch(
        /^KEY_INVALID .*fits 2 keys of the token: (?:"release" \(id (?:a1|b2), EC\)(?:, )?){2} add id=/,
      );
      await expect(signAndVerify(await open(hsm, 'object=release;id=%b2'))).resolves.toBe('key');
    }));

  it('is KEY_INVALID where no key is of its name, and lists those that are', () =>
    withKey(async (hsm) => {
      await expect(refusalOf(() => open(hsm, 'object=releas'))).resolves.toMatch(
        /^KEY_INVALID .*has "release" \(id a1, EC\)/,
      );
    }));

  it.each([
    ['RSA', { type: 'rsa:2048' }, /not for elliptic curves/],
    ['one on another curve', { type: 'EC:secp256k1' }, /curve that is not for signing models/],
  ])('is KEY_INVALID: %s', (_, key, message) =>
    withSoftHsm(async (hsm) => {
      hsm.createToken('models');
      hsm.createKey('models', { label: 'release', ...key });
      const refusal = await refusalOf(() => open(hsm, 'object=release'));
      expect(refusal).toMatch(/^KEY_INVALID/);
      expect(refusal).toMatch(message);
    }),
  );

  it('is SIGNER_FAILED where the module does not find its configuration', () =>
    withKey(async (hsm) => {
      const environment = { ...hsm.environment, SOFTHSM2_CONF: join(hsm.folder, 'missing.conf') };
      await expect(thrownCode(() => open(hsm, 'object=release', { environment }))).resolves.toMatch(
        /^(?:SIGNER_FAILED|KEY_INVALID)$/,
      );
    }));

  it('is SIGNER_FAILED where the module is a library of another kind', () =>
    withSoftHsm(async (hsm) => {
      const koffi = fileURLToPath(new URL('../../../node_modules/@koromix/', import.meta.url));
      const library = readdirSync(koffi, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.node'));
      await expect(refusalOf(() => open(hsm, '', { modulePath: join(koffi, library ?? '') }))).resolves.toMatch(
        /^SIGNER_FAILED .*not a PKCS#11 module/,
      );
    }));
});
