// SPDX-License-Identifier: Apache-2.0
import { packageName, parseRequirement, pinOf, versOf } from '../claims/requirement.js';
import { purlOf } from './purls.js';
import { lineText } from './text.js';

/** A library as one claim names it. */
export interface LibraryName {
  /** as PyPI compares names: of two libraries that are one it is the same */
  readonly key: string;
  /** of a package that of PyPI; else as it is written */
  readonly name: string;
  /** the one that it is or has to be; absent where several would do */
  readonly version: string | undefined;
  /** which would do, in the syntax of `vers` */
  readonly range?: string | undefined;
  /** as written, where that says more than name and version */
  readonly requirement?: string | undefined;
}

/** A name of a Python package (PEP 508). */
const PACKAGE = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,200}[A-Za-z0-9])?$/;
/** `channel::name[extra] rest; marker`, where the rest is of versions or an address. */
const REQUIREMENT =
  /^(?:[\w./-]{1,200}::)?([A-Za-z0-9](?:[A-Za-z0-9._-]{0,200}[A-Za-z0-9])?)\s*(?:\[[^\]]{0,200}\])?\s*((?:[=<>!~@(][^;]*)?)(?:;.*)?$/;

/** Of `library.version`, `name version`: MLflow calls some libraries as they are imported. */
export function writtenLibrary(text: string): LibraryName {
  const line = lineText(text);
  const cut = line.indexOf(' ');
  const [name, version] = cut < 0 ? [line, undefined] : [line.slice(0, cut), line.slice(cut + 1).trim()];
  return { ...loadedLibrary(name), version };
}

/** Of `library.name`. */
export function loadedLibrary(text: string): LibraryName {
  const line = lineText(text);
  const key = PACKAGE.test(line) ? packageName(line) : line;
  const isOther = key !== line.toLowerCase().replace(/[-_.]+/g, '-');
  return { key, name: isOther && PACKAGE.test(line) ? key : line, version: undefined };
}

/** Of `dependency`, as pip or conda has it; what is no requirement, such as a path, is a name as it is written. */
export function requiredLibrary(text: string): LibraryName {
  const line = lineText(text);
  const [, written, rest = ''] = REQUIREMENT.exec(line) ?? [];
  if (written === undefined) {
    const name = /^[=<>!~]/.test(line) ? '' : line;
    return { key: name, name, version: undefined };
  }
  const name = packageName(written);
  // Of conda, a build stands behind a version that is exact.
  const [, built] = /^=\s*(\d[\w.+]*)=[\w.]+$/.exec(rest.trim()) ?? [];
  const asked = parseRequirement(`${name}${rest.trim()}`);
  const version = built ?? (asked && pinOf(asked));
  const isPlain = line === written || line === `${written}==${version ?? ''}`;
  return {
    key: name,
    name,
    version,
    range: version === undefined && asked !== undefined ? versOf(asked) : undefined,
    requirement: isPlain ? undefined : line,
  };
}

/** What runs the others, and is no package of an index. */
export const isPlatform = (key: string): boolean => key === 'python';

/** Of a package that an environment names; only that says where it is from. */
export const packagePurlOf = (key: string, version: string | undefined): string | undefined =>
  PACKAGE.test(key) && !isPlatform(key) ? purlOf({ type: 'pypi', name: key, version }) : undefined;
