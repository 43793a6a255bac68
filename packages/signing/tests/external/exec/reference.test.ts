// SPDX-License-Identifier: Apache-2.0
// The published schemas and the reference page say what the code does.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { exitFor, isMpkError } from '@mpk/core';
import { withTempFolder } from '@mpk/testkit';
import { KEY_CURVES, createExecKeyHandle, generateKeyPair } from '@mpk/signing';
import { SIGNER_ERRORS } from '../../../src/external/exec/protocol.js';
import { writeAnswers, writeProgram } from '../programs.js';

const docs = join(import.meta.dirname, '../../../../../docs');
const page = readFileSync(join(docs, 'reference/signer-plugin.md'), 'utf8');
const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false });
const schema = (name: string): ValidateFunction =>
  ajv.compile(JSON.parse(readFileSync(join(docs, `schemas/signer-${name}-v1.schema.json`), 'utf8')));
const isRequest = schema('request');
const isAnswer = schema('answer');

describe('the schema of requests', () => {
  it.each(KEY_CURVES)('fits what is asked of a key on %s', (curve) =>
    withTempFolder(async (folder) => {
      const { publicKeyPem } = generateKeyPair({ curve });
      const body = `
        writeFileSync(process.argv[2] + request.operation, text);
        answer(${JSON.stringify({ publicKeyPem })});`;
      const command = [...writeProgram(folder, body), join(folder, 'request-')];
      const handle = await createExecKeyHandle({ command, configuration: { key: 'release' }, secrets: { pin: '1' } });
      await handle.sign(Buffer.from('message')).catch(() => undefined);
      for (const operation of ['public-key', 'sign']) {
        const request = JSON.parse(readFileSync(join(folder, `request-${operation}`), 'utf8'));
        expect([isRequest(request), isRequest.errors]).toEqual([true, null]);
      }
    }),
  );

  it('fits nothing with both a digest and a message, nor with neither', () => {
    const sign = {
      protocol: 'modelprovenance.dev/signer/v1',
      operation: 'sign',
      keyDigest: `sha256:${'a'.repeat(64)}`,
    };
    expect(isRequest({ ...sign, algorithm: 'ed25519', message: 'AAAA', digest: 'AAAA' })).toBe(false);
    expect(isRequest({ ...sign, algorithm: 'ecdsa-sha2-256-nistp256' })).toBe(false);
  });
});

describe('the schema of answers', () => {
  const pair = generateKeyPair({ curve: 'P-256' });
  const publicKey = { publicKeyPem: pair.publicKeyPem };

  /** What the code makes of the form of two answers. */
  const problemWith = (first: unknown, second: unknown): Promise<string> =>
    withTempFolder(async (folder) => {
      try {
        const handle = await createExecKeyHandle({ command: writeAnswers(folder, first, second) });
        await handle.sign(Buffer.from('message'));
      } catch (error) {
        if (isMpkError(error)) return error.message;
        throw error;
      }
      return '';
    });

  it.each([
    [publicKey, { signature: 'AAAA' }],
    [publicKey, { signature: 'AAAA', signatureEncoding: 'der' }],
    [publicKey, { error: { code: 'failed', message: 'no' } }],
    [{ error: { code: 'a word of its own', message: 'no', hint: 'yes' } }, {}],
    [publicKey, { signature: 'A===' }],
    [publicKey, { signature: '' }],
    [publicKey, { signature: 'AAAA', signatureEncoding: 'jws' }],
    [publicKey, { signature: 'AAAA', more: 1 }],
    [publicKey, { signature: 7 }],
    [publicKey, {}],
    [publicKey, []],
    [{ ...publicKey, more: 1 }, {}],
    [{ publicKeyPem: 7 }, {}],
    [{ error: { code: 'failed' } }, {}],
    [{ error: { code: 'failed', message: 'no', hint: 7 } }, {}],
    [{ error: 'no' }, {}],
  ])('agrees with the code about %j, %j', async (first, second) => {
    const refused = (await problemWith(first, second)).includes('broke the protocol');
    const wrong = [first, ...(first === publicKey ? [second] : [])].some((answer) => !isAnswer(answer));
    expect(refused).toBe(wrong);
  });
});

const haveJq = spawnSync('jq', ['--version']).error === undefined;
if (!haveJq) console.warn('SKIPPED: jq is not there, with which the reference page tries a program by hand');

describe('the reference page', () => {
  it('lists every word for an error with its code and exit status', () => {
    for (const [word, code] of Object.entries(SIGNER_ERRORS)) {
      expect(page).toMatch(new RegExp(`\`${word}\`[^\\n]*\\| \`${code}\` \\| ${exitFor(code)} \\|`));
    }
  });

  it('has examples that fit the schemas, where they are whole', () => {
    const examples = [...page.matchAll(/```json\n(\{.*\})\n```/g)].map(([, text = '']) => JSON.parse(text));
    expect(examples).toHaveLength(5);
    const whole = examples.filter((example) => !JSON.stringify(example).includes('...'));
    expect(whole.map((example) => isRequest(example) || isAnswer(example))).toEqual([true, true]);
  });

  (haveJq ? it : it.skip)('has a way to try a program by hand that works', () =>
    withTempFolder(async (folder) => {
      writeFileSync(join(folder, 'release.key'), generateKeyPair({ curve: 'P-256' }).privateKeyPem);
      const example = join(import.meta.dirname, '../../../examples/signer-plugin.mjs');
      const [, script = ''] = /```sh\n([\s\S]*?)```/.exec(page) ?? [];
      const runnable = `set -e\n${script.replaceAll('my-signer release', `"${process.execPath}" "${example}" release.key`)}`;
      const { stdout, stderr } = spawnSync('sh', ['-c', runnable], { cwd: folder, encoding: 'utf8' });
      expect([stderr, stdout]).toEqual(['', expect.stringContaining('Signature Verified Successfully')]);
    }),
  );
});
