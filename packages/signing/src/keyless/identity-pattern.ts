// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

/** Longest pattern. */
const MAX_PATTERN_LENGTH = 512;
/** Largest product of all counted repetitions: each one copies what it repeats. */
const MAX_REPETITIONS = 1000;
const REPETITION = /\{(\d+)(?:,(\d*))?\}/g;
/**
 * Names that nobody is meant by. A pattern that matches one of them says nothing about who signed: `.+`, `https://.*` and
 * `.*@.*` are what people write for "anybody".
 */
const NOBODY = [
  'xq7z2k9v',
  'https://xq7z2k9v.invalid/xq7z2k9v',
  'xq7z2k9v@xq7z2k9v.invalid',
  'spiffe://xq7z2k9v.invalid/xq7z2k9v',
];

/**
 * Compiles a pattern of RE2, which takes time linear in the text whatever the pattern. It is loaded only here.
 *
 * @returns tells whether the pattern matches the whole of a text
 * @throws MpkError `POLICY_INVALID` for one that is empty, too long, broken, or matches the empty text or anybody
 * @see https://github.com/google/re2/wiki/Syntax
 */
export async function compilePattern(pattern: string, name: string): Promise<(text: string) => boolean> {
  assertBounded(pattern, name);
  const { RE2JS } = await import('@bufbuild/re2');
  let matches: (text: string) => boolean;
  try {
    const compiled = RE2JS.compile(pattern);
    // Not by "^(?:" and ")$" around it: a pattern with a parenthesis too many would break out of them.
    matches = (text) => compiled.matches(text);
    if (!['', ...NOBODY].some(matches)) return matches;
  } catch (cause) {
    throw new MpkError('POLICY_INVALID', `${name} is not a pattern that RE2 can read`, { cause });
  }
  throw new MpkError('POLICY_INVALID', `${name} matches anybody`, {
    hint: 'name the part that must not vary, such as the organisation: https://github\\.com/acme/.+',
  });
}

/**
 * Checks a pattern of names of signers or issuers, as verifiers are made of.
 *
 * @throws MpkError `POLICY_INVALID`
 */
export async function assertIdentityPattern(pattern: string): Promise<void> {
  await compilePattern(pattern, 'the pattern');
}

function assertBounded(pattern: string, name: string): void {
  if (pattern === '') throw new MpkError('POLICY_INVALID', `${name} is empty`);
  if (pattern.length > MAX_PATTERN_LENGTH) {
    throw new MpkError('POLICY_INVALID', `${name} has more than ${MAX_PATTERN_LENGTH} characters`);
  }
  const counts = [...pattern.matchAll(REPETITION)].map(([, least, most]) =>
    Math.max(1, Number(least), Number(most ?? 0)),
  );
  if (counts.reduce((all, count) => all * count, 1) <= MAX_REPETITIONS) return;
  throw new MpkError('POLICY_INVALID', `${name} repeats more than ${MAX_REPETITIONS} times`);
}
