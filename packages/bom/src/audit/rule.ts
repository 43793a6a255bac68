// SPDX-License-Identifier: Apache-2.0
import type { Claim, Severity } from '@mpk/core';
import type { CardPart } from '../claims/claim-sink.js';
import type { AuditedModel } from './audited-model.js';

/** What a rule saw, with what it rests on. */
export interface AuditMatch {
  /** one line; text of the model in it is made printable and cut */
  readonly message: string;
  /** the claims that it rests on: of a contradiction both */
  readonly evidence?: readonly Claim[];
  /** the file that is meant, where no claim names one */
  readonly file?: string;
  /** where it differs from the rule's own */
  readonly severity?: Severity;
}

/** One rule over what a model says of itself. It decides nothing: the policy does. */
export interface AuditRule {
  /** kebab-case; stable */
  readonly id: string;
  readonly theme: AuditTheme;
  readonly severity: Severity;
  /** one line, what it finds */
  readonly description: string;
  /** why it matters */
  readonly risk: string;
  readonly fix: string;
  /** what it does not find, or mistakes */
  readonly limits?: string;
  /** it tells of a gap that data sets cannot have: it is passed over for them */
  readonly isOfModelsAlone?: true;
  /** it tells what this part of the card does not say: it is passed over where nobody could read that, or what it is within */
  readonly ofCard?: CardPart;
  /** never throws for what the model says */
  check(model: AuditedModel): Iterable<AuditMatch>;
}

export const AUDIT_THEMES = {
  bytes: 'What is said against what the bytes are',
  lineage: 'What it was made from',
  license: 'Licences: facts for a review, never legal advice',
  code: 'Code that comes with it',
  evaluation: 'What it is said to be able to do',
  documentation: 'What is not said',
  privacy: 'What should not have been published',
  identity: 'Who and what it is',
} as const satisfies Record<string, string>;

export type AuditTheme = keyof typeof AUDIT_THEMES;
