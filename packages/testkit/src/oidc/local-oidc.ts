// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OidcFaults } from './oidc-faults.js';
import { OidcPages, type OidcRequest } from './oidc-pages.js';

export type { OidcFaults } from './oidc-faults.js';
export type { OidcRequest } from './oidc-pages.js';

const MAX_REQUEST_BYTES = 64 * 1024;

/** An OpenID Connect provider on this machine, over HTTP. */
export interface LocalOidc {
  readonly issuer: string;
  readonly faults: OidcFaults;
  readonly requests: readonly OidcRequest[];
  /** what the user does with the code that a device shows */
  decide(userCode: string, status: 'approved' | 'denied' | 'expired'): void;
  /** a signed token as its client would get it, with these claims in place of its own; default alice@example.com's */
  idToken(claims?: Readonly<Record<string, unknown>>): string;
  close(): Promise<void>;
}

/**
 * Starts a provider with discovery, authorization code with PKCE (the user agrees at once) and device authorization.
 *
 * @param clientId - of its only client, a public one
 */
export async function startLocalOidc(clientId = 'sigstore'): Promise<LocalOidc> {
  const server = createServer((request, response) => {
    bodyOf(request).then(
      (body) => pages.serve(request, body, response),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/auth`;
  const faults: OidcFaults = {};
  const pages = new OidcPages(issuer, clientId, faults);
  return {
    issuer,
    faults,
    requests: pages.requests,
    decide: (userCode, status) => pages.grants.decide(userCode, status),
    idToken: (claims = {}) => pages.issueToken({ ...claims }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Starts a provider for `use` and stops it afterwards. */
export async function withLocalOidc<T>(use: (oidc: LocalOidc) => Promise<T>, clientId?: string): Promise<T> {
  const oidc = await startLocalOidc(clientId);
  try {
    return await use(oidc);
  } finally {
    await oidc.close();
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_REQUEST_BYTES) throw new Error('the request is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
