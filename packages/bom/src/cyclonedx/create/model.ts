// SPDX-License-Identifier: Apache-2.0
import { Enums } from '../library.js';
import { ancestorsOf } from '../../documents/ancestors.js';
import { sayingsOf, type SubjectClaims } from '../../documents/claims-of.js';
import type { DocumentInput } from '../../documents/input.js';
import type { SpecVersion } from '../json/spec-version.js';
import type { MlComponent } from '../model/index.js';
import { ComponentDraft } from './component-draft.js';
import { datasetComponent, datasetRef } from './datasets.js';
import { datasetUses } from './dataset-uses.js';
import { addExternalReferences } from './external-references.js';
import type { FactSink } from './fact-sink.js';
import { addFiles } from './files.js';
import { identified, type IdentityClaims } from './identity.js';
import { libraryComponents } from './libraries.js';
import { addLicenses } from './licenses.js';
import { ancestorComponent } from './lineage.js';
import { modelCardOf } from './model-card.js';
import { addPeople, addRelease, addTags } from './people.js';
import { addUnread } from './unread.js';
import { tuneMethodOf } from './property-names.js';

export const MODEL_REF = 'model';
const NO_CLAIMS: SubjectClaims = new Map();
const OF_MODELS: IdentityClaims = {
  ref: MODEL_REF,
  type: Enums.ComponentType.MachineLearningModel,
  name: 'name',
  version: 'version',
  description: 'description',
};

/** What a document is about, and the components beside it. */
export interface Subject {
  readonly component: MlComponent;
  readonly parts: readonly MlComponent[];
}

/** The model as a component, and the components beside it: datasets and libraries. */
export function addModel(
  input: DocumentInput,
  subjects: ReadonlyMap<string, SubjectClaims>,
  facts: FactSink,
  spec: SpecVersion,
): Subject {
  const claims = subjects.get('model') ?? NO_CLAIMS;
  const draft = new ComponentDraft(MODEL_REF, claims, facts);
  const { component } = identified(input, draft, OF_MODELS);
  addPeople(input, draft, component, { author: 'author', spec });
  addLicenses(draft, component, 'license');
  addExternalReferences(input.model, draft, component, spec);
  addRelease(draft, component, 'released');
  addTags(draft, component, spec);
  addUnread(draft);
  addMarks(draft);
  const uses = datasetUses(draft, subjects);
  const datasets = uses.map((use) =>
    datasetComponent(use, subjects.get(`dataset:${use.name}`) ?? NO_CLAIMS, facts, spec),
  );
  const references = uses.flatMap(({ name, roles }) =>
    roles.map(([, { claims: said }]) => ({ ref: datasetRef(name), claims: said })),
  );
  component.modelCard = modelCardOf(draft, references, spec);
  addLineage(input, draft, component, { model: claims, subjects });
  const libraries = libraryComponents(draft, spec);
  addFiles(input, subjects, facts, component);
  return { component: draft.finish(component), parts: [...datasets, ...libraries] };
}

function addMarks(draft: ComponentDraft): void {
  const adapters = draft.take('adapter');
  draft.addAsProperties('adapter', adapters);
  for (const { text, claims } of adapters) {
    const method = tuneMethodOf(text);
    if (method !== undefined) draft.property(method.name, method.value, claims);
  }
}

function addLineage(
  { lineage = [] }: DocumentInput,
  draft: ComponentDraft,
  component: MlComponent,
  { model, subjects }: { readonly model: SubjectClaims; readonly subjects: ReadonlyMap<string, SubjectClaims> },
): void {
  for (const name of ['base-model', 'base-model.revision', 'base-model.relation', 'base-model.hash'] as const)
    draft.takeClaims(name);
  const { ancestors, others } = ancestorsOf(model, subjects, lineage);
  for (const claim of others) draft.addAsProperties(claim.name, sayingsOf([claim]));
  if (ancestors.length > 0)
    component.pedigree = { ancestors: ancestors.map((one) => ancestorComponent(one, draft.facts)) };
}
