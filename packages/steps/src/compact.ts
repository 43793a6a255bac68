// SPDX-License-Identifier: Apache-2.0
import type { RequirementResult, JsonObject } from '@mpk/core';
import type { StepResult } from './answer.js';

/** Most UTF-8 bytes of the last stdout line: what the smallest platform keeps. */
export const MAX_LINE_BYTES = 3 * 1024;
/** Longest text of a field once a result had to be cut. */
const CUT_TEXT = 160;
const CUT_MODELS = 5;

/**
 * A result as one line of JSON that is always valid and never over {@link MAX_LINE_BYTES}.
 *
 * What does not fit is left out, least important first, and `truncated: true` says so: details of requirements that were met,
 * long texts, models and requirements from the end. Verdict, code and digests stay.
 */
export function compactLine(result: StepResult, maxBytes = MAX_LINE_BYTES): string {
  const whole = JSON.stringify(result);
  if (Buffer.byteLength(whole) <= maxBytes) return whole;
  for (const smaller of smallerAndSmaller(result)) {
    const line = JSON.stringify({ ...smaller, truncated: true });
    if (Buffer.byteLength(line) <= maxBytes) return line;
  }
  return JSON.stringify({ ...essence(result), truncated: true });
}

function* smallerAndSmaller(result: StepResult): Generator<JsonObject> {
  if (!('requirements' in result)) return;
  const failingFirst = [...result.requirements].sort((a, b) => met(a) - met(b));
  const models = result.models === undefined ? {} : { models: result.models.slice(0, CUT_MODELS) };
  const bare = failingFirst.map((r) => (met(r) === 1 ? { id: r.id, outcome: r.outcome, code: r.code } : r));
  yield cutTexts({ ...result, ...models, requirements: bare });
  for (let count = bare.length; count >= 0; count = count > 0 ? Math.floor(count / 2) : -1) {
    yield cutTexts({ ...result, models: undefined, requirements: bare.slice(0, count) });
  }
}

const met = (requirement: RequirementResult): 0 | 1 => (requirement.outcome === 'pass' ? 1 : 0);

/** Cuts every text of a JSON value; digests are shorter than the cut and stay whole. */
function cutTexts(value: JsonObject): JsonObject {
  return JSON.parse(
    JSON.stringify(value, (_key, member: unknown) => (typeof member === 'string' ? cut(member) : member)),
  ) as JsonObject;
}

function cut(text: string, length = CUT_TEXT): string {
  if (text.length <= length) return text;
  // A surrogate pair cut in half would not be valid Unicode.
  return `${text
    .slice(0, length - 1)
    .toWellFormed()
    .replace(/\ufffd$/u, '')}…`;
}

/** What must never be lost. */
function essence(result: StepResult): JsonObject {
  const { schema, code } = result;
  const verdict = 'verdict' in result ? { verdict: result.verdict } : {};
  return { schema, ...cutTexts({ ...verdict, code }), ...rest(result) };
}

function rest(result: StepResult): JsonObject {
  if ('open' in result) return { open: result.open, mode: cut(result.mode) };
  const model = { uri: cut(result.model.uri) };
  if ('requirements' in result) return { mode: result.mode, model, requirements: [] };
  return 'signed' in result ? { signed: result.signed, model } : { recorded: result.recorded, model };
}
