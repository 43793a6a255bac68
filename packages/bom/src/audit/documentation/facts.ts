// SPDX-License-Identifier: Apache-2.0
import { shownValue } from '../audited-model.js';
import type { AuditRule } from '../rule.js';

export const emissionsUnsourced: AuditRule = {
  id: 'emissions-without-source',
  theme: 'documentation',
  severity: 'info',
  description: 'Emissions are stated without how they were found.',
  risk: 'The number cannot be compared with others.',
  fix: 'Give `co2_eq_emissions.source`.',
  *check(model) {
    const [stated] = model.of('energy.co2');
    if (stated && !model.has('energy.source'))
      yield { message: `${shownValue(stated)} g CO2, by no named method`, evidence: [stated] };
  },
};

/** Training the largest models known gave some ten thousand tonnes. */
const MOST_GRAMS = 1e11;

export const emissionsImplausible: AuditRule = {
  id: 'emissions-implausible',
  theme: 'documentation',
  severity: 'low',
  description: 'Emissions are stated that cannot be.',
  risk: 'The unit is most likely another one: the card wants grams.',
  fix: 'State grams of CO2 equivalent.',
  *check(model) {
    for (const claim of model.numbers('energy.co2')) {
      if (claim.value < 0 || claim.value > MOST_GRAMS) yield { message: `${claim.value} g CO2`, evidence: [claim] };
    }
  },
};

/** Words of cards that are no languages of BCP 47 and meant by everybody alike. */
const OTHER_LANGUAGES: ReadonlySet<string> = new Set(['multilingual', 'code', 'multiple', 'other']);

export const languageUnknown: AuditRule = {
  id: 'language-unknown',
  theme: 'documentation',
  severity: 'info',
  description: 'A language is named by what is no code of a language.',
  risk: 'Whoever looks for models of a language does not find it.',
  fix: 'Use codes of BCP 47, such as `en` or `pt-BR`.',
  *check(model) {
    for (const claim of model.texts('language')) {
      const isCode = /^[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$/i.test(claim.value);
      if (!isCode && !OTHER_LANGUAGES.has(claim.value.toLowerCase())) yield { message: claim.value, evidence: [claim] };
    }
  },
};

export const superseded: AuditRule = {
  id: 'superseded',
  theme: 'documentation',
  severity: 'info',
  description: 'The publisher names a newer model in its place.',
  risk: 'Known faults may have been mended there.',
  fix: 'Use the newer one.',
  *check(model) {
    for (const claim of model.texts('superseded-by'))
      yield { message: `superseded by ${claim.value}`, evidence: [claim] };
  },
};
