// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import type { Environment } from '../../identity/environment.js';

/** What every program needs to find its own parts; on Windows it would not even start without some of them. */
const ALWAYS =
  process.platform === 'win32'
    ? ['PATH', 'Path', 'USERPROFILE', 'SystemRoot', 'SystemDrive', 'TEMP', 'TMP']
    : ['PATH', 'HOME'];

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * The environment of a program that signs: a few variables, and those that the caller names. Ours holds secrets of others.
 *
 * @param names - passed on where they are set
 * @throws MpkError `USAGE` for a name that is none
 */
export function programEnvironment(environment: Environment, names: readonly string[]): Record<string, string> {
  const wrong = names.find((name) => !NAME.test(name));
  if (wrong !== undefined) {
    throw new MpkError('USAGE', `${JSON.stringify(wrong)} is not the name of an environment variable`);
  }
  const found = [...ALWAYS, ...names].map((name) => [name, environment[name]] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
