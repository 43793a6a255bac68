// SPDX-License-Identifier: Apache-2.0
import { createSecureServer } from 'node:http2';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { thrownCode } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import { readConfigMap, type Cluster } from '../src/index.js';
import {
  answering,
  configMap,
  createClusterPki,
  withApiServer,
  withListening,
  type ClusterPki,
  type Handler,
} from './support/api-server.js';

const TOKEN = 'secret-token';
const CONTENT = { 'policy.yaml': 'x', 'k.pub': 'y' };
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

let pki: ClusterPki;

beforeAll(async () => {
  pki = await createClusterPki();
});

const clusterAt = (port: number): Cluster => {
  return { host: 'localhost', port, ca: pki.authority.pem, token: TOKEN, timeoutMs: 2000 };
};
const withServer = <T>(handler: Handler, use: (cluster: Cluster) => Promise<T>): Promise<T> =>
  withApiServer(pki.serving, handler, (port) => use(clusterAt(port)));

const holding = (data: unknown): Handler => answering(200, configMap({ data }));
/** Writes as long as somebody reads. */
const endless: Handler = (_request, response) => {
  const write = (): void => {
    while (!response.destroyed && response.write(' '.repeat(64 * 1024)));
  };
  response.on('drain', write).writeHead(200, { 'content-type': 'application/json' });
  write();
};

const read = (cluster: Cluster) => readConfigMap('ml', 'mpk-policy', cluster);
const codeOver = (handler: Handler): Promise<string> =>
  withServer(handler, (cluster) => thrownCode(() => read(cluster)));

describe('readConfigMap', () => {
  it('asks once for one ConfigMap with the pod’s token and reads its data', async () => {
    const seen: unknown[] = [];
    const content = await withServer((request, response) => {
      seen.push([request.method, request.url, request.headers.authorization]);
      answering(200, configMap({ metadata: { resourceVersion: '5' }, data: CONTENT }))(request, response);
    }, read);
    expect(content).toEqual({ data: CONTENT, resourceVersion: '5' });
    expect(seen).toEqual([['GET', '/api/v1/namespaces/ml/configmaps/mpk-policy', `Bearer ${TOKEN}`]]);
  });

  it('goes by the address, as pods know their API server', async () => {
    const content = await withServer(holding(CONTENT), (cluster) => read({ ...cluster, host: '127.0.0.1' }));
    expect(content.data).toEqual(CONTENT);
  });

  it('speaks with a server that speaks HTTP/2 only', async () => {
    const server = createSecureServer({ key: pki.serving.privateKeyPem, cert: pki.serving.pem });
    server.on('stream', (stream) => {
      stream.respond({ ':status': 200, 'content-type': 'application/json' });
      stream.end(JSON.stringify(configMap({ data: CONTENT })));
    });
    expect((await withListening(server, (port) => read(clusterAt(port)))).data).toEqual(CONTENT);
  });

  it('reads a ConfigMap without data as one without keys', async () => {
    for (const more of [{}, { data: null, metadata: null }]) {
      const content = await withServer(answering(200, configMap(more)), read);
      expect(content).toEqual({ data: {}, resourceVersion: '' });
    }
  });

  it('keeps a namespace and a name inside their part of the path', async () => {
    const seen: unknown[] = [];
    const handler: Handler = (request, response) => {
      seen.push(request.url);
      answering(404, '')(request, response);
    };
    await withServer(handler, (cluster) => thrownCode(() => readConfigMap('../x', 'a/b?c#d', cluster)));
    expect(seen).toEqual(['/api/v1/namespaces/..%2Fx/configmaps/a%2Fb%3Fc%23d']);
  });

  it.each([
    ['404', answering(404, { kind: 'Status' }), 'NETWORK_REFUSED'],
    ['403', answering(403, { kind: 'Status' }), 'NETWORK_REFUSED'],
    ['401', answering(401, ''), 'NETWORK_REFUSED'],
    ['400', answering(400, ''), 'NETWORK_REFUSED'],
    ['a redirect to nowhere', answering(302, ''), 'NETWORK_REFUSED'],
    ['another success', answering(204, ''), 'NETWORK_REFUSED'],
    ['429', answering(429, ''), 'NETWORK_UNAVAILABLE'],
    ['500', answering(500, 'oops'), 'NETWORK_UNAVAILABLE'],
    ['a broken connection', (request: IncomingMessage) => void request.socket.destroy(), 'NETWORK_UNAVAILABLE'],
    ['less than it promised', answering(200, '{', { 'content-length': '9' }), 'NETWORK_UNAVAILABLE'],
    ['something that is not JSON', answering(200, '<html>'), 'INPUT_MALFORMED'],
    ['nothing', answering(200, ''), 'INPUT_MALFORMED'],
    ['a key twice', answering(200, '{"data":{"policy.yaml":"a","policy.yaml":"b"}}'), 'INPUT_MALFORMED'],
    ['another kind', answering(200, { apiVersion: 'v1', kind: 'Secret', data: CONTENT }), 'INPUT_MALFORMED'],
    ['another version', answering(200, { ...configMap({}), apiVersion: 'v2' }), 'INPUT_MALFORMED'],
    ['a list', answering(200, []), 'INPUT_MALFORMED'],
    ['data that is no object', holding('policy.yaml'), 'INPUT_MALFORMED'],
    ['data that is no text', holding({ 'policy.yaml': 1 }), 'INPUT_MALFORMED'],
    ['a version of another type', answering(200, configMap({ metadata: { resourceVersion: 5 } })), 'INPUT_MALFORMED'],
    ['what the client chokes on', answering(200, configMap({ metadata: { managedFields: 5 } })), 'INPUT_MALFORMED'],
    ['over 1 MiB of data', holding({ a: 'x'.repeat(1024 * 1024 + 1) }), 'INPUT_TOO_LARGE'],
    ['an endless answer', endless, 'INPUT_TOO_LARGE'],
    ['more than a ConfigMap takes', answering(200, 'x'.repeat(MAX_ANSWER_BYTES + 1)), 'INPUT_TOO_LARGE'],
    [
      'more than it takes that looks small',
      answering(200, gzipSync(Buffer.alloc(MAX_ANSWER_BYTES + 1)), { 'content-encoding': 'gzip' }),
      'INPUT_TOO_LARGE',
    ],
  ])('answers %s with an error of its own', async (_what, handler, code) => {
    expect(await codeOver(handler)).toBe(code);
  });

  it.each([
    [401, /token/],
    [403, /allow the service account/],
    [404, /create the ConfigMap/],
  ])('says what to do about %s', async (status, hint) => {
    const error = await withServer(answering(status, ''), (cluster) => read(cluster).catch((e: unknown) => e));
    expect((error as { hint?: string }).hint).toMatch(hint);
  });

  it.each([
    ['elsewhere', 'localhost'],
    ['the same server', 'same'],
  ])('follows no redirect to %s', async (_what, where) => {
    let asked = 0;
    const other: Handler = (request, response) => {
      asked += 1;
      holding(CONTENT)(request, response);
    };
    const code = await withServer(other, ({ port }) =>
      codeOver((request, response) => {
        const location = where === 'same' ? '/moved' : `https://localhost:${port}/`;
        const answer = request.url === '/moved' ? other : answering(307, '', { location });
        answer(request, response);
      }),
    );
    expect([code, asked]).toEqual(['NETWORK_REFUSED', 0]);
  });

  it.each([
    ['does not answer', () => undefined],
    [
      'answers a byte at a time',
      (_request: IncomingMessage, response: ServerResponse) => {
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ])('gives up on a server that %s', async (_what, handler) => {
    const started = performance.now();
    const error = await withServer(handler, (cluster) =>
      read({ ...cluster, timeoutMs: 200 }).catch((e: unknown) => e as Error),
    );
    expect(error).toMatchObject({ code: 'NETWORK_UNAVAILABLE', message: expect.stringContaining('in time') });
    expect(performance.now() - started).toBeLessThan(1500);
  });

  it('sends no token to a server that the cluster’s authority did not issue', async () => {
    const stranger = await createRoot({ subject: 'CN=cluster CA' });
    let asked = 0;
    const handler: Handler = () => {
      asked += 1;
    };
    const code = await withServer(handler, (cluster) => thrownCode(() => read({ ...cluster, ca: stranger.pem })));
    expect([code, asked]).toEqual(['NETWORK_UNAVAILABLE', 0]);
  });

  it('sends no token to a server of another name', async () => {
    const elsewhere = await pki.authority.issue({
      subject: 'CN=api',
      alternativeNames: [{ type: 'dns', value: 'elsewhere.example' }],
    });
    const server = createServer({ key: elsewhere.privateKeyPem, cert: elsewhere.pem }, holding(CONTENT));
    expect(await withListening(server, (port) => thrownCode(() => read(clusterAt(port))))).toBe('NETWORK_UNAVAILABLE');
  });

  it.each([
    ['breaks the connection', (request: IncomingMessage) => void request.socket.destroy()],
    [
      'sends the token back',
      (request: IncomingMessage, response: ServerResponse) =>
        answering(403, { message: request.headers.authorization })(request, response),
    ],
  ])('keeps the token out of its errors when the server %s', async (_what, handler) => {
    const error = await withServer(handler, (cluster) => read(cluster).catch((e: unknown) => e));
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(TOKEN);
  });

  it('keeps a token out of its errors that no header can hold', async () => {
    const error = await withServer(holding(CONTENT), (cluster) =>
      read({ ...cluster, token: `${TOKEN}\nx` }).catch((e: unknown) => e),
    );
    expect(error).toHaveProperty('code', 'NETWORK_UNAVAILABLE');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(TOKEN);
  });
});
