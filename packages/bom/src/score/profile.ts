// SPDX-License-Identifier: Apache-2.0
import type { ElementId } from './elements.js';

export const PROFILE_IDS = ['g7-2026', 'cisa-2025', 'eu-annex-xi', 'owasp', 'spdx-ai'] as const;
export type ProfileId = (typeof PROFILE_IDS)[number];

/** What a missing element weighs. */
export const OBLIGATIONS = { required: 3, recommended: 2, optional: 1 } as const;
export type Obligation = keyof typeof OBLIGATIONS;

/** One line of a profile. */
export interface Requirement {
  /** what the profile calls it, such as `MD-01`; unique in the profile */
  readonly reference: string;
  readonly element: ElementId;
  readonly obligation: Obligation;
}

/** What somebody asks of a BOM of a model. */
export interface Profile {
  readonly id: ProfileId;
  readonly title: string;
  /** who published it, and when */
  readonly issuer: string;
  /** plainly: law, draft, voluntary, a tool's own list */
  readonly status: string;
  /** where this table was taken from, and how far that is the text itself */
  readonly source: string;
  readonly requirements: readonly Requirement[];
}
