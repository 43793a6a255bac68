// SPDX-License-Identifier: Apache-2.0
import { fullName, isDataset, type BomComponent } from './bom-component.js';
import type { BomDocument } from './bom-document.js';
import { placesAt, textAt, type Place } from './place.js';

/** A dataset: a component of type `data`, or one that a model card holds within it. */
export interface BomDataset {
  readonly place: Place;
  readonly name: string | undefined;
  readonly kind: 'component' | 'inline';
  /** what the document says it was used for, which may be both; empty where it does not say */
  readonly uses: readonly DatasetUse[];
}
export type DatasetUse = 'training' | 'evaluation';

/** Datasets of the document and of the card of that model; those that tools and ancestors bring are not the model's. */
export function datasetsOf({ components }: BomDocument, model: BomComponent): readonly BomDataset[] {
  const listed = components
    .filter((component) => isDataset(component) && (component.role === 'part' || component.role === 'subject'))
    .map((component) => componentDataset(component));
  const inline = placesAt(model.place, 'modelCard/modelParameters/datasets/*')
    .filter((place) => textAt(place, 'ref') === undefined)
    .map((place) => ({ place, name: textAt(place, 'name'), kind: 'inline' as const, uses: [] }));
  return [...listed, ...inline];
}

function componentDataset(component: BomComponent): BomDataset {
  const { place, name } = component;
  const named = name === undefined ? textAt(place, 'data/*/name') : fullName(component);
  return { place, name: named, kind: 'component', uses: usesOf(place) };
}

/** Properties named `...:role` or `...:use`, as `mpk:dataset:role`. */
function usesOf(place: Place): readonly DatasetUse[] {
  const uses = placesAt(place, 'properties/*').flatMap((property): DatasetUse[] => {
    const name = textAt(property, 'name') ?? '';
    if (!name.endsWith(':role') && !name.endsWith(':use')) return [];
    const value = (textAt(property, 'value') ?? '').toLowerCase();
    if (value.startsWith('train')) return ['training'];
    return value.startsWith('eval') || value.startsWith('test') ? ['evaluation'] : [];
  });
  return [...new Set(uses)];
}
