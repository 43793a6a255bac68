// SPDX-License-Identifier: Apache-2.0
import { MpkError, asString, type JsonObject } from '@mpk/core';
import { assertServiceUrl, baseUrl } from '../../keyless/service-url.js';
import { askOnce } from '../../http/ask-once.js';
import { answerObject } from '../token-answer.js';

/** The OpenID Connect provider of the public Sigstore instance. */
export const PUBLIC_ISSUER = 'https://oauth2.sigstore.dev/auth';
/** The client that Sigstore's tools are to its providers: public, without a secret. */
export const PUBLIC_CLIENT = 'sigstore';
/** What is asked for: an ID token with the e-mail address, which Fulcio makes the identity. */
export const SCOPE = 'openid email';

/** An OpenID Connect provider, as it describes itself. */
export interface OidcProvider {
  /** exact */
  readonly issuer: string;
  readonly authorization: URL;
  readonly token: URL;
  /** undefined where it has no device authorization */
  readonly device: URL | undefined;
  /** says that it knows PKCE with SHA-256 */
  readonly offersPkce: boolean;
  /** says that it names itself when it sends the browser back: RFC 9207 */
  readonly namesItself: boolean;
}

/**
 * Reads the discovery document of a provider.
 *
 * @param issuer - its URL, exactly as in its tokens
 * @throws MpkError `USAGE` for a URL that is not https (http to this machine aside); `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`;
 * `INPUT_MALFORMED` for a document that is of another issuer, incomplete, or names an endpoint that is not https
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html section 4
 */
export async function discoverProvider(issuer: string, signal?: AbortSignal): Promise<OidcProvider> {
  const url = new URL(`${baseUrl(assertServiceUrl(issuer, 'the issuer'))}/.well-known/openid-configuration`);
  const answer = await askOnce({ service: 'the identity provider', url, signal });
  const document = answerObject(answer.body, 'the discovery document');
  // Section 4.3: exactly, or a provider could pass itself off as another one.
  if (document['issuer'] !== issuer) throw malformed('is of another issuer');
  return {
    issuer,
    authorization: endpoint(document, 'authorization_endpoint'),
    token: endpoint(document, 'token_endpoint'),
    device:
      document['device_authorization_endpoint'] === undefined
        ? undefined
        : endpoint(document, 'device_authorization_endpoint'),
    offersPkce: includes(document['code_challenge_methods_supported'], 'S256'),
    namesItself: document['authorization_response_iss_parameter_supported'] === true,
  };
}

/** Codes and tokens are sent there. */
function endpoint(document: JsonObject, name: string): URL {
  try {
    return assertServiceUrl(asString(document[name], name), name);
  } catch {
    throw malformed(`has no https URL as ${name}`);
  }
}

const includes = (list: unknown, item: string): boolean => Array.isArray(list) && list.includes(item);

const malformed = (problem: string): MpkError =>
  new MpkError('INPUT_MALFORMED', `the discovery document ${problem}`, { hint: 'check the URL of the issuer' });
