// SPDX-License-Identifier: Apache-2.0
import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMpkError } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import {
  KEY_CURVES,
  createExecKeyHandle,
  generateKeyPair,
  keyDigest,
  readPublicKey,
  type ExecOptions,
  type KeyCurve,
} from '@mpk/signing';
import { everythingOf, piecesIn } from '../../leaks.js';
import { writeAnswers, writeProgram } from '../programs.js';

const MESSAGE = Buffer.from('a message to be signed');
const HASHES: Readonly<Record<KeyCurve, string | null>> = {
  'P-256': 'sha256',
  'P-384': 'sha384',
  'P-521': 'sha512',
  Ed25519: null,
};
const pair = generateKeyPair({ curve: 'P-256' });
const publicKey = { publicKeyPem: pair.publicKeyPem };

const signatureOf = (privateKeyPem: string, hash: string | null, dsaEncoding: 'der' | 'ieee-p1363' = 'der'): string =>
  sign(hash, MESSAGE, { key: createPrivateKey(privateKeyPem), dsaEncoding }).toString('base64');

/** How signing ends with a program that answers these. */
const signWith = (first: unknown, second: unknown, options: Partial<ExecOptions> = {}): Promise<string> =>
  withTempFolder((folder) => {
    const command = writeAnswers(folder, first, second);
    return thrownCode(async () => (await createExecKeyHandle({ ...options, command })).sign(MESSAGE));
  });

async function errorOf(action: () => Promise<unknown>): Promise<Error & { code: string; hint: string | undefined }> {
  try {
    await action();
  } catch (error) {
    if (isMpkError(error)) return error;
    throw error;
  }
  throw new Error('nothing thrown');
}

describe('what a program is asked', () => {
  /** The request for a signature, as it came. */
  const signRequest = (curve: KeyCurve, options: Partial<ExecOptions> = {}): Promise<any> =>
    withTempFolder(async (folder) => {
      const keys = generateKeyPair({ curve });
      const signature = signatureOf(keys.privateKeyPem, HASHES[curve]);
      const command = writeProgram(
        folder,
        `if (request.operation === 'sign') {
          writeFileSync(process.argv[2], text);
          answer(${JSON.stringify({ signature })});
        } else answer(${JSON.stringify({ publicKeyPem: keys.publicKeyPem })});`,
      );
      const path = join(folder, 'request.json');
      const handle = await createExecKeyHandle({ ...options, command: [...command, path] });
      await handle.sign(MESSAGE);
      const { keyDigest: named, ...request } = JSON.parse(readFileSync(path, 'utf8'));
      expect(named).toBe(keyDigest(readPublicKey(keys.publicKeyPem)));
      return request;
    });

  it.each([
    ['P-256', 'ecdsa-sha2-256-nistp256', 'sha256'],
    ['P-384', 'ecdsa-sha2-384-nistp384', 'sha384'],
    ['P-521', 'ecdsa-sha2-512-nistp521', 'sha512'],
  ] as const)('is the digest alone for %s', async (curve, algorithm, hash) => {
    await expect(signRequest(curve)).resolves.toEqual({
      protocol: 'modelprovenance.dev/signer/v1',
      operation: 'sign',
      algorithm,
      digest: createHash(hash).update(MESSAGE).digest('base64'),
    });
  });

  it('is the message for Ed25519, with what the caller adds', async () => {
    const settings = { configuration: { key: 'release' }, secrets: { pin: '123456' } };
    await expect(signRequest('Ed25519', settings)).resolves.toEqual({
      protocol: 'modelprovenance.dev/signer/v1',
      operation: 'sign',
      algorithm: 'ed25519',
      message: MESSAGE.toString('base64'),
      ...settings,
    });
  });

  const large = Buffer.alloc(64 * 1024 * 1024, 'x');

  it('reaches a program whole at 64 MiB', () =>
    withTempFolder(async (folder) => {
      const keys = generateKeyPair({ curve: 'Ed25519' });
      const signature = sign(null, large, keys.privateKeyPem).toString('base64');
      const body = `
        if (request.operation === 'public-key') answer(${JSON.stringify({ publicKeyPem: keys.publicKeyPem })});
        else if (Buffer.from(request.message, 'base64').length === ${large.length}) answer(${JSON.stringify({ signature })});`;
      const handle = await createExecKeyHandle({ command: writeProgram(folder, body) });
      await expect(handle.sign(large)).resolves.toHaveLength(64);
    }));

  it('does no harm to a program that ends before it has read all', () =>
    withTempFolder(async (folder) => {
      const keys = generateKeyPair({ curve: 'Ed25519' });
      const signature = sign(null, large, keys.privateKeyPem).toString('base64');
      const program = join(folder, 'hasty.mjs');
      writeFileSync(
        program,
        `import { readSync } from 'node:fs';
         const start = Buffer.alloc(200);
         readSync(0, start);
         console.log(start.includes('"sign"') ? '${JSON.stringify({ signature })}' : ${JSON.stringify(JSON.stringify({ publicKeyPem: keys.publicKeyPem }))});`,
      );
      const handle = await createExecKeyHandle({ command: [process.execPath, program] });
      await expect(handle.sign(large)).resolves.toHaveLength(64);
    }));
});

describe('a key behind a program', () => {
  it.each(KEY_CURVES)('signs on curve %s', async (curve) => {
    const keys = generateKeyPair({ curve });
    const answers = [
      { publicKeyPem: keys.publicKeyPem },
      { signature: signatureOf(keys.privateKeyPem, HASHES[curve]) },
    ];
    await expect(signWith(answers[0], answers[1])).resolves.toBe('nothing thrown');
  });

  it.each(['P-256', 'P-384', 'P-521'] as const)('may give r and s side by side on %s, and they become DER', (curve) =>
    withTempFolder(async (folder) => {
      const keys = generateKeyPair({ curve });
      const signature = signatureOf(keys.privateKeyPem, HASHES[curve], 'ieee-p1363');
      const answer = { signature, signatureEncoding: 'ieee-p1363' };
      const command = writeAnswers(folder, { publicKeyPem: keys.publicKeyPem }, answer);
      const der = await (await createExecKeyHandle({ command })).sign(MESSAGE);
      expect(der[0]).toBe(0x30);
      expect(der.toString('base64')).not.toBe(signature);
    }),
  );

  it('gets its arguments as they are, without a shell', () =>
    withTempFolder(async (folder) => {
      const trap = join(folder, 'trap');
      const args = [`$(touch ${trap})`, `; touch ${trap}`, '"', '*'];
      const command = writeProgram(
        folder,
        `if (JSON.stringify(process.argv.slice(2)) === ${JSON.stringify(JSON.stringify(args))}) answer(${JSON.stringify(publicKey)});`,
      );
      await expect(createExecKeyHandle({ command: [...command, ...args] })).resolves.toBeDefined();
      expect(existsSync(trap)).toBe(false);
    }));

  it('gets PATH, HOME and the variables that are named, and no others', () =>
    withTempFolder(async (folder) => {
      const path = join(folder, 'environment.json');
      const command = writeProgram(
        folder,
        `writeFileSync(process.argv[2], JSON.stringify(process.env));
         answer(${JSON.stringify(publicKey)});`,
      );
      await createExecKeyHandle({
        command: [...command, path],
        passEnvironment: ['AWS_PROFILE', 'NOT_SET'],
        environment: { PATH: process.env['PATH'], HOME: folder, AWS_PROFILE: 'release', SIGSTORE_ID_TOKEN: 'secret' },
      });
      expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
        PATH: process.env['PATH'],
        HOME: folder,
        AWS_PROFILE: 'release',
      });
    }));

  it.each(['', 'A=B', 'A-B', '1A', 'LD_PRELOAD\0'])('throws USAGE for a variable named %j', async (name) => {
    await expect(thrownCode(() => createExecKeyHandle({ command: ['true'], passEnvironment: [name] }))).resolves.toBe(
      'USAGE',
    );
  });
});

describe('a public key that cannot be used', () => {
  it.each([
    ['RSA', generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' })],
    [
      'another curve',
      generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey.export({ type: 'spki', format: 'pem' }),
    ],
    ['a private key', pair.privateKeyPem],
    ['two keys', pair.publicKeyPem + pair.publicKeyPem],
    ['no PEM', 'hello'],
    ['a damaged key', pair.publicKeyPem.replace(/\n(.{8})/, '\nAAAAAAAA')],
    ['a key without an end', pair.publicKeyPem.slice(0, 40)],
    ['a key in too large a file', `${' '.repeat(20_000)}${pair.publicKeyPem}`],
  ])('is KEY_INVALID: %s', async (_, publicKeyPem) => {
    await expect(signWith({ publicKeyPem }, {})).resolves.toBe('KEY_INVALID');
  });

  it('is KEY_INVALID: a certificate', async () => {
    const { pem } = await createRoot({ subject: 'CN=root' });
    await expect(signWith({ publicKeyPem: pem }, {})).resolves.toBe('KEY_INVALID');
  });

  it('does not have its private key quoted, where that was given in its place', () =>
    withTempFolder(async (folder) => {
      const command = writeAnswers(folder, { publicKeyPem: pair.privateKeyPem }, {});
      const text = everythingOf(await errorOf(() => createExecKeyHandle({ command })));
      expect(piecesIn(text, pair.privateKeyPem.split('\n')[1] ?? '')).toEqual([]);
    }));
});

describe('a signature that is not one', () => {
  const good = signatureOf(pair.privateKeyPem, 'sha256');
  const halves = signatureOf(pair.privateKeyPem, 'sha256', 'ieee-p1363');
  const cut = (base64: string, bytes: number): string =>
    Buffer.from(base64, 'base64').subarray(0, bytes).toString('base64');

  it.each([
    ["another key's", { signature: signatureOf(generateKeyPair({ curve: 'P-256' }).privateKeyPem, 'sha256') }],
    ['one over another hash', { signature: signatureOf(pair.privateKeyPem, 'sha512') }],
    ['r and s side by side, not said', { signature: halves }],
    ['DER, said to be r and s', { signature: good, signatureEncoding: 'ieee-p1363' }],
    ['r and s with a byte too few', { signature: cut(halves, 63), signatureEncoding: 'ieee-p1363' }],
    ['r and s of zero', { signature: Buffer.alloc(64).toString('base64'), signatureEncoding: 'ieee-p1363' }],
    ['DER with its end cut off', { signature: cut(good, 60) }],
    [
      'DER with a byte after it',
      { signature: Buffer.concat([Buffer.from(good, 'base64'), Buffer.alloc(1)]).toString('base64') },
    ],
    ['of an encoding that is not known', { signature: good, signatureEncoding: 'jws' }],
    ['of an encoding that is no text', { signature: good, signatureEncoding: 1 }],
    ['with a misspelt encoding', { signature: halves, signatureEncodng: 'ieee-p1363' }],
    ['not base64', { signature: '***' }],
    ['empty', { signature: '' }],
    ['missing', {}],
    ['a public key', publicKey],
  ])('is SIGNER_FAILED: %s', async (_, answer) => {
    await expect(signWith(publicKey, answer)).resolves.toBe('SIGNER_FAILED');
  });

  const ed25519 = generateKeyPair({ curve: 'Ed25519' });
  const edSignature = signatureOf(ed25519.privateKeyPem, null);

  it.each([
    ['cut off', { signature: cut(edSignature, 63) }],
    ['said to be DER', { signature: edSignature, signatureEncoding: 'der' }],
    ['said to be r and s', { signature: edSignature, signatureEncoding: 'ieee-p1363' }],
    [
      'over the digest',
      {
        signature: sign(null, createHash('sha512').update(MESSAGE).digest(), ed25519.privateKeyPem).toString('base64'),
      },
    ],
  ])('is SIGNER_FAILED on Ed25519: %s', async (_, answer) => {
    await expect(signWith({ publicKeyPem: ed25519.publicKeyPem }, answer)).resolves.toBe('SIGNER_FAILED');
  });

  it.each([
    ['has 63 bytes, expected 64', publicKey, { signature: cut(halves, 63), signatureEncoding: 'ieee-p1363' }],
    ['has 65 bytes, expected 64', publicKey, { signature: 'A'.repeat(87) + '=', signatureEncoding: 'ieee-p1363' }],
    ['has "signatureEncodng", expected', publicKey, { signature: halves, signatureEncodng: 'ieee-p1363' }],
    [
      'expected none',
      { publicKeyPem: ed25519.publicKeyPem },
      { signature: edSignature, signatureEncoding: 'ieee-p1363' },
    ],
  ])('is said to be wrong in its form: %s', (message, first, second) =>
    withTempFolder(async (folder) => {
      const handle = await createExecKeyHandle({ command: writeAnswers(folder, first, second) });
      await expect(handle.sign(MESSAGE)).rejects.toThrow(message);
    }),
  );

  it('comes with the likely reason', () =>
    withTempFolder(async (folder) => {
      const handle = await createExecKeyHandle({ command: writeAnswers(folder, publicKey, { signature: halves }) });
      const error = await errorOf(() => handle.sign(MESSAGE));
      expect([error.message, error.hint]).toEqual([
        expect.stringContaining('does not verify with its public key'),
        expect.stringContaining('without hashing it again'),
      ]);
    }));
});

describe('an error that the program states', () => {
  it.each([
    ['INPUT_UNSUPPORTED', 'unsupported'],
    ['KEY_INVALID', 'key-not-found'],
    ['KEY_INVALID', 'key-ambiguous'],
    ['KEY_INVALID', 'key-unusable'],
    ['KEY_INVALID', 'access-denied'],
    ['NETWORK_UNAVAILABLE', 'unavailable'],
    ['SIGNER_FAILED', 'failed'],
    ['SIGNER_FAILED', 'a word of its own'],
    ['SIGNER_FAILED', 'constructor'],
  ])('gives %s for %s', async (expected, code) => {
    await expect(signWith({ error: { code, message: 'no' } }, {})).resolves.toBe(expected);
    await expect(signWith(publicKey, { error: { code, message: 'no' } })).resolves.toBe(expected);
  });

  it('is shown with its hint, on one line and cut to a length', () =>
    withTempFolder(async (folder) => {
      const error = { code: 'unavailable', message: `down\n\u001b[31m${'x'.repeat(5_000)}`, hint: 'wait' };
      const shown = await errorOf(() => createExecKeyHandle({ command: writeAnswers(folder, { error }, {}) }));
      expect(shown.message).toContain('down\\u000a\\u001b[31mxxx');
      expect(shown.message.length).toBeLessThan(1_200);
      expect(shown.hint).toBe('wait');
    }));

  it('counts whatever status the program ends with', () =>
    withTempFolder(async (folder) => {
      const body = `answer({ error: { code: 'access-denied', message: 'no' } }); process.exitCode = 3;`;
      await expect(thrownCode(() => createExecKeyHandle({ command: writeProgram(folder, body) }))).resolves.toBe(
        'KEY_INVALID',
      );
    }));

  it.each([
    ['no object', { error: 'no' }],
    ['without a code', { error: { message: 'no' } }],
    ['without a message', { error: { code: 'failed' } }],
    ['with a hint that is no text', { error: { code: 'access-denied', message: 'no', hint: {} } }],
  ])('is SIGNER_FAILED where it is %s', async (_, answer) => {
    await expect(signWith(answer, {})).resolves.toBe('SIGNER_FAILED');
  });
});

describe('secrets', () => {
  const pin = 'correct-horse-battery-staple';
  const quoted = 'correct "horse" \\ battery \n staple';

  it('are given on stdin alone, and cut out of what the program says', () =>
    withTempFolder(async (folder) => {
      const lines: string[] = [];
      const command = writeProgram(
        folder,
        `console.error('PIN is ' + request.secrets.pin);
         if (process.argv.join().includes(request.secrets.pin)) throw new Error('seen in argv');
         if (JSON.stringify(process.env).includes(request.secrets.pin)) throw new Error('seen in env');
         answer({ error: { code: 'access-denied', message: 'wrong: ' + request.secrets.pin, hint: request.secrets.pin } });`,
      );
      const options = { command, secrets: { pin }, onDiagnostic: (line: string) => void lines.push(line) };
      const error = await errorOf(() => createExecKeyHandle(options));
      expect([error.code, lines]).toEqual(['KEY_INVALID', ['PIN is (hidden)']]);
      expect(piecesIn(everythingOf(error), pin)).toEqual([]);
    }));

  it.each([
    ['an answer of another form', `answer({ [request.secrets.pin]: 1 });`],
    [
      'an answer with a name twice',
      `const p = JSON.stringify(request.secrets.pin); writeSync(1, \`{\${p}:1,\${p}:2}\`);`,
    ],
    ['an encoding that is none', `answer({ signature: 'AAAA', signatureEncoding: request.secrets.pin });`],
    ['garbage', 'writeSync(1, request.secrets.pin);'],
    ['a crash', 'throw new Error(request.secrets.pin);'],
  ])('are in no error for %s', (_, body) =>
    withTempFolder(async (folder) => {
      const command = writeProgram(folder, body);
      for (const secret of [pin, quoted]) {
        const error = await errorOf(() => createExecKeyHandle({ command, secrets: { pin: secret } }));
        expect(error.code).toBe('SIGNER_FAILED');
        expect(everythingOf(error)).not.toMatch(/horse|battery|staple/);
      }
    }),
  );
});
