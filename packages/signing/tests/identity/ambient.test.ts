// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { ambientProvider, type AmbientOptions, type Environment } from '@mpk/signing';
import { unusedUrl } from '../http-server.js';
import { EXPIRED, TOKEN, failureOf } from './tokens.js';

/** A machine that is nobody's: no product name, no service account, no projected token. */
const bare = (folder: string): AmbientOptions => ({
  productNameFile: join(folder, 'product_name'),
  serviceAccountFolder: join(folder, 'serviceaccount'),
  projectedFiles: [join(folder, 'projected')],
});
const ON_GITHUB = { ACTIONS_ID_TOKEN_REQUEST_URL: 'nonsense', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x' };
const ON_BUILDKITE = { BUILDKITE_AGENT_ACCESS_TOKEN: 'x', BUILDKITE_JOB_ID: '/' };

/** What the error of the chosen provider starts with: each has its own. */
async function chosen(env: Environment, prepare: (folder: string) => Promise<void> = async () => undefined) {
  return withTempFolder(async (folder) => {
    await prepare(folder);
    return (await failureOf(() => ambientProvider(env, bare(folder)))).message;
  });
}
const GOOGLE = async (folder: string): Promise<void> => writeFile(join(folder, 'product_name'), 'Google\n');
const PROJECTED = async (folder: string): Promise<void> => writeFile(join(folder, 'projected'), EXPIRED);
async function IN_CLUSTER(folder: string): Promise<void> {
  await mkdir(join(folder, 'serviceaccount'));
  await writeFile(join(folder, 'serviceaccount', 'token'), 'x');
}

describe('ambientProvider', () => {
  it('prefers the token that somebody set on purpose', () =>
    withTempFolder(async (folder) => {
      const env = { SIGSTORE_ID_TOKEN: TOKEN, SIGSTORE_ID_TOKEN_FILE: '/none', ...ON_GITHUB };
      await expect(ambientProvider(env, bare(folder)).getToken()).resolves.toBe(TOKEN);
    }));

  it('takes the file that somebody named next', () =>
    withTempFolder(async (folder) => {
      await writeFile(join(folder, 'token'), TOKEN);
      const env = { SIGSTORE_ID_TOKEN_FILE: join(folder, 'token'), ...ON_GITHUB };
      await expect(ambientProvider(env, bare(folder)).getToken()).resolves.toBe(TOKEN);
    }));

  it.each<[string, Environment, string]>([
    ['GitHub Actions', { ...ON_GITHUB, GITLAB_CI: 'true' }, 'ACTIONS_ID_TOKEN_REQUEST_URL is not a URL'],
    ['GitLab CI', { GITLAB_CI: 'true', ...ON_BUILDKITE }, 'GitLab CI has put no identity token into'],
    ['Buildkite', ON_BUILDKITE, 'Buildkite offers no identity token here'],
  ])('turns to %s', async (_, env, message) => {
    await expect(chosen(env, PROJECTED)).resolves.toContain(message);
  });

  it.each<[string, Environment, string]>([
    ['GitHub Actions', { GITHUB_ACTIONS: 'true' }, 'GitHub Actions offers no identity token here'],
    ['GitLab CI', { GITLAB_CI: 'true' }, 'GitLab CI has put no identity token into'],
    ['Buildkite', { BUILDKITE: 'true' }, 'Buildkite offers no identity token here'],
  ])('stops at %s that offers nothing: the machine behind it is somebody else', async (_, env, message) => {
    await expect(chosen(env, GOOGLE)).resolves.toContain(message);
    // At once, not when the token is needed.
    expect(() => ambientProvider(env)).toThrow(message);
  });

  it('takes the projected token of a pod before the machine that it runs on', async () => {
    const prepare = async (folder: string): Promise<void> => {
      await GOOGLE(folder);
      await PROJECTED(folder);
    };
    await expect(chosen({}, prepare)).resolves.toContain('the identity token expired');
  });

  it.each<[string, Environment]>([
    ['GCE_METADATA_HOST', {}],
    ['GCE_METADATA_IP', {}],
  ])("asks Google's metadata server where %s is set", async (name) => {
    const { host } = new URL(await unusedUrl());
    await expect(chosen({ [name]: host })).resolves.toContain("Google's metadata server at");
  });

  it('knows a machine of Google by its name, and does not ask the network to find out', () =>
    withTempFolder(async (folder) => {
      for (const name of ['Google\n', 'Google Compute Engine']) {
        await writeFile(join(folder, 'product_name'), name);
        expect(() => ambientProvider({}, bare(folder))).not.toThrow();
      }
      await writeFile(join(folder, 'product_name'), 'Googled PC');
      expect(() => ambientProvider({}, bare(folder))).toThrow(expect.objectContaining({ code: 'TOKEN_INVALID' }));
    }));

  it('does not take a Knative for Cloud Run', async () => {
    await expect(chosen({ K_SERVICE: 'predictor' })).resolves.toContain('no identity token is at hand');
  });

  it('asks Kubernetes for a token last', async () => {
    const env = { KUBERNETES_SERVICE_HOST: '127.0.0.1' };
    await expect(chosen(env, IN_CLUSTER)).resolves.toContain('the identity token is not a JWT');
    await expect(chosen({}, IN_CLUSTER)).resolves.toContain('no identity token is at hand');
  });

  it('says what it looked for, and what to do', () =>
    withTempFolder(async (folder) => {
      const failure = await failureOf(() => ambientProvider({}, bare(folder)));
      expect(failure.code).toBe('TOKEN_INVALID');
      expect(failure.message).toBe(
        'no identity token is at hand; looked for: SIGSTORE_ID_TOKEN, SIGSTORE_ID_TOKEN_FILE, GitHub Actions, GitLab CI, ' +
          "Buildkite, a projected Kubernetes token, Google's metadata server, a Kubernetes service account",
      );
      expect(failure.hint).toBe('set SIGSTORE_ID_TOKEN, or name a file that holds a token with audience sigstore');
    }));
});
