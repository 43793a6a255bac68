// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync } from 'node:crypto';
import { thrownCode } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import { KEY_CURVES, MAX_KEY_BYTES, generateKeyPair, keyDigest, keyHint, readPublicKey } from '@mpk/signing';

const pair = generateKeyPair({ curve: 'P-256' });
const spki = (type: 'rsa' | 'ed448'): string => {
  const { publicKey } =
    type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed448');
  return publicKey.export({ type: 'spki', format: 'pem' }).toString();
};

describe('readPublicKey', () => {
  it('reads a key between text that is not PEM', () => {
    expect(readPublicKey(`release key 2026\n${pair.publicKeyPem}\n`).type).toBe('public');
  });

  it.each(KEY_CURVES)('reads a %s key', (curve) => {
    expect(readPublicKey(generateKeyPair({ curve }).publicKeyPem).type).toBe('public');
  });

  it('refuses a private key, from which OpenSSL would take the public one', async () => {
    await expect(thrownCode(() => readPublicKey(pair.privateKeyPem))).resolves.toBe('KEY_INVALID');
  });

  it('refuses a certificate, whose validity would go unchecked', async () => {
    const { pem } = await createRoot({ subject: 'CN=root' });
    await expect(thrownCode(() => readPublicKey(pem))).resolves.toBe('KEY_INVALID');
  });

  it.each([
    ['KEY_INVALID', 'no key', 'hello'],
    ['KEY_INVALID', 'two keys', pair.publicKeyPem + pair.publicKeyPem],
    ['KEY_INVALID', 'an RSA key', spki('rsa')],
    ['KEY_INVALID', 'an Ed448 key', spki('ed448')],
    ['KEY_INVALID', 'bytes that are not a key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'],
    ['INPUT_MALFORMED', 'a broken end', pair.publicKeyPem.replace('-----END PUBLIC', '-----END PUBLISHED')],
    ['INPUT_MALFORMED', 'a broken beginning', '-----BEGIN public key-----'],
    ['INPUT_MALFORMED', 'foreign characters', pair.publicKeyPem.replace(/\nM/, '\n*')],
    ['INPUT_TOO_LARGE', 'a file over the limit', Buffer.alloc(MAX_KEY_BYTES + 1)],
  ])('throws %s for %s', async (code, _, pem) => {
    await expect(thrownCode(() => readPublicKey(pem))).resolves.toBe(code);
  });
});

describe('the names of a key', () => {
  const key = readPublicKey(pair.publicKeyPem);
  const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

  it('has a digest over its DER', () => {
    const der = Buffer.from(pair.publicKeyPem.replace(/-----.*-----|\n/g, ''), 'base64');
    expect(keyDigest(key)).toBe(`sha256:${sha256(der)}`);
  });

  it('has an OMS hint over its PEM text, final newline included', () => {
    expect(keyHint(key)).toBe(sha256(pair.publicKeyPem));
    expect(keyHint(readPublicKey(pair.publicKeyPem.trimEnd()))).toBe(sha256(pair.publicKeyPem));
  });
});
