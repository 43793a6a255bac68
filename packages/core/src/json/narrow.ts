// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';

/** A JSON object of unknown content. */
export type JsonObject = Record<string, unknown>;

export const isPlainObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wrong = (what: string, expected: string, value: unknown): MpkError =>
  new MpkError('INPUT_MALFORMED', `${what} is ${describe(value)}, expected ${expected}`);

function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** @throws MpkError `INPUT_MALFORMED` */
export function asObject(value: unknown, what: string): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(what, 'an object', value);
  return value as JsonObject;
}

/** @throws MpkError `INPUT_MALFORMED` */
export function asArray(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw wrong(what, 'an array', value);
  return value;
}

/** @throws MpkError `INPUT_MALFORMED` */
export function asString(value: unknown, what: string): string {
  if (typeof value !== 'string') throw wrong(what, 'a string', value);
  return value;
}

/** @throws MpkError `INPUT_MALFORMED` */
export function asBoolean(value: unknown, what: string): boolean {
  if (typeof value !== 'boolean') throw wrong(what, 'a boolean', value);
  return value;
}

/** A whole number from 0 to 2^53 - 1. @throws MpkError `INPUT_MALFORMED` */
export function asSize(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw wrong(what, 'a whole number of at least 0', value);
  }
  return value;
}

/** @throws MpkError `INPUT_MALFORMED` when present and not a string */
export const optionalString = (value: unknown, what: string): string | undefined =>
  value === undefined || value === null ? undefined : asString(value, what);
