// SPDX-License-Identifier: Apache-2.0
import { datasetId } from '../../claims/dataset-ids.js';
import { isText, type AuditedModel, type TextClaim } from '../audited-model.js';
import type { AuditRule } from '../rule.js';
import { TERMS_OF_DATA } from './data-terms.js';
import { REVIEW } from './duties.js';
import { isPermissive, statedLicenses, traitsOf } from './stated.js';

/** Data of terms that are not permissive, and what says so. */
interface LicensedData {
  readonly license: string;
  /** where no file says the licence, what it is of */
  readonly id?: string;
  readonly claims: readonly TextClaim[];
}

/** Licences that data is said to be under, wherever that stands. */
const stated = (model: AuditedModel): readonly LicensedData[] =>
  model
    .about('dataset.license')
    .filter(isText)
    .map((claim) => ({ license: claim.value, claims: [claim] }));

/** Of data that is named, and whose licence no file says. */
function known(model: AuditedModel): readonly LicensedData[] {
  const described = new Set(model.about('dataset.license').map(({ subject }) => subject.toLowerCase()));
  const byId = Map.groupBy(model.texts('dataset.training'), ({ value }) => datasetId(value));
  return [...byId].flatMap(([id, claims]) => {
    const license = TERMS_OF_DATA.get(id);
    return license === undefined || described.has(`dataset:${id}`) ? [] : [{ license, id, claims }];
  });
}

const isBinding = ({ license }: LicensedData): boolean =>
  traitsOf(license).some(
    (trait) => trait === 'non-commercial' || trait === 'share-alike' || trait === 'no-derivatives',
  );

export const dataTermsDropped: AuditRule = {
  id: 'dataset-license-dropped',
  theme: 'license',
  severity: 'medium',
  description:
    'Its training data may not be used commercially, or asks for the same licence, and the model is under a permissive one.',
  risk: 'Whether a model is bound by the licence of its data is an open question, and not one to pass over.',
  fix: REVIEW,
  limits:
    'It goes by descriptions of data that lie with the model, and knows the licences of some well-known data sets that may not be used ' +
    'commercially by their ids at the Hub.',
  isOfModelsAlone: true,
  *check(model) {
    const permissive = statedLicenses(model).find(isPermissive)?.claim;
    if (permissive === undefined) return;
    for (const { license, id, claims } of [...stated(model), ...known(model)].filter(isBinding)) {
      const data = id === undefined ? `${license} data` : `${license} data (${id})`;
      yield { message: `${data}, ${permissive.value} model`, evidence: [...claims, permissive] };
    }
  },
};
