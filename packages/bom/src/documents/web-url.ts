// SPDX-License-Identifier: Apache-2.0
import { cleanText } from './text.js';

/** Longest URL that is written as one. */
const MAX_URL_CHARS = 2000;

/** An `http` or `https` URL as RFC 3986 has it, so that every schema takes it; undefined for anything else. */
export function webUrl(text: string): string | undefined {
  if (text.length > MAX_URL_CHARS || !/^https?:\/\//i.test(text) || !URL.canParse(cleanText(text))) return undefined;
  const { origin, pathname, search, hash } = new URL(cleanText(text));
  if (!/^https?:\/\/[A-Za-z0-9.-]+(?::\d+)?$/.test(origin)) return undefined;
  return origin + escaped(pathname) + escaped(search) + (hash === '' ? '' : `#${escaped(hash.slice(1))}`);
}

/** Without what RFC 3986 does not have in a path or a query; a percent sign stands before two hex digits only. */
const escaped = (part: string): string =>
  part
    .replace(/%(?![0-9A-Fa-f]{2})/g, '%25')
    .replace(/[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]/gu, (character) => encodeURIComponent(character));
