// SPDX-License-Identifier: Apache-2.0
// A door of its own, and nothing else behind it: whoever grants rights to read asks this before anything is loaded.

/** The variable that names a file with a token. */
export const TOKEN_FILE_VARIABLE = 'SIGSTORE_ID_TOKEN_FILE';

/** Where pods have a projected token for Sigstore: cosign's place first, then ours. */
export const PROJECTED_TOKEN_FILES: readonly string[] = [
  '/var/run/sigstore/cosign/oidc-token',
  '/var/run/secrets/sigstore/token',
];

/** Says which machine this is: on Google's, an identity can be asked for. */
export const GOOGLE_PRODUCT_FILE = '/sys/class/dmi/id/product_name';

/** Where Kubernetes mounts the pod's identity. */
export const SERVICE_ACCOUNT_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Every file and folder in which an identity is looked for where nobody names one. */
export const identityFiles = (env: Readonly<Record<string, string | undefined>>): readonly string[] =>
  [...PROJECTED_TOKEN_FILES, env[TOKEN_FILE_VARIABLE], GOOGLE_PRODUCT_FILE, SERVICE_ACCOUNT_FOLDER].filter(
    (path) => path !== undefined && path !== '',
  ) as string[];
