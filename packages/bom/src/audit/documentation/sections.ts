// SPDX-License-Identifier: Apache-2.0
import type { CardPart } from '../../claims/claim-sink.js';
import { memberOfClaim, textMember } from '../../claims/claim-members.js';
import type { AuditedModel } from '../audited-model.js';
import type { AuditRule } from '../rule.js';
import { isCard, textOf } from '../../model-files.js';
import { hasTrainingDataLabel } from './labels.js';
import { isMadeOfModels } from '../lineage/relations.js';
import { isFilledIn, isUntouched, sectionsOn, type WantedId } from './template.js';

export const cardMissing: AuditRule = {
  id: 'card-missing',
  theme: 'documentation',
  severity: 'medium',
  description: 'There is no card.',
  risk: 'Nobody knows what it is for, what it was made from, or under which terms.',
  fix: 'Add `README.md`, as the Hub describes it.',
  *check({ files }) {
    if (!files.some(isCard)) yield { message: 'no README.md' };
  },
};

export const sectionEmpty: AuditRule = {
  id: 'section-empty',
  theme: 'documentation',
  severity: 'low',
  description: 'A section of the card has a heading and no words that say anything.',
  risk: 'It counts as there for whoever looks at headings alone.',
  fix: 'Write it, or remove the heading.',
  limits: 'A short answer is one: "None." says that there are none.',
  *check(model) {
    for (const claim of model.of('section')) {
      const id = textMember(claim, 'id');
      const characters = Number(memberOfClaim(claim, 'characters') ?? 0);
      const saysNothing = memberOfClaim(claim, 'isPlaceholder') === true;
      const isKind = id === 'intended-use' || id === 'limitations' || id === 'bias' || id === 'training-data';
      // A heading whose text stands under further headings has none of its own.
      if (!isKind || !saysNothing || characters === 0) continue;
      yield { message: `${textMember(claim, 'title') ?? id}: ${characters} characters`, evidence: [claim] };
    }
  },
};

const isTrainingDataLabelled = ({ files }: AuditedModel): boolean =>
  files.some((file) => isCard(file) && hasTrainingDataLabel(textOf(file) ?? ''));

/** A section of the card that must be there and say something. */
interface WantedSection {
  readonly id: string;
  readonly section: WantedId;
  readonly risk: string;
  /** whether it is said elsewhere, or there is nothing to be said */
  readonly isNeedless?: (model: AuditedModel) => boolean;
  /** where that is said, other than in sections */
  readonly ofCard?: CardPart;
  /** data sets are described without it */
  readonly isOfModelsAlone?: true;
}

function sectionRule({ id, section, risk, isNeedless, ofCard = 'card', isOfModelsAlone }: WantedSection): AuditRule {
  const named = section.replaceAll('-', ' ');
  return {
    id,
    theme: 'documentation',
    severity: 'low',
    description: `The card does not speak of ${named}.`,
    risk,
    fix: `Add a section on ${named} to README.md.`,
    limits: 'Sections are known by their headings: what stands under another one is not seen.',
    ...(isOfModelsAlone && { isOfModelsAlone }),
    ofCard,
    *check(model) {
      const card = model.files.find(isCard);
      if (card === undefined || isNeedless?.(model) === true) return;
      const found = sectionsOn(model, section);
      if (isFilledIn(found) || (found.length > 0 && isUntouched(model))) return;
      const message = found.length === 0 ? `no section on ${named}` : `the section on ${named} is not filled in`;
      yield { message, file: card.name, evidence: found };
    },
  };
}

export const sectionRules: readonly AuditRule[] = [
  sectionRule({
    id: 'intended-use-missing',
    section: 'intended-use',
    risk: 'It is used for what it was not made for.',
    isOfModelsAlone: true,
  }),
  sectionRule({
    id: 'limitations-missing',
    section: 'limitations',
    risk: 'Its failures are found by those whom they hurt.',
  }),
  sectionRule({
    id: 'bias-missing',
    section: 'bias',
    risk: 'Whom it treats worse is found by those whom it treats worse.',
  }),
  sectionRule({
    id: 'training-data-missing',
    section: 'training-data',
    risk: 'Nobody can tell what it learned, or whose work it is.',
    isNeedless: (model) => model.has('dataset.training') || isMadeOfModels(model) || isTrainingDataLabelled(model),
    ofCard: 'front matter',
    isOfModelsAlone: true,
  }),
  sectionRule({
    id: 'evaluation-missing',
    section: 'evaluation',
    risk: 'Nobody can tell how well it works.',
    isNeedless: (model) => model.has('metric'),
    ofCard: 'front matter',
    isOfModelsAlone: true,
  }),
];
