// SPDX-License-Identifier: Apache-2.0
import type { ModelView } from '../bom-document/index.js';
import type { FactComparison } from '../compare/facts.js';
import { compareStatements } from '../established/compare-statements.js';
import { cyclonedxStatements } from '../established/cyclonedx-statements.js';
import { spdxStatements } from '../established/spdx-statements.js';
import type { SpdxDocument } from '../spdx-document/spdx-document.js';
import { compareRemade } from './compare-cyclonedx-facts.js';
import { compareRemadeSpdx } from './compare-spdx-facts.js';
import type { ReadFacts } from './read-facts.js';

/**
 * Holds what a BOM says against what the files say. One that this version of the kit made of one model is made anew, and compared as a
 * whole; of all others, what can be is compared one by one.
 *
 * @param bom - attacker-controlled: an SPDX document, or what a CycloneDX one says of the model whose files these are, as `viewOfFiles`
 *   finds it
 */
export const compareFacts = (bom: ModelView | SpdxDocument, read: ReadFacts): FactComparison =>
  'relationships' in bom ? compareSpdxFacts(bom, read) : compareCyclonedxFacts(bom, read);

function compareCyclonedxFacts(view: ModelView, read: ReadFacts): FactComparison {
  const remade = compareRemade(view.document, read);
  return typeof remade === 'string' ? compareStatements(cyclonedxStatements(view), read, remade) : remade;
}

function compareSpdxFacts(document: SpdxDocument, read: ReadFacts): FactComparison {
  const remade = compareRemadeSpdx(document, read);
  if (typeof remade !== 'string') return remade;
  const { subject } = document;
  if (subject === undefined) return { isCompared: false, reason: 'it is about no one model or data set' };
  return compareStatements(spdxStatements(document, subject), read, remade);
}
