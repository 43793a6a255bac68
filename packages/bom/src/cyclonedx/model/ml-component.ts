// SPDX-License-Identifier: Apache-2.0
import { Models } from '../library.js';
import type { ComponentData } from './component-data.js';
import type { ModelCard } from './model-card.js';
import type { Contact, Organization } from './party.js';
import type { ReleaseNotes } from './release-notes.js';

/** A component with what the library does not model, and machine learning needs. */
export class MlComponent extends Models.Component {
  modelCard?: ModelCard;
  data: readonly ComponentData[] = [];
  /** of what is not part of the model, and has no version; from 1.7 on */
  versionRange?: string;
  pedigree?: Pedigree;
  releaseNotes?: ReleaseNotes;
  /** who made it, which is not who supplies it; from 1.6 on */
  manufacturer?: Organization;
  /** from 1.6 on; the library's `author` is for 1.5 */
  authors: readonly Contact[] = [];
  /** from 1.6 on */
  tags: readonly string[] = [];
}

/** Where a component comes from. How each is known, and the relation, are properties of it: see `create/lineage.ts`. */
export interface Pedigree {
  readonly ancestors?: readonly MlComponent[];
  readonly descendants?: readonly MlComponent[];
  readonly variants?: readonly MlComponent[];
  readonly notes?: string;
}
