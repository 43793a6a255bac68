// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { tokenFileProvider } from '@mpk/signing';
import { EXPIRED, OF_OTHERS, TOKEN, failureOf, tokenWith } from './tokens.js';

it('reads the token, without the line end, each time anew', () =>
  withTempFolder(async (folder) => {
    const path = join(folder, 'token');
    const provider = tokenFileProvider(path);
    await writeFile(path, `${TOKEN}\n`);
    await expect(provider.getToken()).resolves.toBe(TOKEN);
    const renewed = tokenWith({ sub: 'other' });
    await writeFile(path, renewed);
    await expect(provider.getToken()).resolves.toBe(renewed);
  }));

it('follows a link, as Kubernetes projects tokens through links', () =>
  withTempFolder(async (folder) => {
    await writeFile(join(folder, 'data'), TOKEN);
    await symlink('data', join(folder, 'token'));
    await expect(tokenFileProvider(join(folder, 'token')).getToken()).resolves.toBe(TOKEN);
  }));

it('takes a token for the audience that a private Fulcio wants', () =>
  withTempFolder(async (folder) => {
    await writeFile(join(folder, 'token'), OF_OTHERS);
    const provider = tokenFileProvider(join(folder, 'token'), { audience: 'somebody-else' });
    await expect(provider.getToken()).resolves.toBe(OF_OTHERS);
  }));

it.each([
  ['an expired token', EXPIRED],
  ['a token for somebody else', OF_OTHERS],
  ['an empty file', ''],
  ['a huge file', TOKEN.repeat(1000)],
  ['a file that is white space for long', `${' '.repeat(100_000)}${TOKEN}`],
])('throws TOKEN_INVALID for %s', (_, content) =>
  withTempFolder(async (folder) => {
    await writeFile(join(folder, 'token'), content);
    const failure = await failureOf(() => tokenFileProvider(join(folder, 'token')));
    expect(failure.code).toBe('TOKEN_INVALID');
  }),
);

it('throws INPUT_UNREADABLE for a file that is not there and for a folder', () =>
  withTempFolder(async (folder) => {
    for (const path of [join(folder, 'none'), folder]) {
      expect((await failureOf(() => tokenFileProvider(path))).code).toBe('INPUT_UNREADABLE');
    }
  }));

it('reads no more than it needs from a source without end', async () => {
  expect((await failureOf(() => tokenFileProvider('/dev/zero'))).code).toBe('TOKEN_INVALID');
});

it('reads a token from a pipe', () =>
  withTempFolder(async (folder) => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const [token] = await Promise.all([tokenFileProvider(path).getToken(), writeFile(path, TOKEN)]);
    expect(token).toBe(TOKEN);
  }));
