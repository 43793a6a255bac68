// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CurrentFaults, SigstoreFaults } from './faults.ts';
import type { Asked } from './route.ts';
import type { SigstoreDescription } from './description.ts';
import { createServices, type ServicePath, type Services } from './services.ts';
import { misbehave } from './wire-faults.ts';

const MAX_REQUEST_BYTES = 64 * 1024 * 1024;

/** A local Sigstore that listens in this process. */
export interface ListeningSigstore {
  readonly server: Server;
  readonly description: SigstoreDescription;
  setFaults(faults: SigstoreFaults): void;
}

/** Starts all services on one port of 127.0.0.1. @param options.port - 0 for any */
export async function listen(options: { port: number; rsaTsa: boolean }): Promise<ListeningSigstore> {
  const faults: CurrentFaults = { current: {} };
  const state: State = { services: undefined, asked: new Map() };
  const server = createServer((request, response) => {
    respond(request, response, state).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500).end(String(error));
      else response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const services = await createServices(url, faults, options);
  state.services = services;
  return {
    server,
    description: services.description,
    setFaults: (next) => {
      faults.current = next;
      state.asked.clear();
    },
  };
}

interface State {
  services: Services | undefined;
  /** requests that each service has had since its faults were set */
  readonly asked: Map<string, number>;
}

async function respond(request: IncomingMessage, response: ServerResponse, state: State): Promise<void> {
  const body = await readBody(request);
  const url = new URL(request.url ?? '/', 'http://localhost');
  const found = state.services?.paths.find((one) => one.method === request.method && fits(one, url.pathname));
  if (state.services === undefined || found === undefined) return void response.writeHead(404).end();
  const { service } = found;
  const wanted = service === undefined ? {} : state.services.faultOf(service);
  const count = (state.asked.get(service ?? '') ?? 0) + 1;
  state.asked.set(service ?? '', count);
  const fault = count > (wanted.times ?? Infinity) ? {} : wanted;
  if (misbehave(fault, body, response)) return;
  const contentType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const asked: Asked = { body, contentType, rest: url.pathname.slice(found.path.length), query: url.searchParams };
  const { status, type, body: answer, headers } = await found.route(asked);
  if (fault.wire === 'cut') return void response.destroy();
  response.writeHead(status, { 'content-type': type, ...headers }).end(answer);
}

const fits = ({ path }: ServicePath, pathname: string): boolean =>
  path.endsWith('/') ? pathname.startsWith(path) && pathname.length > path.length : pathname === path;

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_REQUEST_BYTES) throw new Error('the request is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
