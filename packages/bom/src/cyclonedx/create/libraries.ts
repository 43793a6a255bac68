// SPDX-License-Identifier: Apache-2.0
import { Enums } from '../library.js';
import type { Claim } from '@mpk/core';
import type { ComponentDraft } from './component-draft.js';
import { libraryNameOf, packagePurlOf, VERSIONED } from '../../documents/library-name.js';
import { referenceOf } from '../../documents/references.js';
import { compareText, isVersion, lineText } from '../../documents/text.js';
import { MlComponent } from '../model/index.js';

interface Library {
  readonly name: string;
  readonly version: string | undefined;
  readonly isPackage: boolean;
  readonly claims: Claim[];
}

/** Libraries that the model names: what its loader is, what wrote it, and packages of its environment. */
export function libraryComponents(draft: ComponentDraft): readonly MlComponent[] {
  const found = new Map<string, Library>();
  const add = (claims: readonly Claim[], name: string, version: string | undefined, isPackage: boolean): void => {
    const key = libraryRef(name, version);
    const known = found.get(key) ?? { name, version, isPackage, claims: [] };
    for (const claim of claims) known.claims.push(claim);
    found.set(key, known);
  };
  for (const claim of ['dependency', 'library.version'] as const) {
    for (const saying of draft.take(claim)) {
      const { name, version } = libraryNameOf(saying.text, VERSIONED[claim]);
      const isLibrary = name !== '' && (version === undefined || isVersion(version));
      if (isLibrary) add(saying.claims, name, version, claim === 'dependency');
      else draft.addAsProperties(claim, [saying]);
    }
  }
  const named = new Set([...found.values()].map(({ name }) => name));
  for (const { text, claims } of draft.take('library.name')) {
    // What wrote the files says the same, and its version too.
    if (named.has(lineText(text))) draft.property('mpk:library.name', lineText(text), claims);
    else add(claims, lineText(text), undefined, false);
  }
  return [...found]
    .sort(([a], [b]) => compareText(a, b))
    .map(([ref, library]) => libraryComponent(ref, library, draft));
}

const libraryRef = (name: string, version: string | undefined): string =>
  `library:${referenceOf(name)}${version === undefined ? '' : `@${referenceOf(version)}`}`;

function libraryComponent(
  ref: string,
  { name, version, isPackage, claims }: Library,
  draft: ComponentDraft,
): MlComponent {
  if (version !== undefined) draft.facts.add(ref, ['version'], claims);
  // Only an environment file says where a package is from.
  const purl = isPackage ? packagePurlOf({ name, version }) : undefined;
  const component = new MlComponent(Enums.ComponentType.Library, name, { bomRef: ref, version, purl });
  draft.facts.addIdentity(component, claims);
  return component;
}
