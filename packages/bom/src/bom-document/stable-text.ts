// SPDX-License-Identifier: Apache-2.0
import { MAX_SHOWN_CHARS } from './limits.js';
import { isObject } from './place.js';

/** JSON with members in order: one text for equal values, also for lone surrogates, which RFC 8785 refuses. */
export function stableText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableText).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${stableText(value[name])}`).join(',')}}`;
}

/** A value as a result repeats it: one short, well-formed text. */
export function shownText(value: unknown): string {
  const text = typeof value === 'string' ? value : stableText(value);
  const whole = text.toWellFormed();
  return whole.length > MAX_SHOWN_CHARS ? `${whole.slice(0, MAX_SHOWN_CHARS).toWellFormed()}…` : whole;
}
