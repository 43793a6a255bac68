// SPDX-License-Identifier: Apache-2.0
import { memberOfClaim, textMember } from '../audited-model.js';
import type { AuditRule } from '../rule.js';
import { textOf } from '../../model-files.js';

const isCard = ({ name }: { readonly name: string }): boolean => /^README\.md$/i.test(name);

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

export const templateText: AuditRule = {
  id: 'card-not-filled-in',
  theme: 'documentation',
  severity: 'low',
  description: 'The card has text of its template that nobody filled in.',
  risk: 'It looks like a card, and says nothing.',
  fix: 'Fill it in, or remove the section.',
  *check({ files }) {
    for (const file of files.filter(isCard)) {
      const count = textOf(file)?.match(/\[More Information Needed\]/gi)?.length ?? 0;
      if (count > 0)
        yield { message: `"[More Information Needed]" ${count === 1 ? 'once' : `${count} times`}`, file: file.name };
    }
  },
};

/** Sections that say so little that they say nothing. */
const LEAST_CHARACTERS = 20;

export const sectionEmpty: AuditRule = {
  id: 'section-empty',
  theme: 'documentation',
  severity: 'low',
  description: 'A section of the card has a heading and hardly any text.',
  risk: 'It counts as there for whoever looks at headings alone.',
  fix: 'Write it, or remove the heading.',
  *check(model) {
    for (const claim of model.of('section')) {
      const id = textMember(claim, 'id');
      const characters = memberOfClaim(claim, 'characters');
      const isKind = id === 'intended-use' || id === 'limitations' || id === 'bias' || id === 'training-data';
      // A heading whose text stands under further headings has none of its own.
      if (!isKind || typeof characters !== 'number' || characters >= LEAST_CHARACTERS || characters === 0) continue;
      yield { message: `${textMember(claim, 'title') ?? id}: ${characters} characters`, evidence: [claim] };
    }
  },
};

/** A section of the card that must be there and say something. */
function sectionRule(id: string, section: string, risk: string): AuditRule {
  const named = section.replaceAll('-', ' ');
  return {
    id,
    theme: 'documentation',
    severity: 'low',
    description: `The card does not speak of ${named}.`,
    risk,
    fix: `Add a section on ${named} to README.md.`,
    limits: 'Sections are known by their headings: what stands under another one is not seen.',
    *check(model) {
      if (!model.files.some(isCard)) return;
      const isThere = model
        .of('section')
        .some((claim) => textMember(claim, 'id') === section && memberOfClaim(claim, 'isTemplate') !== true);
      if (!isThere) yield { message: `no section on ${named}`, file: 'README.md' };
    },
  };
}

export const sectionRules: readonly AuditRule[] = [
  sectionRule('intended-use-missing', 'intended-use', 'It is used for what it was not made for.'),
  sectionRule('limitations-missing', 'limitations', 'Its failures are found by those whom they hurt.'),
  sectionRule('bias-missing', 'bias', 'Whom it treats worse is found by those whom it treats worse.'),
  sectionRule('training-data-missing', 'training-data', 'Nobody can tell what it learned, or whose work it is.'),
  sectionRule('evaluation-missing', 'evaluation', 'Nobody can tell how well it works.'),
];
