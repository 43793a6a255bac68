// SPDX-License-Identifier: Apache-2.0
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { identityProviderFrom, interactiveProvider, type Prompt } from '@mpk/signing';
import { startLocalOidc, type LocalOidc } from '@mpk/testkit/oidc';
import { openInBrowser } from '../../../src/identity/oauth/open-browser.js';
import { browse, claimsOf, patientClock } from './sign-in.js';

let oidc: LocalOidc;

beforeEach(async () => {
  oidc = await startLocalOidc();
});
afterEach(() => oidc.close());

describe('the way to sign in', () => {
  const DISPLAY = { DISPLAY: ':0' };
  it.each([
    ['browser', 'linux', true, DISPLAY],
    ['browser', 'linux', true, { WAYLAND_DISPLAY: 'wayland-0' }],
    ['browser', 'darwin', true, {}],
    ['browser', 'win32', true, {}],
    ['device', 'linux', true, {}],
    ['device', 'linux', false, DISPLAY],
    ['device', 'darwin', false, {}],
    ['device', 'darwin', true, { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }],
    ['device', 'linux', true, { ...DISPLAY, SSH_TTY: '/dev/pts/0' }],
  ] as const)('is %s on %s, terminal: %s, %j', async (flow, platform, isTty, env) => {
    const seen: string[] = [];
    const onPrompt = (prompt: Prompt): void => {
      seen.push(prompt.flow);
      if (prompt.flow === 'device') oidc.decide(prompt.userCode, 'approved');
    };
    const { issuer } = oidc;
    const options = { issuer, onPrompt, platform, isTty, env, openUrl: browse, clock: patientClock() };
    await interactiveProvider(options).getToken();
    expect(seen).toEqual([flow]);
  });
});

describe('a token that is still good', () => {
  const provider = () =>
    interactiveProvider({ issuer: oidc.issuer, flow: 'browser', onPrompt: () => undefined, openUrl: browse });
  const signIns = (): number => oidc.requests.filter((one) => one.path === '/auth/token').length;

  it('is used again, also by who asks meanwhile', async () => {
    const one = provider();
    const [first, second] = await Promise.all([one.getToken(), one.getToken()]);
    expect(second).toBe(first);
    await expect(one.getToken()).resolves.toBe(first);
    expect(signIns()).toBe(1);
  });

  it('is not used again when it is about to expire', async () => {
    oidc.faults.claims = (claims) => (claims['exp'] = Math.floor(Date.now() / 1000) + 20);
    const one = provider();
    await one.getToken();
    await one.getToken();
    expect(signIns()).toBe(2);
  });

  it('does not stand in the way of another try after a failure', async () => {
    const one = provider();
    oidc.faults.tokenErrors = ['access_denied'];
    await expect(one.getToken()).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    await expect(one.getToken()).resolves.toContain('.');
  });
});

it('signs in as another client where it is told so', async () => {
  const other = await startLocalOidc('mpk');
  try {
    const options = { issuer: other.issuer, clientId: 'mpk', flow: 'browser', openUrl: browse } as const;
    const choice = { kind: 'interactive', onPrompt: () => undefined, ...options } as const;
    const token = await identityProviderFrom(choice, {}).getToken();
    expect(claimsOf(token)).toMatchObject({ iss: other.issuer, aud: 'mpk' });
  } finally {
    await other.close();
  }
});

describe('opening the browser', () => {
  const NASTY = 'https://example.com/?a=$(touch%20x)&b=`id`;"\'|\\';

  it.each([
    ['linux', 'xdg-open'],
    ['freebsd', 'xdg-open'],
    ['darwin', 'open'],
  ] as const)('on %s runs %s with the URL as one argument, and no shell', (platform, name) =>
    withTempFolder(async (folder) => {
      const program = join(folder, name);
      await writeFile(
        program,
        `#!/bin/sh\nprintf '%s\\n' "$#" "$1" > ${folder}/seen.part; mv ${folder}/seen.part ${folder}/seen\n`,
      );
      await chmod(program, 0o755);
      const env = { PATH: `${folder}:/usr/bin:/bin` };
      await expect(openInBrowser(new URL(NASTY), { platform, env })).resolves.toBe(true);
      expect(await eventually(join(folder, 'seen'))).toBe(`1\n${new URL(NASTY).href}\n`);
    }),
  );

  it('says so where there is no such program', () =>
    withTempFolder(async (folder) => {
      const options = { platform: 'linux', env: { PATH: folder } } as const;
      await expect(openInBrowser(new URL('https://example.com'), options)).resolves.toBe(false);
    }));

  it.each(['http://example.com', 'file:///etc/passwd', 'javascript:alert(1)', 'https://user:pass@example.com'])(
    'throws USAGE for %s',
    async (url) => {
      const open = async () => openInBrowser(new URL(url), { platform: 'linux', env: { PATH: '/none' } });
      await expect(open()).rejects.toMatchObject({ code: 'USAGE' });
    },
  );
});

/** What a process that was started writes. */
async function eventually(path: string): Promise<string> {
  for (let tries = 0; tries < 500; tries++) {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`${path} was not written`);
}
