// SPDX-License-Identifier: Apache-2.0
import { environmentTokenProvider, gitlabProvider } from '@mpk/signing';
import { EXPIRED, OF_OTHERS, TOKEN, failureOf, tokenWith } from './tokens.js';

describe('environmentTokenProvider', () => {
  it.each([
    [{ SIGSTORE_ID_TOKEN: TOKEN }, {}],
    [{ SIGSTORE_ID_TOKEN: `\n${TOKEN}\n` }, {}],
    [{ MY_TOKEN: TOKEN, SIGSTORE_ID_TOKEN: EXPIRED }, { variable: 'MY_TOKEN' }],
  ])('takes the token %#', async (env, options) => {
    await expect(environmentTokenProvider(env, options).getToken()).resolves.toBe(TOKEN);
  });

  it('takes a token for several audiences, one of them the right one', async () => {
    const token = tokenWith({ aud: ['other', 'sigstore'] });
    await expect(environmentTokenProvider({ SIGSTORE_ID_TOKEN: token }).getToken()).resolves.toBe(token);
  });

  it.each([
    ['an expired token', EXPIRED],
    ['a token for somebody else', OF_OTHERS],
    ['a token for several others', tokenWith({ aud: ['a', 'b', ['sigstore']] })],
    ['a token without an audience', tokenWith({ aud: undefined })],
    ['an audience that only begins alike', tokenWith({ aud: 'sigstore.example' })],
    ['an empty variable', ''],
    ['no variable', undefined],
  ])('throws TOKEN_INVALID for %s', async (_, token) => {
    const failure = await failureOf(() => environmentTokenProvider({ SIGSTORE_ID_TOKEN: token }));
    expect(failure.code).toBe('TOKEN_INVALID');
  });

  it('says which audience to ask for', async () => {
    const { message, hint } = await failureOf(() => environmentTokenProvider({ SIGSTORE_ID_TOKEN: OF_OTHERS }));
    expect(message).toBe('the identity token is not for the audience "sigstore"');
    expect(hint).toBe('ask for a token with audience sigstore');
  });

  it('is not slowed down by a token that is nearly one', async () => {
    const token = `${'a.'.repeat(16_000)}!`;
    expect((await failureOf(() => environmentTokenProvider({ SIGSTORE_ID_TOKEN: token }))).code).toBe('TOKEN_INVALID');
  });
});

describe('gitlabProvider', () => {
  const corporate = tokenWith({ aud: 'https://fulcio.corp.example' });
  const HTTPS_TOKEN = 'HTTPS___FULCIO_CORP_EXAMPLE_ID_TOKEN';

  it.each([
    ['SIGSTORE_ID_TOKEN', { SIGSTORE_ID_TOKEN: TOKEN }, {}, TOKEN],
    ['the given variable', { JWT: TOKEN, SIGSTORE_ID_TOKEN: EXPIRED }, { variable: 'JWT' }, TOKEN],
    [
      'the variable that is named after the audience',
      { [HTTPS_TOKEN]: corporate },
      { audience: 'https://fulcio.corp.example' },
      corporate,
    ],
    [
      'SIGSTORE_ID_TOKEN before the one named after the audience',
      { [HTTPS_TOKEN]: EXPIRED, SIGSTORE_ID_TOKEN: corporate },
      { audience: 'https://fulcio.corp.example' },
      corporate,
    ],
    ['an audience that begins with a digit', { _D_ID_TOKEN: tokenWith({ aud: '3d' }) }, { audience: '3d' }, undefined],
  ])('takes the token from %s', async (_, env, options, token) => {
    const got = await gitlabProvider(env, options).getToken();
    expect(got).toBe(token ?? env['_D_ID_TOKEN' as keyof typeof env]);
  });

  it('says what to write into .gitlab-ci.yml where there is none', async () => {
    const { code, message, hint } = await failureOf(() => gitlabProvider({ GITLAB_CI: 'true' }));
    expect(code).toBe('TOKEN_INVALID');
    expect(message).toBe('GitLab CI has put no identity token into SIGSTORE_ID_TOKEN');
    expect(hint).toBe('give the job in .gitlab-ci.yml: id_tokens: {SIGSTORE_ID_TOKEN: {aud: sigstore}}');
  });

  it('throws TOKEN_INVALID for a token for somebody else', async () => {
    expect((await failureOf(() => gitlabProvider({ SIGSTORE_ID_TOKEN: OF_OTHERS }))).code).toBe('TOKEN_INVALID');
  });
});
