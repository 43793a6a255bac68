// SPDX-License-Identifier: Apache-2.0
// The process behind startLocalSigstore. Node runs this source itself: relative imports name .ts files, and the syntax is
// only what can be stripped.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFulcio } from './fulcio.ts';
import { createRekor } from './rekor.ts';
import type { Route } from './route.ts';
import { createTimestampAuthority } from './timestamp-authority.ts';
import { trustedRootJson } from './trusted-root.ts';

const MAX_REQUEST_BYTES = 64 * 1024 * 1024;

const routes = new Map<string, Route>();
const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    response.writeHead(500).end(String(error));
  });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const route = request.method === 'POST' ? routes.get(request.url ?? '') : undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_REQUEST_BYTES) return void response.writeHead(413).end();
    chunks.push(chunk);
  }
  if (route === undefined) return void response.writeHead(404).end();
  const { status, type, body } = await route(Buffer.concat(chunks).toString());
  response.writeHead(status, { 'content-type': type }).end(body);
}

async function start(): Promise<void> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [fulcio, rekor, timestamps] = await Promise.all([createFulcio(), createRekor(url), createTimestampAuthority()]);
  routes.set('/api/v2/signingCert', fulcio.route);
  routes.set('/api/v1/log/entries', rekor.route);
  routes.set('/api/v1/timestamp', timestamps.route);
  const trustedRoot = trustedRootJson(url, {
    fulcio: fulcio.rootCertificate,
    certificateLog: fulcio.logKey,
    transparencyLog: rekor.logKey,
    timestampChain: timestamps.chain,
  });
  process.send?.({ url, trustedRoot });
}

// Whoever started this is gone, or wants it gone.
process.on('disconnect', () => process.kill(process.pid));
await start();
