// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MpkError } from '@mpk/core';
import { withTempFolder } from '@mpk/testkit';
import { runStep, type SignRequest, type StepEnv } from '../src/index.js';
import { DIGEST, contextIn, lastLine, makeModel } from './support.js';

async function signIn(folder: string, flags: readonly string[], env: StepEnv = {}, fails?: Error) {
  const seen: SignRequest[] = [];
  const sign = async (request: SignRequest) => {
    seen.push(request);
    if (fails) throw fails;
    const bundlePath = request.outputPath ?? join(request.model, 'model.sig');
    await writeFile(bundlePath, '{}');
    return {
      bundlePath,
      bundleSha256: 'ef'.repeat(32),
      manifestDigest: DIGEST,
      omsRootDigest: DIGEST,
      files: 3,
      sizeBytes: 9,
    };
  };
  const context = await contextIn(folder, ['sign', await makeModel(folder), ...flags], { env, ports: { sign } });
  return { exit: await runStep(context), seen, context };
}

describe('mpk-step sign', () => {
  it('signs with a key, its password from the environment only', async () => {
    await withTempFolder(async (folder) => {
      const { exit, seen, context } = await signIn(folder, ['--key', '/k.pem', '--overwrite'], {
        MPK_KEY_PASSWORD: 'hunter2',
      });
      expect(exit).toBe(0);
      expect(seen[0]).toMatchObject({
        method: { key: { privateKeyPath: '/k.pem', password: 'hunter2' } },
        overwrite: true,
      });
      expect(lastLine(context)).toMatchObject({ signed: true, model: { manifestDigest: DIGEST } });
      expect([...context.out, ...context.err].join('')).not.toContain('hunter2');
    });
  });

  it('signs with a certificate and its chain', async () => {
    await withTempFolder(async (folder) => {
      const { seen } = await signIn(folder, ['--key', '/k', '--certificate', '/c', '--chain', '/i', '--chain', '/r']);
      expect(seen[0]?.method).toEqual({
        certificate: { privateKeyPath: '/k', certificatePath: '/c', chainPaths: ['/i', '/r'] },
      });
    });
  });

  const urls = { SIGSTORE_FULCIO_URL: 'https://f', SIGSTORE_REKOR_URL: 'https://r', SIGSTORE_TSA_URL: 'https://t' };
  const tuf = { SIGSTORE_TUF_URL: 'https://tuf', SIGSTORE_TUF_ROOT: '/root.json' };
  const ambient = { kind: 'ambient' };
  const keyless: readonly [string, string[], Record<string, string>, object][] = [
    [
      'with what identity there is, and the services of the environment',
      ['--rekor-url', 'https://mine'],
      urls,
      {
        identity: ambient,
        services: { fulcioUrl: 'https://f', rekorUrl: 'https://mine', timestamp: { url: 'https://t' } },
      },
    ],
    [
      'with a token file for an audience',
      ['--identity-token', '/t', '--audience', 'corp'],
      urls,
      {
        identity: { kind: 'token-file', path: '/t', audience: 'corp' },
        services: { fulcioUrl: 'https://f', rekorUrl: 'https://r', timestamp: { url: 'https://t' } },
      },
    ],
    [
      'with the signing config of a flag',
      ['--signing-config', '/s.json'],
      { ...urls, ...tuf },
      { identity: ambient, services: { signingConfigPath: '/s.json' } },
    ],
    [
      'with the signing config of the environment',
      [],
      { ...urls, SIGSTORE_SIGNING_CONFIG: '/e.json' },
      { identity: ambient, services: { signingConfigPath: '/e.json' } },
    ],
    [
      'with what a TUF repository says',
      [],
      tuf,
      { identity: ambient, services: { tuf: { url: 'https://tuf', rootPath: '/root.json' } } },
    ],
  ];
  it.each(keyless)('signs keyless %s', async (_, flags, env, method) => {
    await withTempFolder(async (folder) => {
      const { seen } = await signIn(folder, ['--keyless', ...flags], env);
      expect(seen[0]?.method).toEqual({ keyless: method });
      expect(seen[0]?.env).toMatchObject({ MPK_TRUST_CACHE: expect.stringContaining('/trust') });
    });
  });

  it('has signatures with a key timestamped where an authority is named, and only then', async () => {
    await withTempFolder(async (folder) => {
      const { seen } = await signIn(folder, ['--key', '/k', '--tsa-url', 'https://tsa'], urls);
      expect(seen[0]?.method).toEqual({ key: { privateKeyPath: '/k' }, timestamp: { url: 'https://tsa' } });
    });
    await withTempFolder(async (folder) => {
      const { seen } = await signIn(folder, ['--key', '/k'], urls);
      expect(seen[0]?.method).toEqual({ key: { privateKeyPath: '/k' } });
    });
  });

  it.each(['exec:/bin/sh', 'pkcs11:token=models'])('takes a key of the name %s for a file', async (key) => {
    await withTempFolder(async (folder) => {
      const { seen } = await signIn(folder, ['--key', key]);
      expect(seen[0]?.method).toEqual({ key: { privateKeyPath: resolve(key) } });
    });
  });

  it.each([
    [[]],
    [['--key', '/k', '--keyless']],
    [['--key', '/k', '--chain', '/c']],
    [['--keyless', '--certificate', '/c']],
    [['--keyless']],
  ])('refuses the flags %j as USAGE', async (flags) => {
    await withTempFolder(async (folder) => {
      const { exit, seen, context } = await signIn(folder, flags);
      expect([exit, lastLine(context).code]).toEqual([2, 'USAGE']);
      expect(seen).toEqual([]);
    });
  });

  it('names its own flag where a signature is there already', async () => {
    await withTempFolder(async (folder) => {
      const exists = new MpkError('OUTPUT_EXISTS', 'model.sig is there already', { hint: 'use --force, or --append' });
      const { exit, context } = await signIn(folder, ['--key', '/k'], {}, exists);
      expect([exit, lastLine(context).code]).toEqual([20, 'OUTPUT_EXISTS']);
      expect(context.err.join('')).toContain('--overwrite');
      expect(context.err.join('')).not.toMatch(/--force|--append/);
    });
  });

  it('exits with the code of what went wrong', async () => {
    await withTempFolder(async (folder) => {
      const { exit, context } = await signIn(folder, ['--key', '/k'], {}, new MpkError('KEY_INVALID', 'no key'));
      expect(exit).toBe(20);
      expect(lastLine(context)).toMatchObject({ signed: false, code: 'KEY_INVALID' });
    });
  });
});
