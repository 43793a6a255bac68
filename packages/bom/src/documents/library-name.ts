// SPDX-License-Identifier: Apache-2.0
import { purlOf } from './purls.js';
import { lineText } from './text.js';

/** Claims that are a name and a version, and what stands between: `torch==2.1`, `transformers 4.40`. */
export const VERSIONED = { dependency: '==', 'library.version': ' ' } as const;

export interface LibraryName {
  readonly name: string;
  /** all that stands behind the first mark; absent where there is none */
  readonly version: string | undefined;
}

export function libraryNameOf(text: string, between: string): LibraryName {
  const line = lineText(text);
  const cut = line.indexOf(between);
  if (cut < 0) return { name: line, version: undefined };
  return { name: line.slice(0, cut).trim(), version: line.slice(cut + between.length).trim() };
}

/** A name of a Python package (PEP 508). */
const PACKAGE = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,200}[A-Za-z0-9])?$/;

/** Of a package that an environment names; only that says where it is from. */
export const packagePurlOf = ({ name, version }: LibraryName): string | undefined =>
  PACKAGE.test(name) ? purlOf({ type: 'pypi', name, version }) : undefined;
