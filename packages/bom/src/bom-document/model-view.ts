// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { fullName, isDataset, isModel, type BomComponent } from './bom-component.js';
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
  return viewOf(document, model);
}

/**
 * Of the models of a document, and of its data sets with files of their own, the one with most of the files that are meant: of several,
 * as a merged document has them. The first of those that have as many; of one alone, that one.
 *
 * @throws MpkError `NOTHING_TO_CHECK` where there is none
 */
export function viewWithMost(document: BomDocument, isMeant: (file: BomComponent) => boolean): ModelView {
  const files = document.components.filter(isFilePart);
  const holders = new Set(files.flatMap(({ parent }) => parent ?? []));
  const datasets = document.components.filter((one) => isDataset(one) && holders.has(one));
  const [first, ...others] = [...document.models, ...datasets];
  if (first === undefined || others.length === 0) return viewModel(document);
  const [all, meant] = [countByOuter(files), countByOuter(files.filter(isMeant))];
  const countOf = (owner: BomComponent): number =>
    meant.get(all.has(owner) || owner.role !== 'subject' ? owner : undefined) ?? 0;
  const most = others.reduce((best, one) => (countOf(one) > countOf(best) ? one : best), first);
  return viewOf(document, most);
}

const viewOf = (document: BomDocument, model: BomComponent): ModelView => ({
  document,
  model,
  kind: isModel(model) ? 'model' : 'dataset',
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

const isFilePart = ({ type, role }: BomComponent): boolean => type === 'file' && role === 'part';

/** Files within the model; where it has none and is what the document is about, files that are listed beside it. */
function filesOf({ components }: BomDocument, model: BomComponent): readonly BomComponent[] {
  const files = components.filter(isFilePart);
  const within = files.filter((file) => outersOf(file).includes(model));
  if (within.length > 0 || model.role !== 'subject') return within;
  return files.filter(({ parent }) => parent === undefined);
}

/** How many of them are within a component, at any depth; of undefined, how many stand in none. */
function countByOuter(files: readonly BomComponent[]): ReadonlyMap<BomComponent | undefined, number> {
  const counts = new Map<BomComponent | undefined, number>();
  for (const file of files) {
    const outers = file.parent === undefined ? [undefined] : outersOf(file);
    for (const outer of outers) counts.set(outer, (counts.get(outer) ?? 0) + 1);
  }
  return counts;
}

/** What a component stands in, from within: no more than a document is deep. */
function outersOf({ parent }: BomComponent): readonly BomComponent[] {
  const outers: BomComponent[] = [];
  for (let one = parent; one !== undefined; one = one.parent) outers.push(one);
  return outers;
}
