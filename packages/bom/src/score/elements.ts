// SPDX-License-Identifier: Apache-2.0
import type { Element } from './element.js';
import { DATASET_ELEMENTS } from './elements/dataset.js';
import { DOCUMENT_ELEMENTS } from './elements/document.js';
import { MODEL_ELEMENTS } from './elements/model.js';
import { SYSTEM_ELEMENTS } from './elements/system.js';
import { USE_ELEMENTS } from './elements/use.js';

const ALL = {
  ...DOCUMENT_ELEMENTS,
  ...SYSTEM_ELEMENTS,
  ...MODEL_ELEMENTS,
  ...USE_ELEMENTS,
  ...DATASET_ELEMENTS,
};

export type ElementId = keyof typeof ALL;

/** Everything that a profile may ask for. Ids are public: additions only. */
export const ELEMENTS: Readonly<Record<ElementId, Element>> = ALL;
