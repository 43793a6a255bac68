// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveFile, type HubFaults } from './hub-faults.js';
import { HubPages } from './hub-pages.js';
import { createHubRepo, type HubFiles, type HubRepo } from './hub-repo.js';

/** A request that a local hub has seen. */
export interface HubRequest {
  /** `hub` or the other host that it redirects LFS files to */
  readonly host: 'hub' | 'cdn';
  readonly url: string;
  readonly authorization: string | undefined;
}

/** A Hugging Face Hub on this machine. */
export interface LocalHub {
  readonly endpoint: string;
  readonly faults: HubFaults;
  readonly requests: readonly HubRequest[];
  /** commit of a repository's only revision, `main` */
  commitOf(repo: string): string;
  close(): Promise<void>;
}

/** Options of {@link startLocalHub}. */
export interface LocalHubOptions {
  /** repository id -> its files; those named `*.safetensors`, `*.bin`, `*.onnx` or `*.gguf` are stored in LFS */
  readonly repos: Readonly<Record<string, HubFiles>>;
  /** demanded of every request to the hub itself */
  readonly token?: string;
  /** files in one page of a file list; default 1000 */
  readonly pageSize?: number;
}

/** Starts a Hub that speaks as much of the API as reading a model takes, and a second host for LFS files. */
export async function startLocalHub(options: LocalHubOptions): Promise<LocalHub> {
  const repos = new Map(Object.entries(options.repos).map(([id, files]) => [id, createHubRepo(files)]));
  const faults: HubFaults = {};
  const requests: HubRequest[] = [];
  const cdn = await listen((request, response) => {
    requests.push(seen('cdn', request));
    serveFile(findBySha256(repos, request.url ?? ''), faults, response);
  });
  const pages = new HubPages(repos, faults, { pageSize: options.pageSize ?? 1000, cdn: addressOf(cdn) });
  const hub = await listen((request, response) => {
    requests.push(seen('hub', request));
    if (refuse(request, response, options.token, faults)) return;
    pages.serve(request, response);
  });
  return {
    endpoint: addressOf(hub),
    faults,
    requests,
    commitOf: (repo) => repos.get(repo)?.commit ?? '',
    close: async () => {
      await Promise.all([stop(hub), stop(cdn)]);
    },
  };
}

/** Starts a hub for `use` and stops it afterwards. */
export async function withLocalHub<T>(options: LocalHubOptions, use: (hub: LocalHub) => Promise<T>): Promise<T> {
  const hub = await startLocalHub(options);
  try {
    return await use(hub);
  } finally {
    await hub.close();
  }
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  token: string | undefined,
  faults: HubFaults,
): boolean {
  if ((faults.rateLimited ?? 0) > 0) {
    faults.rateLimited = (faults.rateLimited ?? 0) - 1;
    response.writeHead(429, { 'retry-after': '0' }).end();
  } else if ((faults.unavailable ?? 0) > 0) {
    faults.unavailable = (faults.unavailable ?? 0) - 1;
    response.writeHead(503).end();
  } else if (token !== undefined && request.headers.authorization !== `Bearer ${token}`) {
    response.writeHead(401).end();
  } else return false;
  return true;
}

function findBySha256(repos: ReadonlyMap<string, HubRepo>, url: string): { name: string; bytes: Buffer } | undefined {
  const sha256 = url.split('/').at(-1);
  for (const repo of repos.values()) {
    for (const file of repo.files) {
      if (createHash('sha256').update(file.bytes).digest('hex') === sha256) return file;
    }
  }
  return undefined;
}

const seen = (host: HubRequest['host'], request: IncomingMessage): HubRequest => ({
  host,
  url: request.url ?? '',
  authorization: request.headers.authorization,
});

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
