// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Grants, type GrantResult } from './grants.js';
import type { Json, OidcFaults } from './oidc-faults.js';
import { createTokenIssuer, type TokenIssuer } from './token-issuer.js';

const TOKEN_LIFETIME_S = 600;
const DEVICE_LIFETIME_S = 300;
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** A request that the provider has seen; `form` are the parameters of its query or body. */
export interface OidcRequest {
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
}

/** The pages of an OpenID Connect provider with one public client, whose user agrees to everything. */
export class OidcPages {
  readonly requests: OidcRequest[] = [];
  readonly grants = new Grants();
  readonly #tokens: TokenIssuer = createTokenIssuer();

  constructor(
    private readonly issuer: string,
    private readonly clientId: string,
    private readonly faults: OidcFaults,
  ) {}

  /** A signed ID token of alice, with these claims in place of its own. */
  issueToken(changes: Json): string {
    const now = Math.floor(Date.now() / 1000);
    const claims: Json = {
      iss: this.issuer,
      aud: this.clientId,
      sub: 'alice',
      email: 'alice@example.com',
      email_verified: true,
      iat: now,
      exp: now + TOKEN_LIFETIME_S,
      ...changes,
    };
    this.faults.claims?.(claims);
    return this.#tokens.issue(claims);
  }

  serve(request: IncomingMessage, body: string, response: ServerResponse): void {
    const url = new URL(request.url ?? '', this.issuer);
    const form = request.method === 'POST' ? new URLSearchParams(body) : url.searchParams;
    this.requests.push({ path: url.pathname, form: Object.fromEntries(form) });
    const { everything } = this.faults;
    if (everything !== undefined) response.writeHead(everything.status).end(everything.body);
    else this.#route(`${request.method ?? ''} ${url.pathname}`, form, response);
  }

  #route(route: string, form: URLSearchParams, response: ServerResponse): void {
    if (route === 'GET /auth/.well-known/openid-configuration') sendJson(response, 200, this.#discovery());
    else if (route === 'GET /auth/keys') sendJson(response, 200, this.#tokens.jwks);
    else if (route === 'GET /auth/authorize') this.#authorize(form, response);
    else if (route === 'POST /auth/device/code') this.#device(form, response);
    else if (route === 'POST /auth/token') this.#token(form, response);
    else response.writeHead(404).end();
  }

  #discovery(): Json {
    const document: Json = {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      device_authorization_endpoint: `${this.issuer}/device/code`,
      jwks_uri: `${this.issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
    };
    this.faults.discovery?.(document);
    return document;
  }

  /** RFC 6749 section 4.1.1; what is wrong here is shown, not sent back: the place to send it to is part of it. */
  #authorize(form: URLSearchParams, response: ServerResponse): void {
    const redirectUri = form.get('redirect_uri') ?? '';
    const challenge = form.get('code_challenge') ?? '';
    const isFit =
      form.get('client_id') === this.clientId &&
      form.get('response_type') === 'code' &&
      form.get('code_challenge_method') === 'S256' &&
      /^[\w-]{43}$/.test(challenge) &&
      (form.get('scope') ?? '').split(' ').includes('openid') &&
      /^http:\/\/(?:127\.0\.0\.1|localhost):\d+\//.test(redirectUri);
    if (!isFit) return void response.writeHead(400).end('the request is not acceptable');
    const url = new URL(redirectUri);
    url.searchParams.set(
      'code',
      this.grants.addCode({ redirectUri, challenge, nonce: form.get('nonce') ?? undefined }),
    );
    url.searchParams.set('state', form.get('state') ?? '');
    url.searchParams.set('iss', this.issuer);
    this.faults.redirect?.(url);
    response.writeHead(303, { location: url.href }).end();
  }

  #device(form: URLSearchParams, response: ServerResponse): void {
    if (form.get('client_id') !== this.clientId) {
      sendJson(response, 401, { error: 'invalid_client' });
      return;
    }
    const { deviceCode, userCode } = this.grants.addDevice(form.get('code_challenge') ?? undefined);
    const answer: Json = {
      device_code: deviceCode,
      user_code: userCode,
      verification_uri: `${this.issuer}/device`,
      verification_uri_complete: `${this.issuer}/device?user_code=${userCode}`,
      expires_in: DEVICE_LIFETIME_S,
      interval: 7,
    };
    this.faults.device?.(answer);
    sendJson(response, 200, answer);
  }

  #token(form: URLSearchParams, response: ServerResponse): void {
    const { faults } = this;
    if (faults.silentTokens === true) return;
    if ((faults.brokenTokens ?? 0) > 0) {
      faults.brokenTokens = (faults.brokenTokens ?? 0) - 1;
      return void response.destroy();
    }
    const error = faults.tokenErrors?.shift();
    if (error !== undefined) {
      sendJson(response, 400, { error, error_description: form.toString() });
      return;
    }
    if (faults.tokenAnswer !== undefined) {
      return void response.writeHead(faults.tokenAnswer.status).end(faults.tokenAnswer.body);
    }
    const result = this.#redeem(form);
    if ('error' in result) sendJson(response, 400, { ...result, error_description: form.toString() });
    else sendJson(response, 200, this.#tokenAnswer(result.nonce));
  }

  #redeem(form: URLSearchParams): GrantResult {
    if (form.get('client_id') !== this.clientId) return { error: 'invalid_client' };
    if (form.get('grant_type') === 'authorization_code') return this.grants.redeemCode(form);
    if (form.get('grant_type') === DEVICE_GRANT) return this.grants.redeemDevice(form);
    return { error: 'unsupported_grant_type' };
  }

  #tokenAnswer(nonce: string | undefined): Json {
    const answer: Json = { access_token: 'opaque', token_type: 'bearer', id_token: this.issueToken({ nonce }) };
    this.faults.token?.(answer);
    return answer;
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
