// SPDX-License-Identifier: Apache-2.0
import type { Finding, Severity } from '@mpk/core';
import { IRREGULARITIES, type IrregularityKind } from '@mpk/formats';
import type { Check } from '../check.js';
import { finding, locate } from '../findings.js';
import { allParts } from '../inspected-model.js';

const id = 'structure';

/** How bad it is, whatever the format. */
const SEVERITY: Readonly<Partial<Record<IrregularityKind, Severity>>> = {
  truncated: 'medium',
  malformed: 'medium',
  'trailing-bytes': 'high',
  'leading-bytes': 'high',
  gap: 'high',
  overlap: 'high',
  'out-of-bounds': 'high',
  'duplicate-name': 'high',
  'name-mismatch': 'high',
  'size-mismatch': 'high',
  'checksum-mismatch': 'high',
  'field-mismatch': 'high',
  'bad-value': 'medium',
  'too-many': 'medium',
  'hidden-member': 'high',
  'odd-padding': 'medium',
  'odd-order': 'low',
  'byte-order-mark': 'low',
};

/** Kinds that another check speaks of. */
const ELSEWHERE: readonly IrregularityKind[] = ['unsafe-name', 'link', 'external-data'];

/** Whatever no writer of a format writes. */
export const structure: Check = {
  id,
  description: 'Files that do not hold to their format: loaders differ in what they make of them.',
  about: {
    finds: `What no writer of a format writes: ${Object.values(IRREGULARITIES).join('; ')}.`,
    risk: 'Two programs that read one file differently are how content gets past a scanner: it sees one archive, the loader another. Offsets and sizes that lie have been memory errors in loaders of GGUF, HDF5 and others.',
    severities: [
      ['high', 'two readings of one file, content outside of what the format speaks of, references out of the file'],
      ['medium', 'a file that is cut short or cannot be followed'],
      ['low', 'an order that no writer gives, a byte order mark'],
    ],
    fix: 'Get the file again: it may have been damaged on the way. Where it is as its publisher made it, have it written again by the framework it is for.',
    limits: 'A file that holds to its format may still be harmful.',
    references: ['CWE-436', 'CWE-20', 'CVE-2025-1944', 'CVE-2025-1945', 'CVE-2025-10156'],
  },
  run(model) {
    const findings: Finding[] = [];
    for (const { file, part } of allParts(model)) {
      for (const { kind, offset, detail } of part.irregularities) {
        if (ELSEWHERE.includes(kind)) continue;
        const message = `${part.format}: ${IRREGULARITIES[kind]}${detail === undefined ? '' : ` (${detail})`}`;
        const severity = SEVERITY[kind] ?? 'medium';
        findings.push(finding({ check: id, severity, message }, locate({ file, part, offset })));
      }
      if (part.moreIrregularities !== undefined) {
        const message = `${part.format}: ${part.moreIrregularities} more irregularities`;
        findings.push(finding({ check: id, severity: 'high', message }, locate({ file, part })));
      }
    }
    return findings;
  },
};
