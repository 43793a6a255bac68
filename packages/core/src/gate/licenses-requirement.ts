// SPDX-License-Identifier: Apache-2.0
import { showSource, showValue, type Claim } from '../claims/claim.js';
import type { Evidence } from '../evidence/types.js';
import type { LicensesRequirement } from '../policy/types.js';
import { printable } from '../text/printable.js';
import { CLAIMS_NOT_COLLECTED } from './claims-not-collected.js';
import { licenseDenier } from './license-names.js';
import { isLicenseKnown } from './known-license.js';
import { isListed, licensePlaces, mayStateLicense, namesOf, type LicensePlace } from './license-places.js';
import type { RequirementResult } from './result.js';

/** Most facts that a line shows. */
const MAX_SHOWN = 5;

/** Holds every licence that the files of the model are said to be under to the lists of a policy. */
export function judgeLicenses(requirement: LicensesRequirement, { claims }: Evidence): RequirementResult {
  const { allow, deny = [], unknown = 'deny' } = requirement;
  const asked = [
    allow === undefined ? undefined : `licence one of ${allow.join(', ')}`,
    deny.length === 0 ? undefined : `not under ${deny.join(', ')}`,
    unknown === 'allow' ? undefined : 'a known licence',
  ];
  const base = { id: 'licenses', asked: asked.filter((part) => part !== undefined).join('; ') } as const;
  if (claims === undefined) return { ...base, ...CLAIMS_NOT_COLLECTED };
  const places = licensePlaces(claims);
  const told = places.filter(isTold).map((place) => place.claims[0]);
  const wrong = refused(places, requirement);
  const fix = 'find out under which licence the model is; have the policy allow it, or do not use the model';
  if (wrong.length > 0) {
    const found = showClaims(wrong.map((place) => place.claims[0]));
    return { ...base, outcome: 'fail', code: 'REQUIREMENT_FAILED', found, fix };
  }
  const unread = claims.filter((claim) => mayStateLicense(claim, deny.length > 0));
  if (unread.length > 0) {
    const found = `${showClaims(unread)}: what it states of licences is not known`;
    const mend = 'have the publisher mend the file, or find out what it states';
    return { ...base, outcome: 'undecided', code: 'INCONCLUSIVE', found, fix: mend };
  }
  if (unknown === 'deny' && !isLicenseKnown(places, lowerCase(allow ?? []))) {
    const found = told.length === 0 ? 'no file states a licence' : showClaims(told);
    return { ...base, outcome: 'fail', code: 'REQUIREMENT_FAILED', found, fix };
  }
  const texts = places.filter(({ kind, isUnknown }) => kind === 'text' && isUnknown);
  if (unknown === 'deny' && texts.length > 0) {
    const files = [...new Set(texts.map((place) => place.claims[0].source.file ?? ''))].slice(0, MAX_SHOWN);
    const found = files.map((file) => `${printable(file)}: its text is not known`).join(', ');
    const mend =
      'read that text; have the publisher put the text of the stated licence there, or allow unknown licences';
    return { ...base, outcome: 'undecided', code: 'INCONCLUSIVE', found, fix: mend };
  }
  return {
    ...base,
    outcome: 'pass',
    code: 'PASSED',
    found: told.length === 0 ? 'no licence is stated' : showClaims(told),
  };
}

/** Places that state what may not be. A denied text counts wherever it lies: that part of the model is under it. */
function refused(places: readonly LicensePlace[], { allow, deny = [] }: LicensesRequirement): readonly LicensePlace[] {
  const isDenied = licenseDenier(deny);
  const denied = ({ claims }: LicensePlace): boolean => claims.some(({ value }) => isDenied(showValue(value)));
  if (allow === undefined) return places.filter(denied);
  const allowed = lowerCase(allow);
  // The text of what is stated says nothing new, also where that is one of which another may be chosen.
  const stated = new Set(places.filter(({ kind, isUnknown }) => kind === 'stated' && !isUnknown).flatMap(namesOf));
  const isOfStated = (place: LicensePlace): boolean =>
    place.kind === 'text' && namesOf(place).some((name) => stated.has(name));
  return places.filter(
    (place) =>
      denied(place) || (place.kind !== 'part' && !place.isUnknown && !isOfStated(place) && !isListed(place, allowed)),
  );
}

/** An address that nobody knows, and what is of parts, say nothing of the model. */
const isTold = ({ kind, isUnknown }: LicensePlace): boolean => kind !== 'part' && !(kind === 'hint' && isUnknown);

const lowerCase = (ids: readonly string[]): ReadonlySet<string> => new Set(ids.map((id) => id.toLowerCase()));

function showClaims(claims: readonly Claim[]): string {
  const shown = claims
    .slice(0, MAX_SHOWN)
    .map(({ value, source }) => printable(`${showValue(value)} (${showSource(source)})`));
  return shown.join(', ') + (claims.length > shown.length ? ` and ${claims.length - shown.length} more` : '');
}
