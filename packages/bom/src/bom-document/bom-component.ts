// SPDX-License-Identifier: Apache-2.0
import { memberOf, placesAt, textAt, type Place } from './place.js';

/**
 * What a component is to the document: what it is about, a part of that or listed beside it, or what something descends from.
 * What is within an ancestor is an ancestor too, and so on.
 */
export const COMPONENT_ROLES = ['subject', 'part', 'ancestor', 'descendant', 'variant', 'formulation', 'tool'] as const;
export type ComponentRole = (typeof COMPONENT_ROLES)[number];

/** A component, wherever it stands. Names and refs are attacker-controlled. */
export interface BomComponent {
  readonly place: Place;
  readonly role: ComponentRole;
  readonly type: string | undefined;
  readonly name: string | undefined;
  readonly ref: string | undefined;
  /** that it stands in, as a part, ancestor and so on; undefined at the top */
  readonly parent: BomComponent | undefined;
}

export const bomComponent = (place: Place, role: ComponentRole, parent?: BomComponent): BomComponent => ({
  place,
  role,
  type: textAt(place, 'type'),
  name: textAt(place, 'name'),
  ref: textAt(place, 'bom-ref'),
  parent,
});

/** `group/name`, as people call it. */
export function fullName({ place, name }: BomComponent): string {
  const group = textAt(place, 'group');
  const plain = name ?? 'without a name';
  return group === undefined ? plain : `${group}/${plain}`;
}

export const isModel = (component: BomComponent): boolean =>
  component.type === 'machine-learning-model' || memberOf(component.place, 'modelCard') !== undefined;

/** Data that is a dataset, or does not say of what kind it is; configurations and source code are not. */
export function isDataset({ place, type }: BomComponent): boolean {
  if (type !== 'data') return false;
  const kinds = placesAt(place, 'data/*/type');
  return kinds.length === 0 || kinds.some(({ value }) => value === 'dataset');
}
