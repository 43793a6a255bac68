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
import { BY_BYTES } from './fact-sink.js';
import { CitedList } from './cited-list.js';
import type { ComponentDraft } from './component-draft.js';

/** Claims that are places on the web, with what they are from which version on. */
const PLACES: readonly (readonly [ClaimName, Enums.ExternalReferenceType, since: SpecVersion])[] = [
  ['repository.url', Enums.ExternalReferenceType.Website, '1.5'],
  ['source.url', Enums.ExternalReferenceType.SourceDistribution, '1.6'],
  ['doi', Enums.ExternalReferenceType.Citation, '1.7'],
];

/** A paper, as the Hub's tags have it. */
const ARXIV_TAG = /^arxiv:(\d{4}\.\d{4,5}(?:v\d{1,2})?)$/i;

/** Files that say something of the model as a whole; where they are is a reference relative to it. */
const DOCUMENTS: readonly (readonly [RegExp, Enums.ExternalReferenceType])[] = [
  [/^security\.(?:md|txt)$/i, Enums.ExternalReferenceType.SecurityContact],
  [/^(?:acceptable_)?use_policy\.(?:md|txt)$/i, Enums.ExternalReferenceType.Documentation],
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
  const citation = isSince(specOf(spec), '1.7')
    ? Enums.ExternalReferenceType.Citation
    : Enums.ExternalReferenceType.Other;
  if (place !== undefined) add(Enums.ExternalReferenceType.Distribution, hubUrlOf(place), [], place.note);
  for (const [name, type, since] of PLACES) {
    for (const saying of draft.take(name)) {
      const url = webUrl(name === 'doi' ? doiUrl(saying.text) : saying.text);
      if (url === undefined) draft.addAsProperties(name, [saying]);
      else add(isSince(specOf(spec), since) ? type : Enums.ExternalReferenceType.Other, url, saying.claims);
    }
  }
  for (const { text, claims } of draft.look('tag')) {
    const [, id] = ARXIV_TAG.exec(text) ?? [];
    if (id !== undefined) add(citation, `https://arxiv.org/abs/${id}`, claims);
  }
  for (const { name } of model.files) {
    const [, type] = DOCUMENTS.find(([pattern]) => pattern.test(name)) ?? [];
    if (type !== undefined) add(type, name, [], BY_BYTES);
  }
  for (const reference of list.finish(draft.facts, draft.ref, ['externalReferences']) ?? [])
    component.externalReferences.add(reference);
}

const doiUrl = (doi: string): string => (/^10\.\d{4,9}\//.test(doi) ? `https://doi.org/${doi}` : doi);
