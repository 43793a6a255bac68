// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Claim } from '@mpk/core';
import { recognizeLicense } from '../documents/recognized-license.js';
import { compareText, lineText } from '../documents/text.js';
import { webUrl } from '../documents/web-url.js';
import { isConcluded, writtenLicenses, type WrittenLicense } from '../documents/written-licenses.js';
import type { SpdxGraph } from './graph.js';

/** Relates a package to all licences that are claimed: one relationship for those that are declared, one for those concluded. */
export function addLicenses(graph: SpdxGraph, of: string, claims: readonly Claim[]): void {
  const [declared, concluded] = [new Set<string>(), new Set<string>()];
  for (const written of writtenLicenses(claims).toSorted((a, b) => compareText(a.text, b.text))) {
    if (lineText(written.text) === '') continue;
    (isConcluded(written.claims) ? concluded : declared).add(licenseElement(graph, written));
  }
  graph.relate(of, 'hasDeclaredLicense', [...declared]);
  graph.relate(of, 'hasConcludedLicense', [...concluded]);
}

/** An expression; what is on no list is a reference of our own, with the words that were written. */
function licenseElement(graph: SpdxGraph, { text, link }: WrittenLicense): string {
  const recognized = recognizeLicense(text);
  if (recognized.kind !== 'name')
    return graph.add(`license:${recognized.text}`, 'simplelicensing_LicenseExpression', {
      simplelicensing_licenseExpression: recognized.text,
    });
  const id = licenseRefOf(recognized.text);
  const url = link === undefined ? undefined : webUrl(link);
  return graph.add(`license:${id}:${url ?? ''}`, 'simplelicensing_LicenseExpression', {
    comment: recognized.text,
    simplelicensing_licenseExpression: id,
    simplelicensing_customIdToUri: url === undefined ? undefined : [{ type: 'DictionaryEntry', key: id, value: url }],
  });
}

/** `LicenseRef-` with letters, digits, dots and dashes; a digest tells apart what looks alike without the rest. */
export function licenseRefOf(name: string): string {
  const plain = name.slice(0, 100).replace(/[^A-Za-z0-9.-]+/g, '-');
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return plain === name ? `LicenseRef-${plain}` : `LicenseRef-${plain}-${digest}`;
}
