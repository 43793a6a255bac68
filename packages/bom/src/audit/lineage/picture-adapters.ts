// SPDX-License-Identifier: Apache-2.0
import { hubId } from '../../claims/hub-ids.js';
import type { AuditedModel, TextClaim } from '../audited-model.js';
import type { AuditMatch, AuditRule } from '../rule.js';
import { familyOfBase, familyOfModelSpec, familyOfTrainer, type PictureFamily } from './picture-families.js';

/** A place that says, or by a name shows, of which family the base is. */
interface Told {
  readonly claim: TextClaim;
  readonly family: PictureFamily;
}

const told = (claims: readonly TextClaim[], familyOf: (text: string) => PictureFamily | undefined): readonly Told[] =>
  claims.flatMap((claim) => {
    const family = familyOf(claim.value);
    return family === undefined ? [] : [{ claim, family }];
  });

/** What headers say of the family, in so many words. */
const familiesInHeaders = (model: AuditedModel): readonly Told[] => [
  ...told(model.texts('base-model.family'), familyOfTrainer),
  ...told(
    model.texts('model-type').filter(({ source }) => source.pointer?.endsWith('/modelspec.architecture') === true),
    familyOfModelSpec,
  ),
];

const isInHeader = ({ source }: TextClaim): boolean => source.pointer?.startsWith('/__metadata__/') === true;

/** A trainer wrote this of whatever it did not know: it tells one Stable Diffusion from another, and no more. */
const isDefault = ({ claim }: Told): boolean => claim.value === 'sd_1.5';
const differ = (header: Told, base: Told): boolean =>
  header.family !== base.family && !(isDefault(header) && !/ (?:1|2|XL)$/.test(base.family));

/** Pairs within one header: what a trainer wrote, and what was written of the base, or of the whole, afterwards. */
function* within(headers: readonly Told[], names: readonly Told[]): Generator<AuditMatch> {
  for (const [i, one] of headers.entries()) {
    const others = [...headers.slice(i + 1), ...names].filter(
      ({ claim }) => claim.source.file === one.claim.source.file,
    );
    for (const other of others) if (differ(one, other)) yield match(one, other);
  }
}

const match = (one: Told, other: Told): AuditMatch => ({
  message: `${one.claim.value} is ${one.family}, ${hubId(other.claim.value) ?? other.claim.value} is ${other.family}`,
  evidence: [one.claim, other.claim],
});

export const pictureFamilyDiffers: AuditRule = {
  id: 'header-family-differs',
  theme: 'lineage',
  severity: 'high',
  description: 'The header of weights that make pictures names another family of models than the base that is stated.',
  risk: 'The weights fit another base than is said, and are under the terms of that one.',
  fix: 'Correct the base, or find out what the weights were trained on.',
  limits:
    'It reads `ss_base_model_version`, `modelspec.architecture` and `ss_sd_model_name`, and knows Stable Diffusion 1, 2, XL and 3 and ' +
    'FLUX.1 by the names of their makers. Of several files, or bases, one that fits is enough, or a base that it does not know. ' +
    'What `sd_1.5` says is held against the first three alone: a trainer wrote it of others, too.',
  *check(model) {
    const headers = familiesInHeaders(model);
    const stated = model.texts('base-model');
    yield* within(headers, told(stated.filter(isInHeader), familyOfBase));
    const bases = told(
      stated.filter((claim) => !isInHeader(claim)),
      familyOfBase,
    );
    const isKnown = bases.length > 0 && bases.length === stated.filter((claim) => !isInHeader(claim)).length;
    const fits = headers.some((header) => bases.some((base) => !differ(header, base)));
    const [header] = headers;
    if (header !== undefined && isKnown && !fits) for (const base of bases) yield match(header, base);
  },
};
