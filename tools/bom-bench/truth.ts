// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/** What kind of thing a fact says: by these the table is summed, and of these what nobody said is looked for. */
export const KINDS = [
  'digest',
  'name',
  'license',
  'base',
  'dataset',
  'task',
  'architecture',
  'size',
  'parameters',
  'precision',
  'interface',
  'library',
  'training',
  'result',
  'use',
  'version',
] as const;
export type Kind = (typeof KINDS)[number];

/** A fact that a file of a folder states, or that its bytes are. */
export interface Fact {
  readonly kind: Kind;
  /** any of these is the fact: spellings of one thing */
  readonly values: readonly [string, ...string[]];
  /** what must stand near a value that is short: in the key, or in the name of the property */
  readonly near?: RegExp;
  readonly file: string;
}

/** A folder that every program is shown, with what is to be found in it. */
export interface Folder {
  readonly name: string;
  readonly what: string;
  readonly files: Readonly<Record<string, Buffer>>;
  readonly facts: readonly Fact[];
  /** what may be said of it, and is nothing that has to be found */
  readonly accepted: readonly { readonly kind: Kind; readonly value: string }[];
}

/** Facts of a file: each a kind, one or more spellings, and what must stand near. */
export type Stated = readonly [kind: Kind, values: string | readonly [string, ...string[]], near?: RegExp];

/** A folder of files, with the facts that each states; that each has its SHA-256 is a fact besides. */
export function createFolder(
  { name, what, accepted = [] }: Pick<Folder, 'name' | 'what'> & Partial<Pick<Folder, 'accepted'>>,
  contents: Readonly<Record<string, readonly [content: string | object | Buffer, ...facts: Stated[]]>>,
): Folder {
  const files: Record<string, Buffer> = {};
  const facts: Fact[] = [];
  for (const [file, [content, ...stated]] of Object.entries(contents)) {
    const bytes = toBytes(content);
    files[file] = bytes;
    facts.push({ kind: 'digest', values: [createHash('sha256').update(bytes).digest('hex')], file });
    for (const [kind, values, near] of stated)
      facts.push({ kind, values: typeof values === 'string' ? [values] : values, file, ...(near && { near }) });
  }
  return { name, what, files, facts, accepted };
}

function toBytes(content: string | object | Buffer): Buffer {
  if (Buffer.isBuffer(content)) return content;
  return Buffer.from(typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
}
