// SPDX-License-Identifier: Apache-2.0
import type { ClaimName } from '../claims/vocabulary.js';
import type { SubjectClaims } from '../documents/claims-of.js';
import type { DocumentInput } from '../documents/input.js';
import { isNamedByClaims, isVersionedByClaims, modelPlaceOf, type ModelPlace } from '../documents/model-place.js';
import { purlOf } from '../documents/purls.js';
import { lineText, versionOf } from '../documents/text.js';
import { bestText } from './claim-fields.js';

/** How SPDX names what a document is about. */
export interface OwnIdentity {
  readonly name: string;
  readonly version: string | undefined;
  readonly place: ModelPlace | undefined;
  /** where it is at no hub */
  readonly purl: string | undefined;
}

/** As `identified` has it for CycloneDX: the caller, a hub, the files, the folder. SPDX has no member for a namespace. */
export function ownIdentity(
  input: DocumentInput,
  claims: SubjectClaims,
  names: { readonly name: ClaimName; readonly version: ClaimName },
): OwnIdentity {
  const place = modelPlaceOf(input.model);
  const said = isNamedByClaims(input) ? bestText(claims, names.name) : undefined;
  const placed = place && [place.namespace, place.name].filter(Boolean).join('/');
  const name = [said, placed, input.model.name].map((text) => lineText(text ?? '')).find((text) => text !== '') ?? '';
  const version = isVersionedByClaims(input) ? versionOf(bestText(claims, names.version)) : place?.revision;
  const purl = place === undefined ? purlOf({ type: 'generic', name, version }) : undefined;
  return { name, version, place, purl };
}
