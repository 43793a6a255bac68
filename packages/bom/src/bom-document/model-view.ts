// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { fullName, isDataset, type BomComponent } from './bom-component.js';
import type { BomDocument } from './bom-document.js';
import { datasetsOf, type BomDataset } from './datasets.js';
import { placesAt, textAt, type Place } from './place.js';

/** One model of a document, with what belongs to it; or the data set that it is about, where it has no model. */
export interface ModelView {
  readonly document: BomDocument;
  readonly model: BomComponent;
  readonly kind: 'model' | 'dataset';
  readonly datasets: readonly BomDataset[];
  /** where the card refers to a dataset, by its ref */
  readonly datasetRefs: ReadonlyMap<string, Place>;
  readonly files: readonly BomComponent[];
  /** the document is about the model itself, not about a system that has it */
  readonly isSubject: boolean;
}

/**
 * The model that a document is about, or the one of that name; without any, the data set that it is about.
 *
 * @param name - ref, purl, name or `group/name`
 * @throws MpkError `NOTHING_TO_CHECK` where there is none
 */
export function viewModel(document: BomDocument, name?: string): ModelView {
  const isMeant = (one: BomComponent): boolean => name === undefined || isCalled(one, name);
  const [known, dataset] = [document.models.find(isMeant), datasetSubject(document)];
  const model = known ?? (dataset !== undefined && isMeant(dataset) ? dataset : undefined);
  if (model === undefined) {
    const what =
      name === undefined
        ? 'no component of type machine-learning-model, and is about no data set'
        : 'no model of that name';
    throw new MpkError('NOTHING_TO_CHECK', `the BOM has ${what}`);
  }
  return viewOf(document, model, model === known ? 'model' : 'dataset');
}

/** Every model of a document, what it is about first, and every data set with files of its own: of one that was merged of several. */
export function viewsOf(document: BomDocument): readonly ModelView[] {
  const withFiles = new Set(
    document.components.flatMap(({ type, role, parent }) => (type === 'file' && role === 'part' ? (parent ?? []) : [])),
  );
  const datasets = document.components.filter((one) => isDataset(one) && withFiles.has(one));
  return [
    ...document.models.map((model) => viewOf(document, model, 'model')),
    ...datasets.map((model) => viewOf(document, model, 'dataset')),
  ];
}

const viewOf = (document: BomDocument, model: BomComponent, kind: ModelView['kind']): ModelView => ({
  document,
  model,
  kind,
  datasets: datasetsOf(document, model),
  datasetRefs: datasetRefsOf(model),
  files: filesOf(document, model),
  isSubject: model.role === 'subject',
});

const datasetSubject = ({ components, models }: BomDocument): BomComponent | undefined =>
  models.length > 0 ? undefined : components.find((one) => one.role === 'subject' && isDataset(one));

const datasetRefsOf = ({ place }: BomComponent): ReadonlyMap<string, Place> =>
  new Map(
    placesAt(place, 'modelCard/modelParameters/datasets/*/ref').flatMap((ref): [string, Place][] =>
      typeof ref.value === 'string' ? [[ref.value.trim(), ref]] : [],
    ),
  );

const isCalled = (component: BomComponent, name: string): boolean =>
  [component.ref, component.name, fullName(component), textAt(component.place, 'purl')].includes(name);

/** Files within the model; where it has none and is what the document is about, files that are listed beside it. */
function filesOf({ components }: BomDocument, model: BomComponent): readonly BomComponent[] {
  const files = components.filter(({ type, role }) => type === 'file' && role === 'part');
  const within = files.filter((file) => isWithin(file, model));
  if (within.length > 0 || model.role !== 'subject') return within;
  return files.filter(({ parent }) => parent === undefined);
}

function isWithin(component: BomComponent, outer: BomComponent): boolean {
  for (let one = component.parent; one !== undefined; one = one.parent) if (one === outer) return true;
  return false;
}
