// SPDX-License-Identifier: Apache-2.0
import { Models } from '../library.js';
import type { Annotation, Composition, Dependency } from './bom-parts.js';
import type { Declarations } from './declarations.js';
import type { Fact } from './fact.js';
import type { Formula } from './formulation.js';
import type { Organization } from './party.js';
import type { Property } from './property.js';

/**
 * A BOM with what the library does not model.
 *
 * References are the values of bom-refs, and whoever fills it keeps those unique: the library would replace a second one by
 * something random. `findReferenceFaults` tells.
 */
export class MlBom extends Models.Bom {
  compositions: readonly Composition[] = [];
  /** instead of the `dependencies` of components, which reach no ancestor of a pedigree */
  dependencies: readonly Dependency[] = [];
  formulation: readonly Formula[] = [];
  annotations: readonly Annotation[] = [];
  properties: readonly Property[] = [];
  /** from 1.6 on */
  declarations?: Declarations;
  /** of the whole BOM; from 1.6 on */
  manufacturer?: Organization;
  /** where facts come from: `citations` in 1.7, properties before */
  facts: readonly Fact[] = [];
}
