// SPDX-License-Identifier: Apache-2.0
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TufRepo } from './tuf-repo.js';

export { TufRepo } from './tuf-repo.js';
export type { Publication, TufRepoRole } from './tuf-repo.js';

/** A TUF repository on this machine, over HTTP. */
export interface LocalTuf {
  readonly url: string;
  readonly repo: TufRepo;
  /** paths that were asked for */
  readonly requests: string[];
  /** path -> what answers in place of the file */
  readonly faults: Map<string, RequestListener>;
  close(): Promise<void>;
}

/** Starts a server for a repository. */
export async function startLocalTuf(repo = new TufRepo()): Promise<LocalTuf> {
  const requests: string[] = [];
  const faults = new Map<string, RequestListener>();
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/tuf\//, '');
    requests.push(path);
    const fault = faults.get(path);
    const file = repo.files.get(path);
    if (fault !== undefined) fault(request, response);
    else if (file === undefined) response.writeHead(404).end('a page that says that there is nothing here');
    else response.end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tuf`,
    repo,
    requests,
    faults,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
