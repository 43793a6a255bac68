// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { PartBuilder } from '../reading/part-builder.js';
import { MAX_MEMBER_NAME_CHARS, whyUnsafe } from './unsafe-name.js';

/** Most names of an archive that are compared with each other. */
export const MAX_COMPARED_NAMES = 100_000;
/** Names up to here are kept as they are, longer ones as digests, so that memory is bounded by their number. */
const MAX_KEPT_CHARS = 64;

/**
 * Takes the names of an archive's members one by one, in any order, and tells in a part which of them are unsafe, and which lead to
 * the same file: as they are (`a`, `./a`), or on systems that take no note of case or of Unicode forms.
 */
export class MemberNames {
  readonly #paths = new Set<string>();
  readonly #folded = new Set<string>();
  #count = 0;

  constructor(private readonly part: PartBuilder) {}

  /**
   * @param name - as the archive has it; attacker-controlled
   * @param offset - of what gives the name, in the part
   */
  add(name: string, offset?: number): void {
    const why = whyUnsafe(name);
    if (why !== undefined) this.part.irregular('unsafe-name', offset, `${why}: ${name}`);
    this.#count++;
    if (this.#count > MAX_COMPARED_NAMES) {
      if (this.#count === MAX_COMPARED_NAMES + 1) this.part.irregular('too-many', offset, 'names in an archive');
      return;
    }
    this.#compare(name, offset);
  }

  #compare(name: string, offset: number | undefined): void {
    const path = toPath(name);
    const key = toKey(path);
    const folded = toKey(fold(path));
    if (this.#paths.has(key)) this.part.irregular('duplicate-name', offset, name);
    else if (this.#folded.has(folded)) {
      this.part.irregular('unsafe-name', offset, `differs from another in case or Unicode form alone: ${name}`);
    }
    this.#paths.add(key);
    this.#folded.add(folded);
  }
}

/** The path that a name leads to: no empty segments, no `.`, no slash at the end. */
const toPath = (name: string): string =>
  name
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');

/** Upper case first: it makes one of letters that lower case keeps apart, such as ß and ss. */
const fold = (path: string): string =>
  path.length > MAX_MEMBER_NAME_CHARS ? path : path.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC');

const toKey = (path: string): string =>
  path.length <= MAX_KEPT_CHARS ? path : `#${createHash('sha256').update(path).digest('base64')}`;
