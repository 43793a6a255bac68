// SPDX-License-Identifier: Apache-2.0
import { licenseFacts, type LicenseFacts, type LicenseTrait } from '../../licenses/license-ids.js';
import type { AuditedModel, TextClaim } from '../audited-model.js';

/** A licence that the model is said to be under, and what is known of it. */
export interface StatedLicense {
  readonly claim: TextClaim;
  readonly facts: LicenseFacts | undefined;
}

/** What every file states as licence of the model. */
export const statedLicenses = (model: AuditedModel): readonly StatedLicense[] =>
  model.texts('license').map((claim) => ({ claim, facts: licenseFacts(claim.value) }));

/** Words that say that there is a licence, and not which. */
export const isNoAnswer = (id: string): boolean =>
  /^(?:other|unknown|custom|proprietary|see license)$/i.test(id.trim());

/** `MIT OR Apache-2.0`: several ids with operators between them. */
export const isExpression = (text: string): boolean =>
  text.length < 1000 && /^[\w.+()-]+(?:\s+(?:AND|OR|WITH)\s+[\w.+()-]+)+$/.test(text.trim());

/** Ids of an expression, or the one that there is. */
export const idsIn = (text: string): readonly string[] =>
  isExpression(text)
    ? text
        .trim()
        .split(/\s+(?:AND|OR|WITH)\s+/)
        .map((id) => id.replace(/[()]/g, ''))
    : [text.trim()];

/** The same for ids that name one licence in two ways. */
export const licenseKey = (id: string): string => {
  const facts = licenseFacts(id);
  return (facts?.spdx ?? facts?.ref ?? facts?.id ?? id).toLowerCase().replace(/-(?:only|or-later)$|\+$/, '');
};

/** Keys of all licences that claims name. */
export const keysOf = (claims: readonly TextClaim[]): ReadonlySet<string> =>
  new Set(claims.flatMap(({ value }) => idsIn(value).map(licenseKey)));

/** Whether an id is of a family of licences that such a licence belongs to. */
export const isFamilyOf = (id: string, license: string): boolean =>
  licenseFacts(id)?.isFamily === true && license.toLowerCase().includes(id.toLowerCase());

/** Traits of a licence; of an expression those of all, and of a choice those that each of them has. */
export function traitsOf(text: string): readonly LicenseTrait[] {
  const all = idsIn(text).map((id) => licenseFacts(id)?.traits ?? []);
  const isChoice = all.length > 1 && !/\s(?:AND|WITH)\s/.test(text);
  const traits = [...new Set(all.flat())];
  return isChoice ? traits.filter((trait) => all.every((one) => one.includes(trait))) : traits;
}

/** A stated licence with such a trait. */
export const withTrait = (model: AuditedModel, trait: LicenseTrait): StatedLicense | undefined =>
  statedLicenses(model).find(({ claim }) => traitsOf(claim.value).includes(trait));

/** Families of licences whose versions readers take for one another: told once, by the version. */
export const isPermissive = ({ facts }: StatedLicense): boolean =>
  facts !== undefined &&
  facts.traits.length === 0 &&
  !facts.isFamily &&
  (facts.spdx !== undefined || facts.ref !== undefined);
