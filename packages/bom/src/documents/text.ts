// SPDX-License-Identifier: Apache-2.0
import type { ClaimValue } from '@mpk/core';

/** What XML 1.0 has no way to write (section 2.2). */
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Text of others as every format can write it: what cannot be written is U+FFFD. */
export const cleanText = (text: string): string => text.toWellFormed().replace(UNWRITABLE, '\uFFFD');

/** A value as text: objects and lists as JSON. */
export const valueText = (value: ClaimValue): string =>
  cleanText(typeof value === 'object' ? JSON.stringify(value) : String(value));

/** As {@link valueText}, on one line and without space around it. */
export const lineText = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim();

/** Longest version that CycloneDX takes, in characters. */
const MAX_VERSION_CHARS = 1024;

/** A version as documents have it; undefined for what is none, such as a text of many lines. */
export function versionOf(text: string | undefined): string | undefined {
  const version = lineText(text ?? '');
  return version === '' || version.length > MAX_VERSION_CHARS ? undefined : version;
}

export const isName = (text: string): boolean => lineText(text) !== '';

export const isVersion = (text: string): boolean => versionOf(text) !== undefined;

/** Order that is the same on every machine. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const ISO_TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** A stated time, in UTC: a day is its beginning. Undefined for anything else, also for a time whose zone nobody says. */
export function timeOf(text: string): string | undefined {
  if (!ISO_TIME.test(text)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() < 1 ? undefined : time.toISOString();
}
