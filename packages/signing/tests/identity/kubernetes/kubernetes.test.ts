// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withTempFolder } from '@mpk/testkit';
import { createRoot, type TestCertificate } from '@mpk/testkit/pki';
import {
  clusterTokenRequester,
  kubernetesProvider,
  type Environment,
  type KubernetesOptions,
  type ServiceAccountTokenRequest,
} from '@mpk/signing';
import { unusedUrl } from '../../http-server.js';
import { EXPIRED, OF_OTHERS, TOKEN, failureOf, tokenWith } from '../tokens.js';

const POD_TOKEN = tokenWith({ sub: 'system:serviceaccount:ml:trainer', aud: 'https://kubernetes.default.svc' });
const OWN = { namespace: 'ml', serviceAccount: 'trainer', audience: 'sigstore', expirationSeconds: 600 };

let authority: TestCertificate;
let serving: TestCertificate;

beforeAll(async () => {
  authority = await createRoot({ subject: 'CN=cluster CA' });
  const alternativeNames = [{ type: 'ip', value: '127.0.0.1' }] as const;
  serving = await authority.issue({ subject: 'CN=api', alternativeNames });
});

/** Mounts a pod's identity into a folder. */
async function mount(folder: string, files: Record<string, string> = {}): Promise<string> {
  const path = join(folder, 'serviceaccount');
  await mkdir(path);
  for (const [name, text] of Object.entries({ token: `${POD_TOKEN}\n`, 'ca.crt': authority.pem, ...files })) {
    await writeFile(join(path, name), text);
  }
  return path;
}

/** An API server over real TLS, in a pod that knows of it. */
async function withCluster<T>(
  listener: RequestListener,
  use: (env: Environment, options: KubernetesOptions) => Promise<T>,
  files?: Record<string, string>,
): Promise<T> {
  const server = createServer({ key: serving.privateKeyPem, cert: serving.pem }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = String((server.address() as AddressInfo).port);
  try {
    return await withTempFolder(async (folder) => {
      const env = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: port };
      return use(env, { folder: await mount(folder, files), projectedFiles: [] });
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const answering =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
const created = (token: unknown): RequestListener =>
  answering(201, { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', status: { token } });

const failureOver = (listener: RequestListener, files?: Record<string, string>) =>
  withCluster(listener, (env, options) => failureOf(() => kubernetesProvider(env, options), [POD_TOKEN]), files);

describe('a projected token', () => {
  const requester = { requestToken: () => Promise.reject(new Error('asked the cluster')) };

  it.each([
    ['the option', (path: string) => [{}, { tokenFile: path }] as const],
    ['the environment', (path: string) => [{ SIGSTORE_ID_TOKEN_FILE: path }, {}] as const],
    ['a well-known place', (path: string) => [{}, { projectedFiles: ['/none', path] }] as const],
  ])('is found by %s, and the cluster is not asked', (_, choose) =>
    withTempFolder(async (folder) => {
      await writeFile(join(folder, 'token'), TOKEN);
      const [env, options] = choose(join(folder, 'token'));
      await expect(kubernetesProvider(env, { requester, ...options }).getToken()).resolves.toBe(TOKEN);
    }),
  );

  it('throws TOKEN_INVALID for the token that every pod has for the API server', () =>
    withTempFolder(async (folder) => {
      await writeFile(join(folder, 'token'), POD_TOKEN);
      const failure = await failureOf(() => kubernetesProvider({}, { tokenFile: join(folder, 'token') }), [POD_TOKEN]);
      expect(failure.code).toBe('TOKEN_INVALID');
    }));

  it('is passed over where a service account is named', () =>
    withTempFolder(async (folder) => {
      await writeFile(join(folder, 'token'), EXPIRED);
      const provider = kubernetesProvider(
        { SIGSTORE_ID_TOKEN_FILE: join(folder, 'token') },
        { serviceAccount: { namespace: 'ml', name: 'signer' }, requester: { requestToken: async () => TOKEN } },
      );
      await expect(provider.getToken()).resolves.toBe(TOKEN);
    }));
});

describe('a requested token', () => {
  it('is asked for once, for the pod’s own service account, with the pod’s token', async () => {
    const seen: unknown[] = [];
    const listener: RequestListener = (request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += String(chunk)));
      request.on('end', () => {
        seen.push([request.method, request.url, request.headers.authorization, JSON.parse(text)]);
        created(TOKEN)(request, response);
      });
    };
    const token = await withCluster(listener, (env, options) => kubernetesProvider(env, options).getToken());
    expect(token).toBe(TOKEN);
    const spec = { audiences: ['sigstore'], expirationSeconds: 600 };
    const url = '/api/v1/namespaces/ml/serviceaccounts/trainer/token';
    expect(seen).toEqual([['POST', url, `Bearer ${POD_TOKEN}`, { spec }]]);
  });

  it.each<[string, KubernetesOptions, Partial<ServiceAccountTokenRequest>]>([
    ['the pod’s own', {}, {}],
    ['a named one of the same namespace', { serviceAccount: { name: 'signer' } }, { serviceAccount: 'signer' }],
    [
      'one of another namespace',
      { serviceAccount: { name: 'signer', namespace: 'release' } },
      { namespace: 'release', serviceAccount: 'signer' },
    ],
    ['another audience', { audience: 'fulcio.corp' }, { audience: 'fulcio.corp' }],
  ])('can be for %s', (_, options, expected) =>
    withTempFolder(async (folder) => {
      const requests: ServiceAccountTokenRequest[] = [];
      const requester = {
        requestToken: async (request: ServiceAccountTokenRequest) => {
          requests.push(request);
          return tokenWith({ aud: request.audience });
        },
      };
      const all = { folder: await mount(folder), projectedFiles: [], requester, ...options };
      await kubernetesProvider({}, all).getToken();
      expect(requests).toEqual([{ ...OWN, ...expected }]);
    }),
  );

  it.each([
    ['..', 'ml'],
    ['signer', '../kube-system'],
    ['signer/token?x=', 'ml'],
    ['', 'ml'],
    ['Signer', 'ml'],
  ])('throws USAGE for a service account %j in %j', async (name, namespace) => {
    const requester = { requestToken: () => Promise.reject(new Error('asked the cluster')) };
    const options = { serviceAccount: { name, namespace }, requester };
    expect((await failureOf(() => kubernetesProvider({}, options))).code).toBe('USAGE');
  });

  it.each<[string, string, RequestListener]>([
    ['TOKEN_INVALID', 'an expired token', created(EXPIRED)],
    ['TOKEN_INVALID', 'a token for somebody else', created(OF_OTHERS)],
    ['INPUT_MALFORMED', 'no token', created(undefined)],
    ['INPUT_MALFORMED', 'a token that is a list', created([TOKEN])],
    ['INPUT_MALFORMED', 'no status', answering(201, {})],
    ['INPUT_MALFORMED', 'a page', answering(200, `<html>${POD_TOKEN}`)],
    ['INPUT_MALFORMED', 'the pod’s token as a key, twice', answering(201, `{"${POD_TOKEN}":1,"${POD_TOKEN}":1}`)],
    ['INPUT_TOO_LARGE', 'an answer over the limit', created('x'.repeat(300_000))],
    ['NETWORK_REFUSED', 'a refusal that repeats the token', answering(401, { message: POD_TOKEN })],
    ['NETWORK_REFUSED', 'a service account without the right', answering(403, { message: POD_TOKEN })],
    ['NETWORK_REFUSED', 'a redirect', answering(307, '', { location: '/api/v1/namespaces' })],
    ['NETWORK_UNAVAILABLE', 'a failure that repeats the token', answering(500, { message: POD_TOKEN })],
    ['NETWORK_UNAVAILABLE', 'a connection that breaks', (request) => request.socket.destroy()],
  ])('throws %s for %s', async (code, _, listener) => {
    expect((await failureOver(listener)).code).toBe(code);
  });

  it('says how to do without the right', async () => {
    expect((await failureOver(answering(403, {}))).hint).toContain('mount a projected token');
  });

  it('does not wait for an API server that stays silent', async () => {
    const failure = await withCluster(
      () => undefined,
      (env, options) => {
        const requester = clusterTokenRequester(env, { folder: options.folder, timeoutMs: 100 });
        return failureOf(() => kubernetesProvider(env, { ...options, requester }), [POD_TOKEN]);
      },
    );
    expect(failure).toMatchObject({ code: 'NETWORK_UNAVAILABLE', message: expect.stringContaining('in time') });
  });

  it('throws NETWORK_UNAVAILABLE for an API server of another authority', async () => {
    const stranger = await createRoot({ subject: 'CN=cluster CA' });
    const failure = await failureOver(created(TOKEN), { 'ca.crt': stranger.pem });
    expect(failure.code).toBe('NETWORK_UNAVAILABLE');
  });

  it('gives its token to no such server where the environment turns the check off either', async () => {
    const stranger = await createRoot({ subject: 'CN=cluster CA' });
    const seen: unknown[] = [];
    const listener: RequestListener = (request, response) => {
      seen.push(request.url);
      created(TOKEN)(request, response);
    };
    const output = await withCluster(
      listener,
      (env, { folder }) => inOtherProcess({ ...env, NODE_TLS_REJECT_UNAUTHORIZED: '0' }, folder!),
      { 'ca.crt': stranger.pem },
    );
    expect(output).toBe('NETWORK_UNAVAILABLE');
    expect(seen).toEqual([]);
  });

  it('throws NETWORK_UNAVAILABLE and the reason where nobody listens', async () => {
    const { port } = new URL(await unusedUrl());
    await withTempFolder(async (folder) => {
      const env = { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: port };
      const options = { folder: await mount(folder), projectedFiles: [] };
      const failure = await failureOf(() => kubernetesProvider(env, options), [POD_TOKEN]);
      expect(failure).toMatchObject({ code: 'NETWORK_UNAVAILABLE', message: expect.stringContaining('ECONNREFUSED') });
    });
  });

  it.each([
    ['TOKEN_INVALID', { token: 'a\nb' }],
    ['TOKEN_INVALID', { token: tokenWith({ sub: 'trainer' }) }],
    ['TOKEN_INVALID', { token: tokenWith({ sub: 7 }) }],
    ['INPUT_TOO_LARGE', { token: 'x'.repeat(100_000) }],
    ['INPUT_MALFORMED', { 'ca.crt': '' }],
    ['INPUT_MALFORMED', { 'ca.crt': 'text' }],
  ])('throws %s for an identity that is %#', async (code, files) => {
    expect((await failureOver(created(TOKEN), files)).code).toBe(code);
  });

  it.each([
    { KUBERNETES_SERVICE_HOST: undefined },
    { KUBERNETES_SERVICE_PORT: '0' },
    { KUBERNETES_SERVICE_PORT: '80 --x' },
    { KUBERNETES_SERVICE_PORT: '70000' },
  ])('throws INPUT_UNREADABLE outside a cluster: %j', async (change) => {
    const failure = await withCluster(created(TOKEN), (env, options) =>
      failureOf(() => kubernetesProvider({ ...env, ...change }, options), [POD_TOKEN]),
    );
    expect(failure.code).toBe('INPUT_UNREADABLE');
  });

  it('says what to install where the Kubernetes client is not', async () => {
    const missing = Object.assign(new Error('no such package'), { code: 'ERR_MODULE_NOT_FOUND' });
    const failure = await withCluster(created(TOKEN), (env, { folder }) => {
      const requester = clusterTokenRequester(env, { folder, loadClient: () => Promise.reject(missing) });
      return failureOf(() => kubernetesProvider(env, { folder, projectedFiles: [], requester }), [POD_TOKEN]);
    });
    expect(failure).toMatchObject({ code: 'INPUT_UNSUPPORTED', hint: expect.stringContaining('npm install') });
  });
});

/** The code of the failure in a process that sees this environment from its start. */
async function inOtherProcess(env: Environment, folder: string): Promise<string> {
  const built = new URL('../../../dist/index.js', import.meta.url).href;
  const script = `
    const { kubernetesProvider } = await import(${JSON.stringify(built)});
    const options = { projectedFiles: [], folder: ${JSON.stringify(folder)} };
    const error = await kubernetesProvider(process.env, options).getToken().then(() => undefined, (e) => e);
    process.stdout.write(error?.code ?? 'nothing thrown');`;
  const options = { env: { ...env, PATH: process.env['PATH'] } };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], options);
  return stdout;
}
