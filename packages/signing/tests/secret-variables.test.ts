// SPDX-License-Identifier: Apache-2.0
import { IDENTITY_KINDS, identityProviderFrom, isSecretVariable, type Environment } from '@mpk/signing';

/** What identities read and no secret is: where to ask, and in which surroundings. */
const NO_SECRETS: ReadonlySet<string> = new Set([
  'ACTIONS_ID_TOKEN_REQUEST_URL',
  'BUILDKITE',
  'BUILDKITE_AGENT_ENDPOINT',
  'BUILDKITE_JOB_ID',
  'CLOUD_RUN_JOB',
  'GCE_METADATA_HOST',
  'GCE_METADATA_IP',
  'GITHUB_ACTIONS',
  'GITLAB_CI',
  'KUBERNETES_SERVICE_HOST',
  'KUBERNETES_SERVICE_PORT',
]);

/** The names of all variables that any way to an identity reads. */
async function namesRead(): Promise<ReadonlySet<string>> {
  const read = new Set<string>();
  // Google's and the cluster's service are not to be asked; these addresses are refused before that.
  const here: Record<string, string> = { GCE_METADATA_HOST: 'example.com', KUBERNETES_SERVICE_HOST: '' };
  const env: Environment = new Proxy(here, {
    get: (target, name: string) => (read.add(name), target[name]),
  });
  const audience = 'https://fulcio.corp.example';
  for (const kind of IDENTITY_KINDS.filter((one) => one !== 'token-file' && one !== 'interactive')) {
    // Each fails for want of what it looks for, and has then looked for it.
    await Promise.resolve()
      .then(() => identityProviderFrom({ kind, audience, projectedFiles: [], folder: '/none' }, env).getToken())
      .catch(() => undefined);
  }
  return read;
}

describe('the variables that only a signer may know', () => {
  it('are all that identities read, but for what is listed as no secret', async () => {
    const read = await namesRead();
    expect(read).toContain('ACTIONS_ID_TOKEN_REQUEST_TOKEN');
    expect(read).toContain('HTTPS___FULCIO_CORP_EXAMPLE_ID_TOKEN');
    expect([...read].filter((name) => !isSecretVariable(name) && !NO_SECRETS.has(name))).toEqual([]);
  });

  test.each([
    'MPK_KEY_PASSWORD',
    'MPK_KEY_PIN',
    'SIGSTORE_ID_TOKEN',
    'SIGSTORE_ID_TOKEN_FILE',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'BUILDKITE_AGENT_ACCESS_TOKEN',
    'HTTPS___FULCIO_CORP_EXAMPLE_ID_TOKEN',
    'mpk_key_pin',
  ])('%s is one', (name) => {
    expect(isSecretVariable(name)).toBe(true);
  });

  test.each(['PATH', 'HF_TOKEN', 'MPK_TRUST_CACHE', 'ID_TOKENS'])('%s is none', (name) => {
    expect(isSecretVariable(name)).toBe(false);
  });
});
