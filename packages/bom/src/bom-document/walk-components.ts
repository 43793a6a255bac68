// SPDX-License-Identifier: Apache-2.0
import { bomComponent, type BomComponent, type ComponentRole } from './bom-component.js';
import { MAX_COMPONENTS } from './limits.js';
import type { RemarkSink } from './passed-over.js';
import { isObject, itemsOf, placeAt, placesAt, type Place } from './place.js';
import { COMPONENT_SHAPE } from './shapes.js';
import { remarkWrongTypes } from './wrong-types.js';

/** Where components stand in a document. */
const TOP: readonly (readonly [path: string, role: ComponentRole])[] = [
  ['metadata/component', 'subject'],
  ['components/*', 'part'],
  ['formulation/*/components/*', 'formulation'],
  ['metadata/tools/components/*', 'tool'],
];
/** Where components stand in a component. */
const WITHIN: readonly (readonly [path: string, role: ComponentRole])[] = [
  ['components/*', 'part'],
  ['pedigree/ancestors/*', 'ancestor'],
  ['pedigree/descendants/*', 'descendant'],
  ['pedigree/variants/*', 'variant'],
];

/** Every component at any depth, each before those within it; `parse-json` bounds how deep that is. */
export function walkComponents(root: Place, sink: RemarkSink): readonly BomComponent[] {
  const found: BomComponent[] = [];
  const take = (place: Place, role: ComponentRole, parent?: BomComponent): void => {
    if (!isObject(place.value)) {
      sink.add(place.pointer, 'is no object, expected a component');
      return;
    }
    if (found.length >= MAX_COMPONENTS) {
      sink.add(place.pointer, `more than ${MAX_COMPONENTS} components are not looked at`);
      return;
    }
    const component = bomComponent(place, role, parent);
    found.push(component);
    remarkWrongTypes(place, COMPONENT_SHAPE, sink);
    for (const [path, inner] of WITHIN) {
      for (const part of placesAt(place, path)) take(part, roleWithin(role, inner), component);
    }
  };
  for (const [path, role] of TOP) for (const place of placesAt(root, path)) take(place, role);
  takeLegacyTools(root, found);
  return found;
}

/** What is within an ancestor or a tool is none of the model. */
const roleWithin = (outer: ComponentRole, inner: ComponentRole): ComponentRole =>
  outer === 'subject' || outer === 'part' ? inner : outer;

/** Tools as 1.4 has them: a list of `{vendor, name, version}`. */
function takeLegacyTools(root: Place, found: BomComponent[]): void {
  for (const tool of itemsOf(placeAt(root, 'metadata/tools'))) {
    if (isObject(tool.value) && found.length < MAX_COMPONENTS) found.push(bomComponent(tool, 'tool'));
  }
}
