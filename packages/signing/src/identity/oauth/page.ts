// SPDX-License-Identifier: Apache-2.0
import type { ServerResponse } from 'node:http';

/** What the browser shows at the end: fixed texts, nothing of any request. */
const TEXTS = {
  200: ['Signed in', 'You may close this page and go back to the terminal.'],
  400: ['Not what was expected', 'This page only takes the answer of the identity provider.'],
  403: ['Not signed in', 'The identity provider did not agree. The terminal says why.'],
  404: ['Nothing here', 'This page only takes the answer of the identity provider.'],
  410: ['Too late', 'An answer has been received already.'],
} as const;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  // Self-contained, and kept so: no script, no image, no frame, nothing from elsewhere.
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  connection: 'close',
} as const;

/** Answers the browser with a page. */
export function sendPage(response: ServerResponse, status: keyof typeof TEXTS): void {
  const [title, text] = TEXTS[status];
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1rem;color-scheme:light dark}</style>
<h1>${title}</h1>
<p>${text}</p>
</html>
`;
  response.writeHead(status, HEADERS).end(html);
}
