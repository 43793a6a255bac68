// SPDX-License-Identifier: Apache-2.0
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { createRoot, type TestCertificate } from '@mpk/testkit/pki';
import { clusterAround, readConfigMap, type Cluster } from '../src/index.js';

const TOKEN = 'secret-token';
let authority: TestCertificate;
let serving: TestCertificate;

beforeAll(async () => {
  authority = await createRoot({ subject: 'CN=cluster CA' });
  serving = await authority.issue({ subject: 'CN=api', alternativeNames: [{ type: 'dns', value: 'localhost' }] });
});

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** An API server of one's own in this process, over real TLS. */
async function withServer<T>(handler: Handler, use: (cluster: Cluster) => Promise<T>): Promise<T> {
  const server = createServer({ key: serving.privateKeyPem, cert: serving.pem }, handler);
  await new Promise<void>((resolve) => server.listen(0, resolve));
  try {
    const { port } = server.address() as AddressInfo;
    return await use({ host: 'localhost', port, ca: authority.pem, token: TOKEN, timeoutMs: 2000 });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const answering = (status: number, body: unknown): Handler => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return (_request, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(text);
};

const read = (cluster: Cluster) => readConfigMap('ml', 'mpk-policy', cluster);
const codeOver = (handler: Handler): Promise<string> =>
  withServer(handler, (cluster) => thrownCode(() => read(cluster)));

describe('readConfigMap', () => {
  it('asks for one ConfigMap with the pod’s token and reads its data', async () => {
    const seen: unknown[] = [];
    const content = await withServer((request, response) => {
      seen.push([request.method, request.url, request.headers.authorization]);
      answering(200, { metadata: { resourceVersion: '5' }, data: { 'policy.yaml': 'x', 'k.pub': 'y' } })(
        request,
        response,
      );
    }, read);
    expect(content).toEqual({ data: { 'policy.yaml': 'x', 'k.pub': 'y' }, resourceVersion: '5' });
    expect(seen).toEqual([['GET', '/api/v1/namespaces/ml/configmaps/mpk-policy', `Bearer ${TOKEN}`]]);
  });

  it.each([
    ['404', answering(404, { kind: 'Status' }), 'INPUT_UNREADABLE'],
    ['403', answering(403, { kind: 'Status' }), 'INPUT_UNREADABLE'],
    ['401', answering(401, ''), 'INPUT_UNREADABLE'],
    ['a redirect', answering(302, ''), 'NETWORK_REFUSED'],
    ['400', answering(400, ''), 'NETWORK_REFUSED'],
    ['429', answering(429, ''), 'NETWORK_UNAVAILABLE'],
    ['500', answering(500, 'oops'), 'NETWORK_UNAVAILABLE'],
    ['something that is not JSON', answering(200, '<html>'), 'INPUT_MALFORMED'],
    ['a key twice', answering(200, '{"data":{"policy.yaml":"a","policy.yaml":"b"}}'), 'INPUT_MALFORMED'],
    ['data that is no text', answering(200, { data: { 'policy.yaml': 1 } }), 'INPUT_MALFORMED'],
    ['over 1 MiB of data', answering(200, { data: { a: 'x'.repeat(1024 * 1024 + 1) } }), 'INPUT_TOO_LARGE'],
    ['an endless answer', answering(200, 'x'.repeat(9 * 1024 * 1024)), 'INPUT_TOO_LARGE'],
    ['a broken connection', (request: IncomingMessage) => void request.socket.destroy(), 'NETWORK_UNAVAILABLE'],
  ])('answers %s with an error of its own', async (_what, handler, code) => {
    expect(await codeOver(handler)).toBe(code);
  });

  it('gives up on a server that does not answer', async () => {
    const code = await withServer(
      () => undefined,
      (cluster) => thrownCode(() => read({ ...cluster, timeoutMs: 100 })),
    );
    expect(code).toBe('NETWORK_UNAVAILABLE');
  });

  it('sends no token to a server that the cluster’s authority did not issue', async () => {
    const stranger = await createRoot({ subject: 'CN=cluster CA' });
    let asked = 0;
    const code = await withServer(
      () => {
        asked += 1;
      },
      (cluster) => thrownCode(() => read({ ...cluster, ca: stranger.pem })),
    );
    expect([code, asked]).toEqual(['NETWORK_UNAVAILABLE', 0]);
  });

  it('keeps the token out of its errors', async () => {
    const refused: Handler = (request) => void request.socket.destroy();
    const error = await withServer(refused, (cluster) => read(cluster).catch((e: unknown) => e));
    expect(JSON.stringify([String(error), (error as Error).cause ?? ''])).not.toContain(TOKEN);
  });
});

describe('clusterAround', () => {
  it('reads what Kubernetes gives every pod', async () => {
    await withTempFolder(async (folder) => {
      await mkdir(join(folder, 'sa'));
      await writeFile(join(folder, 'sa/token'), `${TOKEN}\n`);
      await writeFile(join(folder, 'sa/ca.crt'), authority.pem);
      const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '6443' };
      expect(await clusterAround(env, join(folder, 'sa'))).toEqual({
        host: 'fd00::1',
        port: 6443,
        ca: authority.pem,
        token: TOKEN,
      });
    });
  });

  it('is undecided outside a cluster and without a service account', async () => {
    await withTempFolder(async (folder) => {
      expect(await thrownCode(() => clusterAround({}, folder))).toBe('INPUT_UNREADABLE');
      const env = { KUBERNETES_SERVICE_HOST: 'h' };
      expect(await thrownCode(() => clusterAround(env, folder))).toBe('INPUT_UNREADABLE');
    });
  });
});
