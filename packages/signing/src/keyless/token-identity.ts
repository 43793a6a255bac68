// SPDX-License-Identifier: Apache-2.0
import { asObject, parseJson, type JsonObject } from '@mpk/core';
import { MAX_TOKEN_BYTES } from '../identity/token.js';

/** What a Fulcio may make of a token. */
export interface TokenIdentity {
  /** what the signer proves possession of the key over */
  readonly challenge: string;
  /** names that a certificate for this token can have */
  readonly identities: readonly string[];
  readonly issuers: readonly string[];
}

/**
 * Reads what a certificate for a token can say. Fulcio's configuration decides which of these it is; it is never another.
 *
 * @param token - as `parseToken` gives it: its signature is not checked, and it is the signer's own
 * @see https://github.com/sigstore/fulcio/blob/main/docs/oidc.md
 */
export function readTokenIdentity(token: string): TokenIdentity {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url');
  const claims = asObject(parseJson(payload, { maxBytes: MAX_TOKEN_BYTES, what: 'identity token' }), 'identity token');
  const email = textOf(claims['email']);
  const subject = textOf(claims['sub']);
  const federated = objectOf(claims['federated_claims']);
  const identities = [
    email,
    subject,
    prefixed('https://github.com/', claims['job_workflow_ref']),
    prefixed('https://', claims['ci_config_ref_uri']),
    buildkitePipeline(claims),
    serviceAccount(objectOf(claims['kubernetes.io'])),
  ];
  return {
    challenge: email ?? subject ?? '',
    identities: identities.filter((one) => one !== undefined),
    issuers: [textOf(claims['iss']), textOf(federated['connector_id'])].filter((one) => one !== undefined),
  };
}

function serviceAccount({ namespace, serviceaccount }: JsonObject): string | undefined {
  const name = textOf(objectOf(serviceaccount)['name']);
  const of = textOf(namespace);
  if (name === undefined || of === undefined) return undefined;
  return `https://kubernetes.io/namespaces/${of}/serviceaccounts/${name}`;
}

function buildkitePipeline(claims: JsonObject): string | undefined {
  const [organization, pipeline] = [textOf(claims['organization_slug']), textOf(claims['pipeline_slug'])];
  if (organization === undefined || pipeline === undefined) return undefined;
  return `https://buildkite.com/${organization}/${pipeline}`;
}

const prefixed = (prefix: string, value: unknown): string | undefined => {
  const text = textOf(value);
  return text === undefined ? undefined : `${prefix}${text}`;
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const objectOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
