// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import { clusterAround } from '../src/index.js';

const TOKEN = 'secret-token';
const ENV = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' };

let ca: string;

beforeAll(async () => {
  ca = (await createRoot({ subject: 'CN=cluster CA' })).pem;
});

/** A service account as a pod has it, with what a case changes. */
const withAccount = <T>(files: { ca?: string; token?: string }, use: (folder: string) => Promise<T>): Promise<T> =>
  withTempFolder(async (folder) => {
    await mkdir(join(folder, 'sa'));
    await writeFile(join(folder, 'sa/token'), files.token ?? `${TOKEN}\n`);
    await writeFile(join(folder, 'sa/ca.crt'), files.ca ?? ca);
    return use(join(folder, 'sa'));
  });

describe('clusterAround', () => {
  it('reads what Kubernetes gives every pod', async () => {
    const cluster = await withAccount({}, (folder) => clusterAround(ENV, folder));
    expect(cluster).toEqual({ host: 'fd00::1', port: 6443, ca, token: TOKEN });
  });

  it.each([
    ['outside a cluster', {}],
    ['with a port that is no number', { ...ENV, KUBERNETES_SERVICE_PORT: 'tcp://10.0.0.1:443' }],
    ['with a port that is none', { ...ENV, KUBERNETES_SERVICE_PORT: '65536' }],
  ])('is undecided %s', async (_what, env) => {
    const code = await withAccount({}, (folder) => thrownCode(() => clusterAround(env, folder)));
    expect(code).toBe('INPUT_UNREADABLE');
  });

  it('is undecided without a service account', async () => {
    const code = await withTempFolder((folder) => thrownCode(() => clusterAround(ENV, folder)));
    expect(code).toBe('INPUT_UNREADABLE');
  });

  it.each([
    ['empty', ''],
    ['something else', 'not a certificate'],
  ])('trusts nobody else where ca.crt is %s', async (_what, text) => {
    const code = await withAccount({ ca: text }, (folder) => thrownCode(() => clusterAround(ENV, folder)));
    expect(code).toBe('INPUT_MALFORMED');
  });

  it.each([
    ['empty', ' \n'],
    ['of two lines', `${TOKEN}\nx`],
    ['no text', `${TOKEN}\u0001`],
  ])('takes no token that is %s, and does not quote it', async (_what, token) => {
    const error = await withAccount({ token }, (folder) => clusterAround(ENV, folder).catch((e: unknown) => e));
    expect(error).toHaveProperty('code', 'TOKEN_INVALID');
    expect(String(error)).not.toContain(TOKEN);
  });
});
