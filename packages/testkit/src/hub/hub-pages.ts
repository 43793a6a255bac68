// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveFile, type HubFaults } from './hub-faults.js';
import type { HubRepo, HubRepoFile } from './hub-repo.js';

const ZERO_SHA256 = '0'.repeat(64);

/** The pages of a Hub that reading a model needs: revision, tree, resolve. */
export class HubPages {
  constructor(
    private readonly repos: ReadonlyMap<string, HubRepo>,
    private readonly faults: HubFaults,
    private readonly options: { readonly pageSize: number; readonly cdn: string },
  ) {}

  serve(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', 'http://hub');
    const [, api, id = '', kind, rest = ''] =
      /^(\/api\/models|\/api(?=\/datasets\/))?\/(.+?)\/(revision|tree|resolve)\/(.+)$/.exec(url.pathname) ?? [];
    const repo = this.repos.get(id);
    if (repo === undefined) response.writeHead(404).end();
    else if (api && kind === 'revision') this.revision(repo, decodeURIComponent(rest), response);
    else if (api && kind === 'tree' && rest === repo.commit) this.tree(repo, url, response);
    else if (!api && kind === 'resolve') this.resolve(repo, rest, response);
    else response.writeHead(404).end();
  }

  private revision(repo: HubRepo, revision: string, response: ServerResponse): void {
    if (revision !== 'main' && revision !== repo.commit) response.writeHead(404).end();
    else sendJson(response, { id: 'test', sha: this.faults.commit ?? repo.commit });
  }

  private tree(repo: HubRepo, url: URL, response: ServerResponse): void {
    const { pageSize } = this.options;
    const start = Number(url.searchParams.get('cursor') ?? 0);
    const entries = repo.files.map((file) => this.entry(file));
    const { extraName, endlessPages, nextPage } = this.faults;
    if (extraName !== undefined) entries.push({ type: 'file', path: extraName, size: 0, oid: '0'.repeat(40) });
    url.searchParams.set('cursor', String(start + pageSize));
    const more = endlessPages === true || start + pageSize < entries.length;
    const next =
      nextPage ?? (more ? `http://${response.req.headers.host ?? ''}${url.pathname}${url.search}` : undefined);
    if (next !== undefined) response.setHeader('link', `<${next}>; rel="next"`);
    sendJson(response, entries.slice(start, start + pageSize));
  }

  private entry(file: HubRepoFile): Record<string, unknown> {
    const wrong = this.faults.wrongDigest === file.name;
    const entry = { type: 'file', path: file.name, size: file.bytes.length, oid: wrong ? '0'.repeat(40) : file.oid };
    if (file.lfsSha256 === undefined) return entry;
    const lfs = { oid: wrong ? ZERO_SHA256 : file.lfsSha256, size: file.bytes.length, pointerSize: 130 };
    return { ...entry, lfs };
  }

  private resolve(repo: HubRepo, rest: string, response: ServerResponse): void {
    const [commit = '', ...parts] = rest.split('/');
    const name = parts.map(decodeURIComponent).join('/');
    const file = commit === repo.commit ? repo.files.find((one) => one.name === name) : undefined;
    if (file?.lfsSha256 === undefined) serveFile(file, this.faults, response);
    else {
      const location = this.faults.redirect ?? `${this.options.cdn}/lfs/${file.lfsSha256}`;
      response.writeHead(302, { location }).end();
    }
  }
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
}
