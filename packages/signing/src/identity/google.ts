// SPDX-License-Identifier: Apache-2.0
import { MpkError, isMpkError, readFileBounded, type IdentityProvider } from '@mpk/core';
import { SIGSTORE_AUDIENCE, type AudienceOptions } from './audience.js';
import type { Environment } from './environment.js';
import { GOOGLE_PRODUCT_FILE } from './identity-files.js';
import { askOnce } from '../http/ask-once.js';
import { parseToken } from './token.js';

/** Answers within milliseconds where it is there, and not at all elsewhere. */
const METADATA_TIMEOUT_MS = 3_000;
const DEFAULT_HOST = '169.254.169.254';
const IDENTITY_PATH = '/computeMetadata/v1/instance/service-accounts/default/identity';
const FLAVOR = 'Metadata-Flavor';

/** Names and addresses of Google's metadata server: link-local, and answered by the host itself. */
const METADATA_HOSTS = new Set([DEFAULT_HOST, '[fd20:ce::254]', 'metadata.google.internal', 'metadata']);
/** Where emulators and proxies of a pod listen. */
const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What the firmware of Google's machines calls them. */
const PRODUCT_NAMES = ['Google', 'Google Compute Engine'];
const MAX_PRODUCT_NAME_BYTES = 1024;

/**
 * True where something says that this is Google's: the environment, or the name of the machine. The network is not asked, so
 * that offline machines do not wait.
 *
 * Not `K_SERVICE`, by which Cloud Run is known: every Knative sets it.
 */
export function isGoogle(env: Environment, productNameFile = GOOGLE_PRODUCT_FILE): boolean {
  if (env['GCE_METADATA_IP'] || env['GCE_METADATA_HOST'] || env['CLOUD_RUN_JOB']) return true;
  try {
    const bytes = readFileBounded(productNameFile, { maxBytes: MAX_PRODUCT_NAME_BYTES, what: 'product name' });
    return PRODUCT_NAMES.includes(bytes.toString('latin1').trim());
  } catch (error) {
    if (isMpkError(error)) return false;
    throw error;
  }
}

/**
 * Asks Google's metadata server for a token of the machine's, pod's or job's own service account.
 *
 * The server speaks plain http by design: only its fixed addresses are asked, and loopback. `getToken` throws `USAGE` for any
 * other `GCE_METADATA_IP` or `GCE_METADATA_HOST`; `NETWORK_UNAVAILABLE`, `NETWORK_REFUSED`, `TOKEN_INVALID`.
 *
 * @see https://cloud.google.com/compute/docs/instances/verifying-instance-identity
 */
export function googleProvider(env: Environment, options: AudienceOptions = {}): IdentityProvider {
  const audience = options.audience ?? SIGSTORE_AUDIENCE;
  return {
    getToken: async () => {
      const url = metadataUrl(env);
      // "full" adds the e-mail address, which Fulcio makes the identity.
      url.search = new URLSearchParams({ audience, format: 'full' }).toString();
      const answer = await askOnce({
        service: "Google's metadata server",
        url,
        headers: { [FLAVOR]: 'Google' },
        timeoutMs: METADATA_TIMEOUT_MS,
        hints: { 404: 'give the machine or pod a service account' },
      });
      if (answer.headers[FLAVOR.toLowerCase()] !== 'Google') {
        throw new MpkError('NETWORK_REFUSED', `what answers at ${url.host} is not Google's metadata server`);
      }
      return parseToken(answer.body.toString('latin1'), { audience });
    },
  };
}

function metadataUrl(env: Environment): URL {
  const host = env['GCE_METADATA_IP'] || env['GCE_METADATA_HOST'] || DEFAULT_HOST;
  const text = `http://${host}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  // Nothing but a host and, on loopback, a port: no user name, path or query.
  const isBare = url !== undefined && url.href === `http://${url.host}/`;
  if (isBare && (LOOPBACK_HOSTS.has(url.hostname) || METADATA_HOSTS.has(url.host))) {
    return new URL(IDENTITY_PATH, url);
  }
  throw new MpkError('USAGE', 'GCE_METADATA_IP or GCE_METADATA_HOST is not an address of the metadata server', {
    hint: `unset them, or use ${DEFAULT_HOST}`,
  });
}
