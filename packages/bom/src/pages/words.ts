// SPDX-License-Identifier: Apache-2.0
import type { EvidenceClass } from '../score/index.js';
import type { Bar } from './page.js';

/** How a value is known, as pages say it. */
export const EVIDENCE_WORDS: Readonly<Record<EvidenceClass, string>> = {
  measured: 'measured',
  declared: 'declared',
  stated: 'stated',
  inferred: 'inferred',
  unknown: 'no source',
};

export const FOOTER =
  'Measured: read from the bytes. Declared: a file of the model says so. Stated: somebody says so. Inferred: guessed from something ' +
  'else. No source: the document does not say where it is from. All of this is what the document says; whether its files are ' +
  'these files, and who signed it, is checked apart.';

export const barText = ({ present, of, substantiated }: Bar): string =>
  `${present} of ${of}, ${substantiated} with a source`;
