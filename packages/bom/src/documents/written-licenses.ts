// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { valueText } from './text.js';

/** A licence as somebody wrote it. */
export interface WrittenLicense {
  /** id, expression or name */
  readonly text: string;
  /** URL or file */
  readonly link?: string;
  /** what stood for it where it has a name, such as `other` */
  readonly wasWritten?: string;
  readonly claims: readonly Claim[];
}

/**
 * Licences from claims `license` (also of datasets), `license.name`, `license.link` and `license.text`.
 *
 * A link belongs to the first licence of its file, and a name to one that is `other`; any more stand for themselves.
 */
export function writtenLicenses(claims: readonly Claim[]): readonly WrittenLicense[] {
  const byFile = new Map<string | undefined, Claim[]>();
  for (const claim of claims) {
    const key = claim.source.file;
    const known = byFile.get(key);
    if (known === undefined) byFile.set(key, [claim]);
    else known.push(claim);
  }
  return [...byFile.values()].flatMap(ofFile);
}

function ofFile(claims: readonly Claim[]): readonly WrittenLicense[] {
  const named = (name: string): readonly Claim[] => claims.filter((claim) => claim.name === name);
  const [links, [first, ...licenses]] = [named('license.link'), claims.filter(isLicense)];
  const isUnnamed = first === undefined || /^(?:other|unknown)$/i.test(valueText(first.value));
  const [name, ...names] = named('license.name');
  return [
    ...together(first, isUnnamed ? name : undefined, links[0]),
    ...[...licenses, ...(isUnnamed || name === undefined ? [] : [name]), ...names].flatMap(alone),
    ...[...links.slice(1), ...named('license.text')].flatMap(alone),
  ];
}

const isLicense = ({ name }: Claim): boolean => name === 'license' || name === 'dataset.license';

function together(license?: Claim, name?: Claim, link?: Claim): readonly WrittenLicense[] {
  const [text, wasWritten] = [name ?? license ?? link, name && license].map((one) => one && valueText(one.value));
  const claims = [license, name, link].filter((claim) => claim !== undefined);
  if (text === undefined) return [];
  return [{ text, ...(link && { link: valueText(link.value) }), ...(wasWritten && { wasWritten }), claims }];
}

const alone = (claim: Claim): readonly WrittenLicense[] => [{ text: valueText(claim.value), claims: [claim] }];

/** What somebody recognised or inferred is concluded; what is written is declared. */
export const isConcluded = (claims: readonly Claim[]): boolean =>
  claims.every(({ name, method }) => name === 'license.text' || method === 'inferred');
