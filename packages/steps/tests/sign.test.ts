// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

  it('signs keyless with the pod’s token and the services of the environment', async () => {
    await withTempFolder(async (folder) => {
      const env = { SIGSTORE_FULCIO_URL: 'https://f', SIGSTORE_REKOR_URL: 'https://r', SIGSTORE_TSA_URL: 'https://t' };
      const { seen } = await signIn(folder, ['--keyless', '--rekor-url', 'https://mine'], env);
      expect(seen[0]?.method).toEqual({
        keyless: {
          tokenPath: '/var/run/secrets/kubernetes.io/serviceaccount/token',
          fulcioUrl: 'https://f',
          rekorUrl: 'https://mine',
          tsaUrl: 'https://t',
        },
      });
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

  it('exits with the code of what went wrong', async () => {
    await withTempFolder(async (folder) => {
      const { exit, context } = await signIn(folder, ['--key', '/k'], {}, new MpkError('KEY_INVALID', 'no key'));
      expect(exit).toBe(20);
      expect(lastLine(context)).toMatchObject({ signed: false, code: 'KEY_INVALID' });
    });
  });
});
