// SPDX-License-Identifier: Apache-2.0
// PKCS#11 modules that crash, hang, lie and talk: fake-module.c, compiled here. Without a C compiler this skips, loudly.
import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMpkError } from '@mpk/core';
import { withTempFolder } from '@mpk/testkit';
import { describeWith } from '@mpk/testkit/peers';
import {
  createPkcs11KeyHandle,
  generateKeyPair,
  readPublicKey,
  type KeyHandle,
  type Pkcs11Options,
} from '@mpk/signing';
import { untilGone } from '../tests/external/processes.js';
import { everythingOf } from '../tests/leaks.js';

const MODULE = join(tmpdir(), `mpk-fake-pkcs11-${process.pid}.so`);
const SOURCE = join(import.meta.dirname, 'fake-module.c');
const compiled = spawnSync('cc', ['-shared', '-fPIC', '-o', MODULE, SOURCE]).status === 0;
const describeCompiled = describeWith(
  'system',
  compiled,
  'there is no C compiler (cc) that makes the fake PKCS#11 module',
);

afterAll(() => rmSync(MODULE, { force: true }));

const PIN = 'pin-that-is-never-shown';
const spki = readPublicKey(generateKeyPair({ curve: 'P-256' }).publicKeyPem).export({ type: 'spki', format: 'der' });
const point = spki.subarray(-65);

/** Opens the one key of the module, which misbehaves as `mode` says. */
const open = (mode: string, options: Partial<Pkcs11Options> = {}, encodedPoint: Buffer = point): Promise<KeyHandle> =>
  createPkcs11KeyHandle({
    uri: 'pkcs11:object=key',
    modulePath: MODULE,
    pin: PIN,
    environment: {
      PATH: process.env['PATH'],
      FAKE_PKCS11: mode,
      FAKE_PKCS11_POINT: encodedPoint.toString('hex'),
    },
    passEnvironment: ['FAKE_PKCS11', 'FAKE_PKCS11_POINT'],
    ...options,
  });

/** Code, message and hint of what opening the key ends in; that it holds no PIN is checked each time. */
async function outcomeOf(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (!isMpkError(error)) throw error;
    expect(everythingOf(error)).not.toContain(PIN);
    return `${error.code} ${error.message} ${error.hint ?? ''}`;
  }
  return 'nothing thrown';
}

const signWith = (mode: string, options: Partial<Pkcs11Options> = {}): Promise<string> =>
  outcomeOf(async () => (await open(mode, options)).sign(Buffer.from('message')));

describeCompiled('a module that behaves', () => {
  it.each([
    ['an OCTET STRING', Buffer.concat([Buffer.from([4, 65]), point])],
    ['nothing', point],
  ])('may have its point in %s', async (_, encoded) => {
    const { publicKey } = await open('', {}, encoded);
    expect(publicKey.export({ type: 'spki', format: 'der' }).equals(spki)).toBe(true);
  });

  it.each([
    ['is on Ed25519', generateKeyPairSync('ed25519').publicKey, 'INPUT_UNSUPPORTED .*has no CKM_EDDSA'],
    [
      'is RSA',
      generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey,
      'KEY_INVALID .*the key is rsa, expected EC',
    ],
    [
      'is on a curve of Bitcoin',
      generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey,
      'KEY_INVALID .*secp256k1',
    ],
  ])('may say itself which public key it has; this one %s', async (_, key, outcome) => {
    const info = key.export({ type: 'spki', format: 'der' }).toString('hex');
    const environment = { PATH: process.env['PATH'], FAKE_PKCS11_INFO: info };
    const passEnvironment = ['FAKE_PKCS11_INFO'];
    await expect(outcomeOf(() => open('', { environment, passEnvironment }))).resolves.toMatch(
      new RegExp(`^${outcome}`),
    );
  });

  it('may write to stdout: that is not taken for the answer', async () => {
    const lines: string[] = [];
    const { publicKey } = await open('talk', { onDiagnostic: (line) => void lines.push(line) });
    expect(publicKey.type).toBe('public');
    expect(lines).toEqual(['{"publicKeyPem":"the module says hello"}']);
  });

  it('may fail when it is told that its work is done', async () => {
    await expect(open('finalize-fails')).resolves.toBeDefined();
  });

  it('may ask for the PIN at a keypad', async () => {
    await expect(outcomeOf(() => open('keypad', { pin: undefined }))).resolves.toBe('nothing thrown');
  });

  it('may have a card in another slot that it does not know', async () => {
    await expect(outcomeOf(() => open('strange-card'))).resolves.toBe('nothing thrown');
  });

  it('may want the PIN for each signature', async () => {
    // The signature is nonsense; what counts is that it was made.
    await expect(signWith('always-authenticate')).resolves.toMatch(/^SIGNER_FAILED .*does not verify/);
  });
});

describeCompiled('a module that does not behave', () => {
  it.each([
    ['SIGNER_FAILED', 'crashed \\(SIGABRT\\)', 'crash'],
    ['SIGNER_FAILED', 'crashed \\(SIGSEGV\\)', 'segfault'],
    ['SIGNER_FAILED', 'without an answer', 'exit'],
    ['SIGNER_FAILED', 'C_Initialize returned CKR_GENERAL_ERROR', 'general-error'],
    ['SIGNER_FAILED', 'C_GetFunctionList returned CKR_GENERAL_ERROR', 'list-fails'],
    ['SIGNER_FAILED', 'not a PKCS#11 module', 'no-list'],
    ['SIGNER_FAILED', 'not a PKCS#11 module', 'version-9'],
    ['SIGNER_FAILED', 'has no C_Sign', 'no-sign'],
    ['SIGNER_FAILED', '1000000 items', 'many-slots'],
    ['SIGNER_FAILED', '1000 items, at most 1', 'lying-slots'],
    ['SIGNER_FAILED', '1026 items', 'many-objects'],
    ['SIGNER_FAILED', 'attribute', 'huge-attribute'],
    ['SIGNER_FAILED', 'wrote more than it may', 'growing-attribute'],
    ['KEY_INVALID', 'it has no token', 'no-slots'],
    ['KEY_INVALID', 'may not sign', 'may-not-sign'],
    ['INPUT_UNSUPPORTED', 'has no CKM_ECDSA', 'no-mechanism'],
    ['NETWORK_UNAVAILABLE', 'CKR_DEVICE_REMOVED', 'removed'],
    ['KEY_INVALID', 'is locked', 'locked'],
    ['KEY_INVALID', 'locked now', 'now-locked'],
    ['KEY_INVALID', 'was wrong one more wrong PIN locks', 'final-try'],
  ])('is %s, %s: %s', async (code, message, mode) => {
    await expect(outcomeOf(() => open(mode))).resolves.toMatch(new RegExp(`^${code} .*${message}`));
  });

  it.each([
    ['KEY_INVALID', 'CKR_KEY_FUNCTION_NOT_PERMITTED', 'not-permitted'],
    ['SIGNER_FAILED', 'crashed \\(SIGABRT\\)', 'crash-signing'],
    ['SIGNER_FAILED', 'items, at most 1024', 'huge-signature'],
    ['SIGNER_FAILED', 'has 63 bytes, expected 64', 'short-signature'],
    ['SIGNER_FAILED', 'does not verify with its public key', 'anything'],
  ])('is %s, %s, when it signs: %s', async (code, message, mode) => {
    await expect(signWith(mode)).resolves.toMatch(new RegExp(`^${code} .*${message}`));
  });

  it('is SIGNER_FAILED when it hangs, and gone afterwards', () =>
    withTempFolder(async (folder) => {
      const pidFile = join(folder, 'pid');
      const environment = { PATH: process.env['PATH'], FAKE_PKCS11: 'hang', FAKE_PKCS11_PID: pidFile };
      const passEnvironment = Object.keys(environment);
      const outcome = await outcomeOf(() => open('', { timeoutMs: 3_000, environment, passEnvironment }));
      expect(outcome).toMatch(/^SIGNER_FAILED .*within 3 s/);
      await untilGone(Number(readFileSync(pidFile, 'utf8')));
    }));

  it('ends by itself when it hangs and nobody is left who would end it', () => {
    const entry = fileURLToPath(new URL('../dist/external/token/main.js', import.meta.url));
    const configuration = { modulePath: MODULE, wanted: { text: {} }, lifetimeSeconds: 1 };
    const request = { protocol: 'modelprovenance.dev/signer/v1', operation: 'public-key', configuration };
    const { signal } = spawnSync(process.execPath, [entry], {
      input: JSON.stringify(request),
      env: { FAKE_PKCS11: 'hang' },
      timeout: 60_000,
    });
    expect(signal).toBe('SIGALRM');
  });

  it('has its names escaped', async () => {
    const outcome = await outcomeOf(() => open('rude-label', { uri: 'pkcs11:token=x' }));
    expect(outcome).toContain('token "\\u001b[31m\ufffd"');
  });

  it('does not have the PIN shown that it writes to stderr', async () => {
    const lines: string[] = [];
    const outcome = await outcomeOf(() => open('says-pin', { onDiagnostic: (line) => void lines.push(line) }));
    expect(outcome).toMatch(/^KEY_INVALID .*CKR_PIN_INCORRECT/);
    expect(lines).toEqual(['login with (hidden)']);
  });

  it('is KEY_INVALID where its public key is no point of the curve', async () => {
    await expect(outcomeOf(() => open('', {}, Buffer.alloc(65, 4)))).resolves.toMatch(/^KEY_INVALID .*cannot be read/);
  });

  it('is KEY_INVALID where it has no public key', async () => {
    await expect(outcomeOf(() => open('', {}, Buffer.alloc(0)))).resolves.toMatch(/^KEY_INVALID .*neither the public/);
  });
});
