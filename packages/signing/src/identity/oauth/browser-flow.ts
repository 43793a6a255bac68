// SPDX-License-Identifier: Apache-2.0
import { parseToken } from '../token.js';
import type { Prompt } from './prompt.js';
import { createPkce, randomText } from './pkce.js';
import { SCOPE, type OidcProvider } from './provider.js';
import { withRedirectListener } from './redirect-listener.js';
import { oauthError, requestToken } from './token-endpoint.js';

/** What signing in needs besides the provider. */
export interface FlowOptions {
  readonly clientId: string;
  /** shows the user where to go */
  readonly onPrompt: (prompt: Prompt) => void;
  readonly signal: AbortSignal;
}

/**
 * Signs in with a browser on this machine: authorization code with PKCE, sent back to a port of 127.0.0.1.
 *
 * @param openUrl - opens the browser; that it cannot is no error, the user has been shown the URL
 * @returns the ID token, checked for issuer, audience, nonce and expiry; its signature is Fulcio's affair
 * @throws MpkError `TOKEN_INVALID`, `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`, `INPUT_MALFORMED`, `CANCELLED`
 * @see https://www.rfc-editor.org/rfc/rfc8252 and https://openid.net/specs/openid-connect-core-1_0.html section 3.1
 */
export async function signInWithBrowser(
  provider: OidcProvider,
  { clientId, onPrompt, signal }: FlowOptions,
  openUrl: (url: URL) => Promise<unknown>,
): Promise<string> {
  const { verifier, challenge } = createPkce();
  const [state, nonce] = [randomText(), randomText()];
  const { issuer, namesItself: mustNameIssuer } = provider;
  return withRedirectListener({ state, issuer, mustNameIssuer, signal }, async ({ redirectUri, code }) => {
    const url = authorizationUrl(provider, {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: SCOPE,
      state,
      nonce,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    });
    onPrompt({ flow: 'browser', url: url.href });
    await openUrl(url);
    const form = {
      grant_type: 'authorization_code',
      code: await code,
      redirect_uri: redirectUri,
      client_id: clientId,
      code_verifier: verifier,
    };
    const result = await requestToken(provider, form, signal);
    if ('error' in result) throw oauthError(result.error);
    return parseToken(result.idToken, { audience: clientId, issuer, nonce });
  });
}

/** The endpoint may have a query of its own, which RFC 6749 section 3.1 keeps. */
function authorizationUrl(provider: OidcProvider, parameters: Readonly<Record<string, string>>): URL {
  const url = new URL(provider.authorization);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
}
