// SPDX-License-Identifier: Apache-2.0
import { Enums, Models } from '../library.js';
import type { Claim } from '@mpk/core';
import type { ClaimName } from '../../claims/vocabulary.js';
import { hubUrlOf } from '../../documents/hub-place.js';
import type { DocumentModel } from '../../documents/input.js';
import { modelPlaceOf } from '../../documents/model-place.js';
import { webUrl } from '../../documents/web-url.js';
import { isSince, specOf, type SpecVersion } from '../json/spec-version.js';
import type { MlComponent } from '../model/index.js';
import { CitedList } from './cited-list.js';
import type { ComponentDraft } from './component-draft.js';

/** Claims that are places on the web, with what they are from which version on. */
const PLACES: readonly (readonly [ClaimName, Enums.ExternalReferenceType, since: SpecVersion])[] = [
  ['repository.url', Enums.ExternalReferenceType.Website, '1.5'],
  ['source.url', Enums.ExternalReferenceType.SourceDistribution, '1.6'],
  ['doi', Enums.ExternalReferenceType.Citation, '1.7'],
];

/** Where the model is from and what is said of it on the web. What is no URL becomes a property. */
export function addExternalReferences(
  model: DocumentModel,
  draft: ComponentDraft,
  component: MlComponent,
  spec: SpecVersion,
): void {
  const list = new CitedList<Models.ExternalReference>();
  const add = (type: Enums.ExternalReferenceType, url: string, claims: readonly Claim[], note?: string): void =>
    list.add(`${type}\0${url}`, new Models.ExternalReference(url, type), claims, note);
  const place = modelPlaceOf(model);
  if (place !== undefined) add(Enums.ExternalReferenceType.Distribution, hubUrlOf(place), [], place.note);
  for (const [name, type, since] of PLACES) {
    for (const saying of draft.take(name)) {
      const url = webUrl(name === 'doi' ? doiUrl(saying.text) : saying.text);
      if (url === undefined) draft.addAsProperties(name, [saying]);
      else add(isSince(specOf(spec), since) ? type : Enums.ExternalReferenceType.Other, url, saying.claims);
    }
  }
  for (const reference of list.finish(draft.facts, draft.ref, ['externalReferences']) ?? [])
    component.externalReferences.add(reference);
}

const doiUrl = (doi: string): string => (/^10\.\d{4,9}\//.test(doi) ? `https://doi.org/${doi}` : doi);
