// SPDX-License-Identifier: Apache-2.0
import type { Enums } from '../library.js';
import type { ClaimName } from '../../claims/vocabulary.js';
import type { Saying } from '../../documents/claims-of.js';
import type { DocumentInput } from '../../documents/input.js';
import { isNamedByClaims, isVersionedByClaims, modelPlaceOf, uriNoteOf } from '../../documents/model-place.js';
import { hubPurlOf, purlOf } from '../../documents/purls.js';
import { cleanText, isName, isVersion, lineText, versionOf } from '../../documents/text.js';
import { MlComponent } from '../model/index.js';
import type { ComponentDraft } from './component-draft.js';
import { BY_FOLDER } from './fact-sink.js';

/** What a document is about, and the claims that identify it. */
export interface IdentityClaims {
  /** bom-ref */
  readonly ref: string;
  readonly type: Enums.ComponentType;
  readonly name: ClaimName;
  readonly version: ClaimName;
  readonly description: ClaimName;
}

/** A component without all that does not identify it. */
export interface Identified {
  readonly component: MlComponent;
  /** who named it; undefined where that is a hub or the folder, and names are not looked at */
  readonly saying: Saying | undefined;
}

/** Name, version and package URL: what the caller says, else its place at a hub, else what files say, else the folder's name. */
export function identified(input: DocumentInput, draft: ComponentDraft, claims: IdentityClaims): Identified {
  const { model } = input;
  const place = modelPlaceOf(model);
  const saying = isNamedByClaims(input) ? draft.bestSaying(claims.name, ['name'], isName) : undefined;
  const name = lineText(saying?.text ?? place?.name ?? model.name);
  const isVersioned = isVersionedByClaims(input);
  const version = isVersioned ? versionOf(draft.best(claims.version, ['version'], isVersion)) : place?.revision;
  const component = new MlComponent(claims.type, name, {
    bomRef: claims.ref,
    group: place?.namespace,
    version,
    description: draft.best(claims.description, ['description']),
    purl: place === undefined ? purlOf({ type: 'generic', name, version }) : hubPurlOf(place),
  });
  const note = place?.note ?? BY_FOLDER;
  if (saying === undefined) draft.facts.addNote(draft.ref, ['name'], note);
  if (component.group !== undefined) draft.facts.addNote(draft.ref, ['group'], note);
  if (place === undefined && saying !== undefined) draft.facts.add(draft.ref, ['purl'], saying.claims);
  else if (component.purl !== undefined) draft.facts.addNote(draft.ref, ['purl'], note);
  if (!isVersioned) draft.facts.addNote(draft.ref, ['version'], note);
  if (model.manifestDigest !== undefined)
    draft.property('mpk:model:manifest', cleanText(model.manifestDigest), [], 'all files of the model (measured)');
  // A path tells of the machine, and differs on the next.
  if (model.uri !== undefined && !/^file:/i.test(model.uri))
    draft.property('mpk:model:uri', cleanText(model.uri), [], uriNoteOf(model));
  return { component, saying };
}
