// SPDX-License-Identifier: Apache-2.0
import { showValue } from '../claims/claim.js';
import { isNamed, namesOf, type LicensePlace } from './license-places.js';

/**
 * Whether the licence is known: by a text that was recognised, or by what is stated, none of it open.
 *
 * A text, or a name that is known beside it, makes up for `other`. A name that nobody knows has to be that of a licence that is known
 * otherwise: the text that lies there may be of something else, such as code.
 *
 * @param allowed - licences that the policy names, in lower case
 */
export function isLicenseKnown(places: readonly LicensePlace[], allowed: ReadonlySet<string>): boolean {
  const stated = places.filter(({ kind }) => kind === 'stated');
  const known = stated.filter(({ isUnknown }) => !isUnknown);
  const texts = places.filter(({ kind, isUnknown }) => kind === 'text' && !isUnknown);
  const open = stated.filter(({ isUnknown }) => isUnknown);
  if (known.some((place) => !isNamed(place, allowed)) || known.length + texts.length === 0) return false;
  const ids = new Set([...known, ...texts].flatMap(namesOf).map(bare));
  const isAnswered = (place: LicensePlace): boolean =>
    nameOf(place) === 'license.name'
      ? runsOf(showValue(place.claims[0].value)).some((run) => ids.has(run))
      : texts.length > 0 || known.some((one) => nameOf(one) === 'license.name' && fileOf(one) === fileOf(place));
  // Where the licence is another, its address says where; that of a file may be the text that lies there.
  const isOther = open.some((place) => nameOf(place) !== 'license.name');
  return open.every(isAnswered) && !(isOther && places.some(isElsewhere));
}

const nameOf = ({ claims: [{ name }] }: LicensePlace): string => name;
const fileOf = ({ claims: [{ source }] }: LicensePlace): string | undefined => source.file;

/** An address of nobody knows what, that is of no file of a licence. */
const isElsewhere = (place: LicensePlace): boolean => {
  const link = showValue(place.claims[0].value);
  return (
    nameOf(place) === 'license.link' &&
    place.isUnknown &&
    /^\[?[^\]]*\]?\(?(?:https?:)?\/\//i.test(link) &&
    !/(?:licen[cs]e|copying)[^/]*$/i.test(link)
  );
};

/** Most words of a name that are looked at, and of one id. */
const MAX_WORDS = 30;
const MAX_ID_WORDS = 6;

const bare = (id: string): string => id.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Words, and what words that stand together make: `llama-3.1-community` has `llama31`. */
function runsOf(name: string): readonly string[] {
  const words = (name.toLowerCase().match(/[a-z0-9]+/g) ?? []).slice(0, MAX_WORDS);
  return words.flatMap((_, start) =>
    Array.from({ length: MAX_ID_WORDS }, (__, count) => words.slice(start, start + count + 1).join('')),
  );
}
