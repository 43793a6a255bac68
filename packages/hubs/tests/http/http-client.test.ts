// SPDX-License-Identifier: Apache-2.0
import { thrownCode } from '@mpk/testkit';
import { HttpClient, type Fetch } from '../../src/http/http-client.js';
import { readBounded } from '../../src/http/read-bounded.js';

/** Answers by address; notes what was asked and with which token. */
function wire(answers: Readonly<Record<string, () => Response>>): { fetch: Fetch; asked: string[] } {
  const asked: string[] = [];
  const fetch: Fetch = (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    asked.push(`${address} ${new Headers(init?.headers).get('authorization') ?? 'anonymous'}`);
    return Promise.resolve(answers[address]?.() ?? new Response(null, { status: 404 }));
  };
  return { fetch, asked };
}

const redirect = (location: string) => (): Response => new Response(null, { status: 302, headers: { location } });
const text = (body: string) => (): Response => new Response(body);

function client(fetch: Fetch): HttpClient {
  const wait = (): Promise<void> => Promise.resolve();
  return new HttpClient({ endpoint: 'https://hub.example/base/', token: 't0ken', fetch, wait, refusedHint: 'look' });
}

const readText = async (from: HttpClient): Promise<string> =>
  from.get(from.address('/file'), 'file', async ({ body }) =>
    (await readBounded(body(), { maxBytes: 10, what: 'file' })).toString(),
  );

describe('HttpClient', () => {
  it('sends the token along redirects of its own origin, and to no other', async () => {
    const { fetch, asked } = wire({
      'https://hub.example/base/file': redirect('/moved'),
      'https://hub.example/moved': redirect('https://cdn.example/file'),
      'https://cdn.example/file': text('hello'),
    });
    expect(await readText(client(fetch))).toBe('hello');
    expect(asked).toEqual([
      'https://hub.example/base/file Bearer t0ken',
      'https://hub.example/moved Bearer t0ken',
      'https://cdn.example/file anonymous',
    ]);
  });

  it.each([
    'https://hub.example:8443/file',
    'https://hub.example.evil.example/file',
    'https://sub.hub.example/file',
    '//evil.example/file',
  ])('does not send it to %s', async (location) => {
    const { fetch, asked } = wire({ 'https://hub.example/base/file': redirect(location) });
    expect(await thrownCode(() => readText(client(fetch)))).toBe('NETWORK_REFUSED');
    expect(asked[1]).toMatch(/ anonymous$/);
  });

  it.each(['http://hub.example/file', 'http://127.0.0.1/file', 'file:///etc/passwd', 'data:,x', 'https://'])(
    'does not follow a redirect from https to %s',
    async (location) => {
      const { fetch, asked } = wire({ 'https://hub.example/base/file': redirect(location) });
      expect(await thrownCode(() => readText(client(fetch)))).toBe('NETWORK_REFUSED');
      expect(asked).toHaveLength(1);
    },
  );

  it('does not read more of a body than is allowed', async () => {
    const { fetch } = wire({ 'https://hub.example/base/file': text('more than ten bytes') });
    expect(await thrownCode(() => readText(client(fetch)))).toBe('INPUT_TOO_LARGE');
  });

  it.each([204, 206, 304, 400, 401, 403, 404, 410])('refuses the answer %d at once, with a hint', async (status) => {
    const { fetch, asked } = wire({ 'https://hub.example/base/file': () => new Response(null, { status }) });
    await expect(readText(client(fetch))).rejects.toMatchObject({ code: 'NETWORK_REFUSED', hint: 'look' });
    expect(asked).toHaveLength(1);
  });

  it.each([429, 500, 502, 503])('asks again after the answer %d', async (status) => {
    const { fetch, asked } = wire({ 'https://hub.example/base/file': () => new Response(null, { status }) });
    expect(await thrownCode(() => readText(client(fetch)))).toBe('NETWORK_UNAVAILABLE');
    expect(asked).toHaveLength(4);
  });

  it('does not show where a redirect with secrets in it led', async () => {
    const { fetch } = wire({ 'https://hub.example/base/file': redirect('https://cdn.example/file?signature=s3cret') });
    await expect(readText(client(fetch))).rejects.toMatchObject({ message: expect.not.stringContaining('s3cret') });
  });
});
