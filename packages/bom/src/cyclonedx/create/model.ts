// SPDX-License-Identifier: Apache-2.0
import { Enums, Models } from '../library.js';
import { ancestorsOf } from '../../documents/ancestors.js';
import { sayingsOf, type SubjectClaims } from '../../documents/claims-of.js';
import type { DocumentInput } from '../../documents/input.js';
import { modelPlaceOf, uriNoteOf } from '../../documents/model-place.js';
import { hubPurlOf, purlOf } from '../../documents/purls.js';
import { cleanText, compareText, isVersion, lineText, timeOf, versionOf } from '../../documents/text.js';
import { isSince, specOf, type SpecVersion } from '../json/spec-version.js';
import { MlComponent } from '../model/index.js';
import { addAuthors } from './authors.js';
import { CitedList } from './cited-list.js';
import { ComponentDraft } from './component-draft.js';
import { datasetComponent, datasetRef } from './datasets.js';
import { datasetUses } from './dataset-uses.js';
import { addExternalReferences } from './external-references.js';
import { BY_FOLDER, type FactSink } from './fact-sink.js';
import { fileMarks } from './file-marks.js';
import { fileComponent } from './files.js';
import { libraryComponents } from './libraries.js';
import { addLicenses } from './licenses.js';
import { ancestorComponent } from './lineage.js';
import { modelCardOf } from './model-card.js';
import { tuneMethodOf } from './property-names.js';

export const MODEL_REF = 'model';
const NO_CLAIMS: SubjectClaims = new Map();

/** The model as a component, and the components beside it: datasets and libraries. */
export function addModel(
  input: DocumentInput,
  subjects: ReadonlyMap<string, SubjectClaims>,
  facts: FactSink,
  spec: SpecVersion,
): { readonly component: MlComponent; readonly parts: readonly MlComponent[] } {
  const claims = subjects.get('model') ?? NO_CLAIMS;
  const draft = new ComponentDraft(MODEL_REF, claims, facts);
  const component = identified(input, draft);
  addPeople(input, draft, component, spec);
  addLicenses(draft, component, 'license');
  addExternalReferences(input.model, draft, component, spec);
  addRelease(draft, component);
  addTags(draft, component, spec);
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
  const libraries = libraryComponents(draft);
  addFiles(input, subjects, facts, component);
  return { component: draft.finish(component), parts: [...datasets, ...libraries] };
}

/** Name, version and package URL: what the caller says, else its place at a hub, else what files say, else the folder's name. */
function identified({ model, stated = {} }: DocumentInput, draft: ComponentDraft): MlComponent {
  const place = modelPlaceOf(model);
  const isNamed = place === undefined || stated.name !== undefined;
  const saying = isNamed ? draft.bestSaying('name', ['name'], isName) : undefined;
  const name = lineText(saying?.text ?? place?.name ?? model.name);
  const isVersioned = place?.revision === undefined || stated.version !== undefined;
  const version = isVersioned ? versionOf(draft.best('version', ['version'], isVersion)) : place.revision;
  const component = new MlComponent(Enums.ComponentType.MachineLearningModel, name, {
    bomRef: MODEL_REF,
    group: place?.namespace,
    version,
    description: draft.best('description', ['description']),
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
  return component;
}

/** Who made it, who supplies it, and who quantised it are three. */
function addPeople({ model }: DocumentInput, draft: ComponentDraft, component: MlComponent, spec: SpecVersion): void {
  addAuthors(draft, component, 'author', spec);
  const hasManufacturer = isSince(specOf(spec), '1.6');
  const maker = draft.best('organization', hasManufacturer ? ['manufacturer', 'name'] : ['publisher']);
  if (maker !== undefined) {
    if (hasManufacturer) component.manufacturer = { name: lineText(maker) };
    else component.publisher = lineText(maker);
  }
  const place = modelPlaceOf(model);
  const supplier = draft.best('supplier', ['supplier', 'name'], isName);
  if (supplier !== undefined) component.supplier = new Models.OrganizationalEntity({ name: lineText(supplier) });
  else if (place !== undefined) {
    component.supplier = new Models.OrganizationalEntity({
      name: 'Hugging Face',
      url: new Set(['https://huggingface.co']),
    });
    draft.facts.addNote(draft.ref, ['supplier'], place.note);
  }
}

const isName = (text: string): boolean => lineText(text) !== '';

function addRelease(draft: ComponentDraft, component: MlComponent): void {
  const released = draft.best('released', ['releaseNotes', 'timestamp'], (text) => timeOf(text) !== undefined);
  if (released !== undefined) component.releaseNotes = { type: 'release', timestamp: timeOf(released) };
}

function addTags(draft: ComponentDraft, component: MlComponent, spec: SpecVersion): void {
  if (!isSince(specOf(spec), '1.6')) return; // They stay properties.
  const list = new CitedList<string>();
  for (const { text, claims } of draft.take('tag')) list.add(lineText(text), lineText(text), claims);
  component.tags = list.finish(draft.facts, draft.ref, ['tags']) ?? [];
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

/** Files, in order of their names. */
function addFiles(
  { model }: DocumentInput,
  subjects: ReadonlyMap<string, SubjectClaims>,
  facts: FactSink,
  component: MlComponent,
): void {
  const marks = fileMarks(subjects.get('model') ?? NO_CLAIMS);
  const of = { place: modelPlaceOf(model), name: component.name, version: component.version, marks };
  for (const file of model.files.toSorted((a, b) => compareText(a.name, b.name)))
    component.components.add(fileComponent(file, subjects.get(`file:${file.name}`) ?? NO_CLAIMS, facts, of));
}
