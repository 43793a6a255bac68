// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { licenseFacts } from '../../licenses/license-ids.js';
import { isCard, textOf, type ModelFile } from '../../model-files.js';
import { isText, type AuditedModel, type TextClaim } from '../audited-model.js';
import { areDisjoint } from '../disjoint.js';
import { declared, presence } from '../facts.js';
import type { AuditMatch, AuditRule } from '../rule.js';
import { bySpeaker, speakerOf } from '../speaker.js';
import { idsIn, isExpression, isNoAnswer, keysOf, licenseKey, statedLicenses } from './stated.js';

/** A licence by another name than collectors know, at the top; texts of code and of parts are of others. */
const LICENSE_FILE = /^(?:[\w.-]{1,40}[-_.])?licen[cs]e(?:[-_][\w-]{1,40})?(?:\.(?:txt|md|rst|html?|pdf))?$/i;
const OF_OTHERS = /code|third|data/i;
const LINK = /\]\(([^()\s]{0,200}licen[cs]e[^()\s]{0,100})\)/i;

/** What may be the licence, and nobody says that it is. */
function untold(model: AuditedModel): AuditMatch | undefined {
  const file = model.files.find(({ name }) => LICENSE_FILE.test(name) && !OF_OTHERS.test(name))?.name;
  if (file !== undefined)
    return { message: `${file} lies there, and nothing states it`, evidence: [presence(true, { file })] };
  const card = model.files.find(isCard);
  const link = card === undefined ? undefined : LINK.exec(textOf(card) ?? '')?.[1];
  if (card === undefined || link === undefined || OF_OTHERS.test(link)) return undefined;
  return { message: `the card links to ${link}, and nothing states it`, evidence: [linkTo(link, card)] };
}

const linkTo = (link: string, { name }: ModelFile): Claim => declared('license.link', link, { file: name });

export const licenseMissing: AuditRule = {
  id: 'license-missing',
  theme: 'license',
  severity: 'high',
  description: 'No licence is stated.',
  risk: 'Without one nobody has the right to use it.',
  fix: 'State `license` in the card, and add the text as `LICENSE`.',
  ofCard: 'license',
  *check(model) {
    // Terms that nobody knows, with a part or of code, may be of these alone.
    const isOfOthers = ({ source: { file = '' } }: TextClaim): boolean => file.includes('/') || OF_OTHERS.test(file);
    const text = model.texts('license.text').find((claim) => !isNoAnswer(claim.value) || !isOfOthers(claim));
    const [prose] = model.texts('license');
    const isStated = model.of('license').some((claim) => speakerOf(claim) !== 'prose') || model.has('license.name');
    if (isStated || (model.subject === 'dataset' && model.about('dataset.license').length > 0)) return;
    if (text !== undefined)
      yield {
        message: `a text of ${isNoAnswer(text.value) ? 'terms that are not known' : text.value} lies there, and nothing states it`,
        evidence: [text],
        severity: 'low',
      };
    else if (prose !== undefined)
      yield { message: `the card says ${prose.value} in its text alone`, evidence: [prose], severity: 'low' };
    else {
      const found = untold(model);
      yield found === undefined ? { message: 'no file states a licence' } : { ...found, severity: 'low' };
    }
  },
};

export const licenseUnnamed: AuditRule = {
  id: 'license-unnamed',
  theme: 'license',
  severity: 'medium',
  description: 'A licence is stated that is not said which.',
  risk: 'Its terms cannot be looked up.',
  fix: 'Give `license_name` and `license_link` in the card.',
  *check(model) {
    const isNamed = model.has('license.name') || model.has('license.link') || model.has('license.text');
    for (const { claim } of statedLicenses(model)) {
      if (isNoAnswer(claim.value) && !isNamed)
        yield { message: `${claim.value}, without name, link or text`, evidence: [claim] };
    }
  },
};

export const licenseFamily: AuditRule = {
  id: 'license-family',
  theme: 'license',
  severity: 'medium',
  description: 'A family of licences is stated, and no licence.',
  risk: 'Its members differ in what they ask: which one is meant decides what may be done.',
  fix: 'State the version, such as `gpl-3.0` or `bsd-3-clause`.',
  *check(model) {
    for (const { claim, facts } of statedLicenses(model)) {
      if (facts?.isFamily === true) yield { message: `${claim.value} names no version`, evidence: [claim] };
    }
  },
};

export const licenseUnknown: AuditRule = {
  id: 'license-unknown',
  theme: 'license',
  severity: 'low',
  description: 'A licence is stated by an id that neither the Hub nor this kit knows.',
  risk: 'Tools that decide by ids pass over it, or refuse it.',
  fix: 'Use an id of SPDX or of the Hub; else `other` with `license_name` and `license_link`.',
  limits: 'SPDX has more ids than are known here: those that models use.',
  *check(model) {
    for (const { claim } of statedLicenses(model)) {
      const unknown = idsIn(claim.value).filter(
        (id) => licenseFacts(id) === undefined && !isNoAnswer(id) && !/^LicenseRef-/.test(id),
      );
      if (unknown.length > 0) yield { message: unknown.slice(0, 3).join(', '), evidence: [claim] };
    }
  },
};

export const licenseVersionOpen: AuditRule = {
  id: 'license-version-open',
  theme: 'license',
  severity: 'info',
  description: 'The id does not say whether later versions of the licence count.',
  risk: 'Whether it may be combined with others depends on that.',
  fix: 'Use the id of SPDX: `GPL-3.0-only` or `GPL-3.0-or-later`.',
  *check(model) {
    for (const { claim, facts } of statedLicenses(model)) {
      const isOpen = facts?.isAssumed === true && claim.value.trim().toLowerCase() === facts.id;
      if (isOpen && /gpl/i.test(facts.id))
        yield { message: `${claim.value} is read as ${facts.spdx ?? ''}`, evidence: [claim] };
    }
  },
};

export const licensesDiffer: AuditRule = {
  id: 'licenses-differ',
  theme: 'license',
  severity: 'high',
  description: 'Two files, or two places of one card, state different licences.',
  risk: 'Under which of them it may be used is not known.',
  fix: 'Find out which one is right, and correct the other place.',
  limits:
    'Several licences in one file are a choice, or parts: that is for `licenses-several`. What prose says is told as medium, and a licence in words of ' +
    'its own as low.',
  *check(model) {
    const stated = statedLicenses(model).map(({ claim }) => claim);
    const told = [...stated, ...licensesOfData(model)].filter(({ value }) => !isNoAnswer(value));
    const sides = bySpeaker(told).map((claims) => ({
      claims,
      keys: keysOf(claims),
      // Words of one's own may mean the same as an id.
      isWords: claims.some(({ value }) => /\s/.test(value) && isUnknown(value)),
    }));
    for (const [i, one] of sides.entries()) {
      for (const other of sides.slice(i + 1)) {
        const [[a], [b]] = [one.claims, other.claims];
        if (a === undefined || b === undefined || !areDisjoint(one.keys, other.keys)) continue;
        const isProse = [a, b].some((claim) => speakerOf(claim) === 'prose');
        const severity = one.isWords || other.isWords ? 'low' : isProse ? 'medium' : undefined;
        yield { message: `${a.value} and ${b.value}`, evidence: [a, b], ...(severity && { severity }) };
      }
    }
  },
};

const isUnknown = (text: string): boolean => !isExpression(text) && licenseFacts(text) === undefined;

/** What descriptions of a data set state, where that is what lies there: of one beside a model it is said elsewhere. */
const licensesOfData = (model: AuditedModel): readonly TextClaim[] =>
  model.subject === 'dataset'
    ? model
        .about('dataset.license')
        .filter(isText)
        .filter(({ value }) => licenseFacts(value) !== undefined)
    : [];

export const licensesSeveral: AuditRule = {
  id: 'licenses-several',
  theme: 'license',
  severity: 'low',
  description: 'Several licences are stated without how they go together.',
  risk: 'Whether one may be chosen, or all of them hold, decides what may be done.',
  fix: 'State one expression of SPDX: `MIT OR Apache-2.0`.',
  *check(model) {
    for (const claims of bySpeaker(model.texts('license'))) {
      const keys = new Set(claims.map(({ value }) => licenseKey(value)));
      if (keys.size > 1 && !claims.some(({ value }) => isExpression(value))) {
        yield {
          message: claims
            .slice(0, 4)
            .map(({ value }) => value)
            .join(', '),
          evidence: claims,
        };
      }
    }
  },
};
