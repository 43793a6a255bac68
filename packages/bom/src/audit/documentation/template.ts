// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { isCard, textOf } from '../../model-files.js';
import { memberOfClaim, textMember } from '../../claims/claim-members.js';
import type { AuditedModel } from '../audited-model.js';
import type { AuditRule } from '../rule.js';

/** What templates leave for people to fill in: of the Hub, of the Trainer of transformers, and of diffusers. */
const TO_FILL_IN = /\[More Information Needed\]|^More information needed\.?$|\[TODO:[^\]\n]{0,500}\]/gim;

export const templateText: AuditRule = {
  id: 'card-not-filled-in',
  theme: 'documentation',
  severity: 'low',
  description: 'The card has text of its template that nobody filled in.',
  risk: 'It looks like a card, and says nothing.',
  fix: 'Fill it in, or remove the section.',
  limits: 'Where none of the sections that are asked for is filled in, those are not told one by one.',
  *check(model) {
    for (const file of model.files.filter(isCard)) {
      const [first, ...more] = textOf(file)?.match(TO_FILL_IN) ?? [];
      if (first === undefined) continue;
      const times = more.length === 0 ? '' : `, and ${more.length} more of its kind`;
      const left = `"${first.slice(0, 80)}"${times}`;
      const match = { file: file.name, evidence: templateSections(model) };
      yield { ...match, message: isUntouched(model) ? `nothing of the template is filled in: ${left}` : left };
    }
  },
};

/** Sections that are asked for, each by a rule. */
const WANTED = ['intended-use', 'limitations', 'bias', 'training-data', 'evaluation'] as const;
export type WantedId = (typeof WANTED)[number];
/** Fewer are a card of its own, with a gap. */
const LEAST_LEFT = 3;

/** Sections of the card with that id. */
export const sectionsOn = (model: AuditedModel, id: string): readonly Claim[] =>
  model.of('section').filter((claim) => textMember(claim, 'id') === id);

const templateSections = (model: AuditedModel): readonly Claim[] =>
  model.of('section').filter((claim) => memberOfClaim(claim, 'isTemplate') === true);

/** Whether the card is a template as it was made: most of what is asked for is there, and none of it is filled in. */
export function isUntouched(model: AuditedModel): boolean {
  const there = WANTED.map((id) => sectionsOn(model, id)).filter((found) => found.length > 0);
  const isTold = model.files.some((file) => isCard(file) && (textOf(file) ?? '').search(TO_FILL_IN) >= 0);
  return isTold && there.length >= LEAST_LEFT && !there.some(isFilledIn);
}

/** Whether one of them says something. A heading without text has it under further ones, which count where they are known. */
export function isFilledIn(sections: readonly Claim[]): boolean {
  const written = sections.filter((claim) => memberOfClaim(claim, 'isTemplate') !== true);
  const isThere = (claim: Claim): boolean => memberOfClaim(claim, 'characters') !== 0;
  return written.some(isThere) || (written.length > 0 && written.length === sections.length);
}
