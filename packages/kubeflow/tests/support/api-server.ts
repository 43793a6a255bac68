// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createRoot, type TestCertificate } from '@mpk/testkit/pki';

/** How an API server answers. */
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A cluster's own authority and what it issued to the API server, for `localhost` and 127.0.0.1. */
export interface ClusterPki {
  readonly authority: TestCertificate;
  readonly serving: TestCertificate;
}

export async function createClusterPki(): Promise<ClusterPki> {
  const authority = await createRoot({ subject: 'CN=cluster CA' });
  const alternativeNames = [
    { type: 'dns', value: 'localhost' },
    { type: 'ip', value: '127.0.0.1' },
  ] as const;
  return { authority, serving: await authority.issue({ subject: 'CN=api', alternativeNames }) };
}

/** An API server of one's own in this process, over real TLS. */
export const withApiServer = <T>(
  serving: TestCertificate,
  handler: Handler,
  use: (port: number) => Promise<T>,
): Promise<T> => withListening(createServer({ key: serving.privateKeyPem, cert: serving.pem }, handler), use);

/** Listens on a free port of the loopback interface while `use` runs; then ends every connection. */
export async function withListening<T>(
  server: Pick<Server, 'address' | 'close' | 'on'> & { listen(port: number, host: string, done: () => void): unknown },
  use: (port: number) => Promise<T>,
): Promise<T> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

export const answering = (status: number, body: unknown, headers: Record<string, string> = {}): Handler => {
  const content = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return (_request, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(content);
};

export const configMap = (more: object): object => ({ apiVersion: 'v1', kind: 'ConfigMap', ...more });
