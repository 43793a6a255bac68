// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Checks the URL of a service: https, or http to this machine; without a user name in it.
 *
 * @param name - what the URL is called where it was given; the URL itself can hold secrets and is not quoted
 * @param options.plainHttp - allows http to anywhere, for a service that is sent no secret
 * @throws MpkError `USAGE`
 */
export function assertServiceUrl(text: string, name: string, options: { plainHttp?: boolean } = {}): URL {
  if (!URL.canParse(text)) throw new MpkError('USAGE', `${name} is not a URL`);
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw new MpkError('USAGE', `${name} must not hold a user name`);
  const httpAllowed = options.plainHttp === true || LOOPBACK.has(url.hostname);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && httpAllowed)) return url;
  throw new MpkError('USAGE', `${name} must be an https URL`, { hint: 'a token would be sent in the clear otherwise' });
}

/** The URL as a prefix for paths: without query, fragment and final slashes. */
export const baseUrl = (url: URL): string => `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
