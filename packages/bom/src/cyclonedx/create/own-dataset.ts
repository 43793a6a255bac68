// SPDX-License-Identifier: Apache-2.0
import { Enums } from '../library.js';
import type { SubjectClaims } from '../../documents/claims-of.js';
import { hubUrlOf } from '../../documents/hub-place.js';
import type { DocumentInput } from '../../documents/input.js';
import { modelPlaceOf } from '../../documents/model-place.js';
import type { SpecVersion } from '../json/spec-version.js';
import { ComponentDraft } from './component-draft.js';
import { dataOf, datasetComponent } from './datasets.js';
import { datasetUses } from './dataset-uses.js';
import { addExternalReferences } from './external-references.js';
import type { FactSink } from './fact-sink.js';
import { addFiles } from './files.js';
import { identified, type IdentityClaims } from './identity.js';
import { libraryComponents } from './libraries.js';
import { addLicenses } from './licenses.js';
import type { Subject } from './model.js';
import { addPeople, addRelease, addTags } from './people.js';
import { addUnread } from './unread.js';

const NO_CLAIMS: SubjectClaims = new Map();
const OF_DATASETS: IdentityClaims = {
  ref: 'dataset',
  type: Enums.ComponentType.Data,
  name: 'dataset.name',
  version: 'dataset.version',
  description: 'dataset.description',
};

/** The data set that a document is about, as a component of type `data`, and what it names beside itself. Cards are for models. */
export function addOwnDataset(
  input: DocumentInput,
  subjects: ReadonlyMap<string, SubjectClaims>,
  facts: FactSink,
  spec: SpecVersion,
): Subject {
  const draft = new ComponentDraft(OF_DATASETS.ref, subjects.get('model') ?? NO_CLAIMS, facts);
  const { component, saying } = identified(input, draft, OF_DATASETS);
  addPeople(input, draft, component, { author: 'dataset.creator', spec });
  addLicenses(draft, component, 'dataset.license');
  addExternalReferences(input.model, draft, component, spec);
  addRelease(draft, component, 'dataset.published');
  addTags(draft, component, spec);
  addUnread(draft);
  const place = modelPlaceOf(input.model);
  const about = { name: component.name, hubUrl: place && hubUrlOf(place), named: saying?.claims ?? [] };
  component.data = [dataOf(draft, about, saying === undefined ? undefined : component.name)];
  const datasets = datasetUses(draft, subjects).map((use) =>
    datasetComponent(use, subjects.get(`dataset:${use.name}`) ?? NO_CLAIMS, facts, spec),
  );
  const libraries = libraryComponents(draft, spec);
  addFiles(input, subjects, facts, component);
  return { component: draft.finish(component), parts: [...datasets, ...libraries] };
}
