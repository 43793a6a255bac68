// SPDX-License-Identifier: Apache-2.0
import { showSource, showValue, type Claim } from '../claims/claim.js';

/** A place that says under which licence the model is. */
export interface LicensePlace {
  /**
   * `stated`: a field of a file; `prose`: a sentence of a card, read by a program; `text`: a whole text of a licence, recognised
   */
  readonly kind: 'stated' | 'prose' | 'text';
  /** the same licence by each of its names: as it is written, as SPDX has it */
  readonly claims: readonly [Claim, ...Claim[]];
  /** it says that there is a licence, and not which */
  readonly isUnknown: boolean;
}

const NAMES: ReadonlySet<string> = new Set(['license', 'license.id', 'license.text', 'license.text.id']);
/** Words of cards, and of texts that nobody recognised. */
const NO_ANSWERS: ReadonlySet<string> = new Set(['other', 'unknown']);

/**
 * What files say of the licence of the model, by places.
 *
 * Texts in folders, and in files of notices, are of parts, such as a library that lies there. Texts of a licence that is stated say
 * nothing new, and are left out.
 */
export function licensePlaces(claims: readonly Claim[]): readonly LicensePlace[] {
  const all = [...Map.groupBy(claims.filter(isLicense), ({ source }) => showSource(source)).values()].flatMap(toPlace);
  const stated = new Set(all.filter(({ kind }) => kind === 'stated').flatMap(namesOf));
  return all.filter((place) => place.kind !== 'text' || !namesOf(place).some((name) => stated.has(name)));
}

/** Files that state licences: cards, texts of licences, and formats with a field for one. */
const STATES_LICENSE =
  /(?:^|\/)(?:readme\.md|mlmodel|croissant[^/]*\.json|(?:licen[cs]e|copying)[^/]*)$|\.(?:gguf|onnx)$/i;

/** Whether a fact says that a file was not read that may state a licence. */
export const mayStateLicense = ({ name, source: { file = '' } }: Claim): boolean =>
  name === 'unread' && STATES_LICENSE.test(file);

/** Files whose texts are of what lies beside or within the model. */
const OF_PARTS = /\/|third[-_ ]?part|notice|copyright/i;

const isLicense = ({ name, subject, source }: Claim): boolean =>
  subject === 'model' && NAMES.has(name) && !(name.startsWith('license.text') && OF_PARTS.test(source.file ?? ''));

function toPlace([first, ...more]: readonly Claim[]): readonly LicensePlace[] {
  if (first === undefined) return [];
  const isProse = first.method === 'inferred' && first.source.pointer?.startsWith('#') === true;
  const kind = first.name.startsWith('license.text') ? 'text' : isProse ? 'prose' : 'stated';
  const claims = [first, ...more] as const;
  return [{ kind, claims, isUnknown: claims.some(({ value }) => NO_ANSWERS.has(showValue(value).toLowerCase())) }];
}

/** Every licence that a place names, in lower case. */
const namesOf = ({ claims }: LicensePlace): readonly string[] =>
  claims.flatMap(({ value }) => licenseIdsIn(showValue(value).toLowerCase()));

/** Ids of an expression in lower case, or the one that there is. */
export const licenseIdsIn = (value: string): readonly string[] =>
  value.split(/\s+(?:and|or|with)\s+/).map((id) => id.replace(/[()]/g, '').trim());

/** An expression with `OR` alone is a choice; in any other one every licence counts. */
export function isOn(value: string, allowed: ReadonlySet<string>): boolean {
  const isChoice = /\sor\s/.test(value) && !/\s(?:and|with)\s/.test(value);
  const ids = licenseIdsIn(value);
  return isChoice ? ids.some((id) => allowed.has(id)) : ids.every((id) => allowed.has(id));
}

/** Ids at the Hub that name a family of licences, and no licence. */
const FAMILIES: ReadonlySet<string> = new Set(['bsd', 'cc', 'gfdl', 'gpl', 'lgpl', 'openrail']);

/** Whether all that a place states are licences: by the names that they have elsewhere, or because a policy names them. */
export function isNamed({ claims }: LicensePlace, allowed: ReadonlySet<string>): boolean {
  const valuesOf = (wanted: string): readonly string[] => [
    ...new Set(claims.filter(({ name }) => name === wanted).map(({ value }) => showValue(value).toLowerCase())),
  ];
  const [written, ids] = [valuesOf('license'), valuesOf('license.id')];
  if ((written.length > 0 ? written : ids).every((value) => isOn(value, allowed))) return true;
  // Of several it is not known whose names those are.
  return written.length <= 1 && ids.length > 0 && !ids.flatMap(licenseIdsIn).some((id) => FAMILIES.has(id));
}

/** The same for names of one licence of GNU: the Hub's, and those of SPDX with and without what they say of later versions. */
export const licenseKey = (id: string): string => id.toLowerCase().replace(/-(?:only|or-later)$|\+$/, '');
