// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { Saying } from './claims-of.js';
import { loadedLibrary, requiredLibrary, writtenLibrary, type LibraryName } from './library-name.js';
import { compareText, isVersion } from './text.js';

/** Claims that name libraries: of an environment, of what wrote the files, of what loads them. */
export const LIBRARY_CLAIMS = ['dependency', 'library.version', 'library.name'] as const;
export type LibraryClaim = (typeof LIBRARY_CLAIMS)[number];

/** A library in one version, or in one that nobody gives, with everyone who names it. */
export interface Library {
  readonly key: string;
  readonly name: string;
  readonly version: string | undefined;
  /** in the syntax of `vers`; only without a version */
  readonly range: string | undefined;
  /** an environment names it */
  readonly isPackage: boolean;
  readonly claims: readonly Claim[];
  /** those of what loads the model, where others name it too: they say nothing more of it */
  readonly loaders: readonly Claim[];
  /** those that give the version */
  readonly versionClaims: readonly Claim[];
  /** what environments ask for, as written */
  readonly requirements: readonly Saying[];
}

export interface Libraries {
  readonly libraries: readonly Library[];
  /** what names none */
  readonly others: readonly (readonly [LibraryClaim, Saying])[];
}

interface Mention {
  readonly claim: LibraryClaim;
  readonly saying: Saying;
  readonly library: LibraryName;
}

const NAMES = {
  dependency: requiredLibrary,
  'library.version': writtenLibrary,
  'library.name': loadedLibrary,
} as const;

/** Libraries by name and version, each once, however it is written. */
export function librariesOf(take: (claim: LibraryClaim) => readonly Saying[]): Libraries {
  const byKey = new Map<string, Mention[]>();
  const others: (readonly [LibraryClaim, Saying])[] = [];
  for (const claim of LIBRARY_CLAIMS) {
    for (const saying of take(claim)) {
      const library = NAMES[claim](saying.text);
      const { key, version } = library;
      if (key === '' || (version !== undefined && !isVersion(version))) others.push([claim, saying]);
      else byKey.set(key, [...(byKey.get(key) ?? []), { claim, saying, library }]);
    }
  }
  const libraries = [...byKey].sort(([a], [b]) => compareText(a, b)).flatMap(([, mentions]) => versionsOf(mentions));
  return { libraries, others };
}

/** Who gives no version means the one that is given, where there is one. */
function versionsOf(mentions: readonly Mention[]): readonly Library[] {
  const versions = [...new Set(mentions.flatMap(({ library: { version } }) => version ?? []))].sort(compareText);
  const isOne = versions.length === 1;
  const bare = mentions.filter(({ library: { version } }) => version === undefined);
  const all = versions.map((version) => {
    const exact = mentions.filter(({ library }) => library.version === version);
    return libraryOf(isOne ? [...exact, ...bare] : exact, version);
  });
  return isOne || bare.length === 0 ? all : [...all, libraryOf(bare, undefined)];
}

function libraryOf(mentions: readonly Mention[], version: string | undefined): Library {
  const isLoader = ({ claim }: Mention): boolean => claim === 'library.name';
  const loaders = mentions.every(isLoader) ? [] : mentions.filter(isLoader);
  const named = mentions.filter((mention) => !loaders.includes(mention));
  const ranges = [...new Set(mentions.flatMap(({ library: { range } }) => range ?? []))];
  const [first] = mentions;
  const { key = '', name = '' } = first?.library ?? {};
  return {
    key,
    name,
    version,
    // Of several ranges nobody says which.
    range: version === undefined && ranges.length === 1 ? ranges[0] : undefined,
    isPackage: mentions.some(({ claim }) => claim === 'dependency'),
    claims: named.flatMap(({ saying }) => saying.claims),
    loaders: loaders.flatMap(({ saying }) => saying.claims),
    versionClaims: mentions.flatMap(({ library, saying }) => (library.version === undefined ? [] : saying.claims)),
    requirements: mentions.flatMap(({ library: { requirement }, saying }) =>
      requirement === undefined ? [] : [{ ...saying, text: requirement }],
    ),
  };
}
