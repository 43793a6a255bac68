// SPDX-License-Identifier: Apache-2.0
import { MpkError, nearestWord } from '@mpk/core';

/**
 * What to say of a command that is not there.
 *
 * @param words - as they were typed; arguments may be among them
 * @param ids - of all commands, such as `policy:lint`
 */
export function noSuchCommand(words: readonly string[], ids: readonly string[]): MpkError {
  const [topic = ''] = words;
  const typed = words.slice(0, ids.some((id) => id.startsWith(`${topic}:`)) ? 2 : 1).join(' ');
  const meant = nearestCommand(words, ids);
  const hint = meant === undefined ? 'mpk --help shows them' : `did you mean mpk ${meant}?`;
  return new MpkError('USAGE', `there is no command ${JSON.stringify(typed)}`, { hint });
}

/** The command that the words most likely begin with, as it is typed; undefined where none is near. */
export function nearestCommand(words: readonly string[], ids: readonly string[]): string | undefined {
  const known = ids.map((id) => id.split(':'));
  for (const length of [2, 1]) {
    const near = nearestWord(
      words.slice(0, length).join(' '),
      known.filter((parts) => parts.length === length).map((parts) => parts.join(' ')),
    );
    if (near !== undefined) return near;
  }
  return undefined;
}
