// SPDX-License-Identifier: Apache-2.0
import { showValue, type Claim } from '../claims/claim.js';
import { isInLicenseFolder, isLicenseFileName, isTermsFileName, isThirdPartyFileName } from './license-files.js';
import { isMetBy, parseLicenseExpression, type LicenseExpression } from './license-expression.js';
import { isFamily } from './license-names.js';

/** A place that says under which licence the model is. */
export interface LicensePlace {
  /**
   * `stated`: a field of a file; `hint`: a sentence of a card, read by a program, a notice, or a link, which can speak against a model
   * and not for it; `text`: a whole text of a licence, recognised; `part`: any of these, of what comes along
   */
  readonly kind: 'stated' | 'hint' | 'text' | 'part';
  /** the same licence by each of its names: as it is written, as SPDX has it */
  readonly claims: readonly [Claim, ...Claim[]];
  /** it says that there is a licence, and not which */
  readonly isUnknown: boolean;
}

const NAMES: ReadonlySet<string> = new Set([
  'license',
  'license.id',
  'license.name',
  'license.link',
  'license.notice',
  'license.text',
  'license.text.id',
]);
/** Words of cards, and of texts that nobody recognised. */
const NO_ANSWERS: ReadonlySet<string> = new Set(['other', 'unknown']);

/** What files say of the licence of the model, and of what is in it, by places. */
export function licensePlaces(claims: readonly Claim[]): readonly LicensePlace[] {
  const licenses = claims.filter(({ subject, name }) => NAMES.has(name) && /^(?:model$|file:)/.test(subject));
  return [...Map.groupBy(licenses, placeOf).values()].flatMap(toPlace);
}

/** One place of one file. What is shown of it would be one for files with a `#` in their names. */
const placeOf = ({ subject, name, source: { file, what, pointer } }: Claim): string =>
  JSON.stringify([subject, name.startsWith('license.text'), file, what, pointer]);

/** Files with a field for a licence, in whatever folder they lie, and those at the top. */
const HAS_FIELD = /\.(?:gguf|onnx|safetensors)$|^(?:readme\.md|citation\.cff|config\.json)$/i;

/**
 * Whether a fact says that a file was not read that may state a licence, or, without one, that licences were not kept.
 *
 * @param ofParts - also of those of parts
 */
export function mayStateLicense({ name, source: { file } }: Claim, ofParts: boolean): boolean {
  if (name !== 'unread') return false;
  if (file === undefined || HAS_FIELD.test(file) || isInLicenseFolder(file)) return true;
  const last = file.slice(file.lastIndexOf('/') + 1);
  return (ofParts || !isOfPart(file)) && (isLicenseFileName(last) || isTermsFileName(last));
}

/** Files of what lies beside or within the model. */
const isOfPart = (file: string): boolean =>
  !isInLicenseFolder(file) && (file.includes('/') || isThirdPartyFileName(file));
const NOTICES = /^notices?\b/i;
/** What the notices of many parts name. */
const OF_MANY = 'apache-2.0';

function toPlace([first, ...more]: readonly Claim[]): readonly LicensePlace[] {
  if (first === undefined) return [];
  const claims = [first, ...more] as const;
  // A name, or an address, that nobody knows says no more than `other`.
  const isOpen = (first.name === 'license.name' || first.name === 'license.link') && more.length === 0;
  const isUnknown = isOpen || claims.every(({ value }) => NO_ANSWERS.has(showValue(value).toLowerCase()));
  return [{ kind: kindOf(first), claims, isUnknown }];
}

function kindOf({ subject, name, value, method, source: { file = '', pointer = '' } }: Claim): LicensePlace['kind'] {
  const isText = name.startsWith('license.text');
  const isNotice = name === 'license.notice';
  const isPart = isText || isNotice ? isOfPart(file) : subject !== 'model';
  if (isPart || (NOTICES.test(file) && (isText || value === OF_MANY))) return 'part';
  if (isText) return 'text';
  const isProse = method === 'inferred' && pointer.startsWith('#');
  return isNotice || name === 'license.link' || isProse ? 'hint' : 'stated';
}

const valuesOf = ({ claims }: LicensePlace, isWanted: (name: string) => boolean): readonly string[] => [
  ...new Set(claims.filter(({ name }) => isWanted(name)).map(({ value }) => showValue(value).toLowerCase())),
];
/** As they are written, in lower case. */
const writtenIn = (place: LicensePlace): readonly string[] => valuesOf(place, (name) => !name.endsWith('.id'));
/** What tables know of them, in lower case. */
const idsIn = (place: LicensePlace): readonly string[] => valuesOf(place, (name) => name.endsWith('.id'));

/** Every licence that a place names. */
export const namesOf = (place: LicensePlace): readonly string[] => valuesOf(place, () => true).flatMap(namesIn);

const leavesOf = (expression: LicenseExpression | undefined): readonly string[] => {
  if (expression === undefined) return [];
  return expression.kind === 'name' ? [expression.name] : expression.parts.flatMap(leavesOf);
};

const isOn = (value: string, isListed: (name: string) => boolean): boolean => {
  const expression = parseLicenseExpression(value);
  return expression !== undefined && isMetBy(expression, isListed);
};

/** Whether all that a place states is on a list, by whatever name. */
export function isListed(place: LicensePlace, list: ReadonlySet<string>): boolean {
  const isOnList = (value: string): boolean => isOn(value, (name) => list.has(name));
  const written = writtenIn(place);
  // Several that one place states are no names of one licence: whose other names stand beside them nobody knows.
  return written.length > 1 ? written.every(isOnList) : [...written, ...idsIn(place)].some(isOnList);
}

/** Whether all that a place states are licences: by the names that they have elsewhere, or because a policy names them. */
export function isNamed(place: LicensePlace, list: ReadonlySet<string>): boolean {
  const [written, ids] = [writtenIn(place), idsIn(place)];
  const isOfList = (value: string): boolean => {
    const names = namesIn(value);
    return names.length > 0 && names.every((name) => list.has(name));
  };
  if ((written.length > 0 ? written : ids).every(isOfList)) return true;
  const isOfTable = (value: string): boolean => {
    const names = namesIn(value);
    return names.length > 0 && !names.some(isFamily);
  };
  return written.length <= 1 && ids.length > 0 && ids.every(isOfTable);
}

/** Licences of an expression; none where it is not one. */
const namesIn = (value: string): readonly string[] => leavesOf(parseLicenseExpression(value));
