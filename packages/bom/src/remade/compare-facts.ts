// SPDX-License-Identifier: Apache-2.0
import type { BomDocument } from '../bom-document/index.js';
import { viewOfFiles } from '../compare/bom-against-files.js';
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
 * @param document - attacker-controlled
 * @throws MpkError `NOTHING_TO_CHECK` where a CycloneDX document has no model and is about no data set
 */
export function compareFacts(document: BomDocument | SpdxDocument, read: ReadFacts): FactComparison {
  if ('relationships' in document) {
    const remade = compareRemadeSpdx(document, read);
    if (typeof remade !== 'string') return remade;
    const { subject } = document;
    if (subject === undefined) return { isCompared: false, reason: 'it is about no one model or data set' };
    return compareStatements(spdxStatements(document, subject), read, remade);
  }
  const remade = compareRemade(document, read);
  if (typeof remade !== 'string') return remade;
  return compareStatements(cyclonedxStatements(viewOfFiles(document, read.model.files)), read, remade);
}
