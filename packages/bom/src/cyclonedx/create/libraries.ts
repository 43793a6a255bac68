// SPDX-License-Identifier: Apache-2.0
import { Enums } from '../library.js';
import { librariesOf, type Library } from '../../documents/libraries.js';
import { isPlatform, packagePurlOf } from '../../documents/library-name.js';
import { referenceOf } from '../../documents/references.js';
import { compareText } from '../../documents/text.js';
import { isSince, specOf, type SpecVersion } from '../json/spec-version.js';
import { MlComponent } from '../model/index.js';
import { ComponentDraft } from './component-draft.js';
import type { FactSink } from './fact-sink.js';

/** Libraries that the model names: what its loader is, what wrote it, and packages of its environment. */
export function libraryComponents(draft: ComponentDraft, spec: SpecVersion): readonly MlComponent[] {
  const { libraries, others } = librariesOf((claim) => draft.take(claim));
  for (const [claim, saying] of others) draft.addAsProperties(claim, [saying]);
  for (const { loaders, name } of libraries) if (loaders.length > 0) draft.property('mpk:library.name', name, loaders);
  return libraries
    .map((library) => ({ ref: libraryRef(library), library }))
    .sort((a, b) => compareText(a.ref, b.ref))
    .map(({ ref, library }) => libraryComponent(ref, library, { facts: draft.facts, spec }));
}

const libraryRef = ({ name, version }: Library): string =>
  `library:${referenceOf(name)}${version === undefined ? '' : `@${referenceOf(version)}`}`;

function libraryComponent(
  ref: string,
  library: Library,
  { facts, spec }: { readonly facts: FactSink; readonly spec: SpecVersion },
): MlComponent {
  const { key, name, version, range, claims, versionClaims, requirements } = library;
  if (version !== undefined) facts.add(ref, ['version'], versionClaims);
  const type = isPlatform(key) ? Enums.ComponentType.Platform : Enums.ComponentType.Library;
  // Only an environment file says where a package is from.
  const purl = library.isPackage ? packagePurlOf(key, version) : undefined;
  const component = new MlComponent(type, name, { bomRef: ref, version, purl });
  if (range !== undefined) {
    component.versionRange = range;
    if (isSince(specOf(spec), '1.7'))
      facts.add(
        ref,
        ['versionRange'],
        claims.filter((claim) => claim.name === 'dependency'),
      );
  }
  facts.addIdentity(component, claims);
  const draft = new ComponentDraft(ref, new Map(), facts);
  for (const { text, claims: said } of requirements) draft.property('mpk:requirement', text, said);
  return draft.finish(component);
}
