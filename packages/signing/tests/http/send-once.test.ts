// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { isMpkError } from '@mpk/core';
import { sendOnce } from '../../src/http/send-once.js';
import { readAll, withHttpServer } from '../http-server.js';

const SECRET = 'a-secret-that-is-in-the-body-of-the-request';

const ask = (url: string, maxBytes = 100) =>
  sendOnce(
    { name: 'the service', url: new URL(url), method: 'POST', headers: { 'x-test': 'yes' }, body: SECRET, maxBytes },
    5_000,
  );

async function failureOf(action: () => Promise<unknown>): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (!isMpkError(error)) throw error;
    expect(error.cause).toBeUndefined();
    return `${error.code}: ${error.message}`;
  }
  return 'nothing thrown';
}

describe('a request', () => {
  it('arrives as it was meant, and its answer comes back whatever its status', async () => {
    let seen = '';
    const answer = await withHttpServer(
      (request, response) => {
        void readAll(request).then((body) => {
          const { 'x-test': test, 'content-length': length } = request.headers;
          seen = [body.toString(), request.method, test, length].join(' ');
          response.writeHead(418, { location: '/there' }).end('tea');
        });
      },
      (url) => ask(`${url}/path`),
    );
    expect(seen).toBe(`${SECRET} POST yes ${SECRET.length}`);
    expect(answer).toMatchObject({ status: 418, body: Buffer.from('tea'), headers: { location: '/there' } });
  });

  it('ends with an answer that is larger than it should be, at the limit and not before', async () => {
    const exact = await withHttpServer(
      (_, response) => void response.end('x'.repeat(100)),
      (url) => ask(url),
    );
    expect(exact.body).toHaveLength(100);
    const over = (url: string) => failureOf(() => ask(url));
    const answer = await withHttpServer((_, response) => void response.end('x'.repeat(101)), over);
    expect(answer).toMatch(/^INPUT_TOO_LARGE: the service at 127\.0\.0\.1:\d+ gave an answer of more than 100 bytes$/);
  });

  it('reads no body of an answer that is meant by its status alone', async () => {
    const endless = (_: unknown, response: ServerResponse): void => {
      response.writeHead(404);
      const send = (): void => {
        if (!response.destroyed) response.write('x'.repeat(1000), send);
      };
      send();
    };
    const hasBody = (status: number): boolean => status === 200;
    const answer = await withHttpServer(endless, (url) =>
      sendOnce({ name: 'it', url: new URL(url), method: 'GET', headers: {}, maxBytes: 100, hasBody }, 5_000),
    );
    expect([answer.status, answer.body.length]).toEqual([404, 0]);
  });

  it('is CANCELLED when its caller wants no more', async () => {
    const caller = new AbortController();
    const cancelled = (url: string) =>
      failureOf(() =>
        sendOnce(
          { name: 'it', url: new URL(url), method: 'GET', headers: {}, maxBytes: 9, signal: caller.signal },
          5_000,
        ),
      );
    const silent = (): void => caller.abort();
    expect(await withHttpServer(silent, cancelled)).toMatch(/^CANCELLED: it at .* was not waited for$/);
  });

  it('is not fooled by an answer that is shorter than it says', async () => {
    const answer = await withHttpServer(
      (_, response) => {
        response.writeHead(200, { 'content-length': '50' });
        response.write('x');
        setTimeout(() => response.destroy(), 50);
      },
      (url) => failureOf(() => ask(url)),
    );
    expect(answer).toMatch(/^NETWORK_UNAVAILABLE: the service at \S+ cannot be reached: ECONNRESET$/);
  });

  it('fails with words for a server that does not speak HTTP', async () => {
    const server = createServer();
    server.on('connection', (socket: Socket) => void socket.end(`${SECRET}\r\n\r\n`));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const answer = await failureOf(() => ask(`http://127.0.0.1:${port}`));
      expect(answer).toMatch(/^NETWORK_UNAVAILABLE: the service at \S+ cannot be reached: HPE_[A-Z_]+$/);
    } finally {
      server.close();
    }
  });

  it('fails with words for a certificate that nobody trusts, or for no TLS at all', async () => {
    const answer = await withHttpServer(
      (_, response) => void response.end(),
      (url) => failureOf(() => ask(url.replace('http:', 'https:'))),
    );
    expect(answer).toMatch(/^NETWORK_UNAVAILABLE: the service at \S+ cannot be reached: (?:EPROTO|ERR_SSL_[A-Z_]+)$/);
  });
});

describe('a proxy', () => {
  const { HTTPS_PROXY, HTTP_PROXY, NO_PROXY } = process.env;
  afterEach(() => {
    const before = { HTTPS_PROXY, HTTP_PROXY, NO_PROXY };
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });

  /** Asks through a proxy that refuses, and returns what the proxy was asked. */
  async function askThrough(target: string, noProxy = ''): Promise<string[]> {
    const asked: string[] = [];
    const proxy = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(502).end();
    });
    proxy.on('connect', (request, socket) => {
      asked.push(`CONNECT ${request.url} ${JSON.stringify(request.headers).includes(SECRET)}`);
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    Object.assign(process.env, { HTTPS_PROXY: address, HTTP_PROXY: address, NO_PROXY: noProxy });
    try {
      await ask(target).catch(() => undefined);
      return asked;
    } finally {
      proxy.closeAllConnections();
      proxy.close();
    }
  }

  it('of the environment is used for https, and told only where to', async () => {
    await expect(askThrough('https://fulcio.example.test/path')).resolves.toEqual([
      'CONNECT fulcio.example.test:443 false',
    ]);
  });

  it('is not used where the environment says so, nor for this machine over http', async () => {
    await expect(askThrough('https://127.0.0.1:9/path', '127.0.0.1')).resolves.toEqual([]);
    await expect(askThrough('http://127.0.0.1:9/path')).resolves.toEqual([]);
  });
});

it('loading nothing but what is needed: the client that fetch uses costs 50 ms', () => {
  const built = new URL('../../dist/http/send-once.js', import.meta.url).href;
  const script = `
    import { createServer } from 'node:net';
    const { sendOnce } = await import(${JSON.stringify(built)});
    const server = createServer((socket) => socket.end('HTTP/1.1 200 OK\\r\\ncontent-length: 2\\r\\n\\r\\nok'));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = new URL('http://127.0.0.1:' + server.address().port);
    const { body } = await sendOnce({ name: 'x', url, method: 'GET', headers: {}, maxBytes: 9 }, 5000);
    server.close();
    console.log(JSON.stringify([String(body), process.moduleLoadList.filter((name) => /undici|https$|http2$/.test(name))]));`;
  const env = { ...process.env, NODE_OPTIONS: '' };
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env }).toString();
  expect(JSON.parse(output)).toEqual(['ok', []]);
});
