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
      ? isNameOf(showValue(place.claims[0].value), ids)
      : texts.length > 0 || known.some((one) => nameOf(one) === 'license.name' && fileOf(one) === fileOf(place));
  // Where the licence is another, its address says where; that of a file may be the text that lies there.
  const isOther = open.some((place) => nameOf(place) !== 'license.name');
  return open.every(isAnswered) && !(isOther && places.some(isElsewhere));
}

const nameOf = ({ claims: [{ name }] }: LicensePlace): string => name;
const fileOf = ({ claims: [{ source }] }: LicensePlace): string | undefined => source.file;

/** A file beside the card, or one of a repository, that is a licence by its name. */
const OF_FILE =
  /^(?:\.?\/)?[\w-]*(?:licen[cs]e|copying)[\w.-]*$|^https?:\/\/\S{1,200}\/(?:blob|raw|resolve|tree)\/\S{1,200}\/[\w.-]*(?:licen[cs]e|copying)[\w.-]*$/i;

/** An address of nobody knows what, that is of no file of a licence. */
const isElsewhere = (place: LicensePlace): boolean =>
  nameOf(place) === 'license.link' && place.isUnknown && !OF_FILE.test(showValue(place.claims[0].value));

/** Most words of a name that are looked at, and of one id. */
const MAX_WORDS = 30;
const MAX_ID_WORDS = 6;
/** What may stand in the name of a licence beside its id, and makes it no other. */
const NEUTRAL = /^(?:the|licen[cs]e|agreement|community|terms|of|use|version|v|model|public|international|legalcode)$/;

const bare = (id: string): string => id.toLowerCase().replace(/[^a-z0-9]/g, '');

/** Whether a name is an id and such words: `llama-3.1-community-license` of `llama3.1`, and not `mit-non-commercial` of `mit`. */
function isNameOf(name: string, ids: ReadonlySet<string>): boolean {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+|\+/gu) ?? [];
  if (words.length > MAX_WORDS) return false;
  return words.some((_, start) =>
    Array.from({ length: MAX_ID_WORDS }, (__, count) => start + count + 1).some(
      (end) =>
        ids.has(words.slice(start, end).join('')) &&
        [...words.slice(0, start), ...words.slice(end)].every((word) => NEUTRAL.test(word)),
    ),
  );
}
