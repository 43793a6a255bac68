// SPDX-License-Identifier: Apache-2.0

const NOTE = /\n\nNote: (--[\w-]+(?:, --[\w-]+)*) allows? multiple values\.[^]*?(?=\nSee more help|$)/;

/** What oclif says of an argument that is missing, without advice on flags that were not given. */
export function withoutIdleNote(message: string, argv: readonly string[]): string {
  const [note, flags = ''] = NOTE.exec(message) ?? [];
  const isGiven = flags.split(', ').some((flag) => argv.some((word) => word === flag || word.startsWith(`${flag}=`)));
  return note === undefined || isGiven ? message : message.replace(note, '');
}
