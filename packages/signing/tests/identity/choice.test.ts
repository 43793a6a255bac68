// SPDX-License-Identifier: Apache-2.0
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { IDENTITY_KINDS, identityProviderFrom, type IdentityChoice } from '@mpk/signing';
import { EXPIRED, OF_OTHERS, TOKEN, failureOf } from './tokens.js';

const onPrompt = (): void => undefined;

/** What each kind says where it has nothing to go by. */
const CHOICES: readonly (readonly [IdentityChoice, string])[] = [
  [{ kind: 'environment' }, 'SIGSTORE_ID_TOKEN is not set'],
  [{ kind: 'environment', variable: 'JWT' }, 'JWT is not set'],
  [{ kind: 'token-file', path: '/none' }, 'cannot read /none'],
  [{ kind: 'github-actions' }, 'GitHub Actions offers no identity token'],
  [{ kind: 'gitlab' }, 'GitLab CI has put no identity token into SIGSTORE_ID_TOKEN'],
  [{ kind: 'buildkite' }, 'Buildkite offers no identity token'],
  [{ kind: 'google' }, 'GCE_METADATA_IP or GCE_METADATA_HOST is not an address'],
  [{ kind: 'kubernetes', folder: '/none', projectedFiles: [] }, 'service account file /none/token'],
  [{ kind: 'interactive', issuer: 'nonsense', onPrompt }, 'the issuer is not a URL'],
];

describe('identityProviderFrom', () => {
  it.each(CHOICES)('gives what is named: %j', async (choice, message) => {
    // Another kind than the one that is named would be found first by whoever looks around.
    const env = { SIGSTORE_ID_TOKEN_FILE: '', GCE_METADATA_HOST: 'example.com' };
    expect((await failureOf(() => identityProviderFrom(choice, env))).message).toContain(message);
  });

  it('looks around where nothing else is named', async () => {
    await expect(identityProviderFrom({ kind: 'ambient' }, { SIGSTORE_ID_TOKEN: TOKEN }).getToken()).resolves.toBe(
      TOKEN,
    );
  });

  it('passes the audience on', () =>
    withTempFolder(async (folder) => {
      const path = join(folder, 'token');
      await writeFile(path, OF_OTHERS);
      const audience = 'somebody-else';
      const env = { SIGSTORE_ID_TOKEN: OF_OTHERS };
      for (const choice of [
        { kind: 'ambient', audience },
        { kind: 'environment', audience },
        { kind: 'token-file', path, audience },
        { kind: 'gitlab', audience },
        { kind: 'kubernetes', tokenFile: path, audience },
      ] as const) {
        await expect(identityProviderFrom(choice, env).getToken()).resolves.toBe(OF_OTHERS);
      }
    }));

  it('prefers the named kind to what the environment holds', async () => {
    const failure = await failureOf(() => identityProviderFrom({ kind: 'buildkite' }, { SIGSTORE_ID_TOKEN: EXPIRED }));
    expect(failure.message).toContain('Buildkite');
  });

  it('names every kind that there is', () => {
    expect(new Set(IDENTITY_KINDS)).toEqual(new Set(['ambient', ...CHOICES.map(([{ kind }]) => kind)]));
  });
});
