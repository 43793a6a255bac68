// SPDX-License-Identifier: Apache-2.0
import type { Finding, Severity } from '@mpk/core';
import type { InspectedModel } from './inspected-model.js';

/** What people are told of a check; `docs/checks/<id>.md` is made of it. Markdown, without headings. */
export interface CheckAbout {
  /** what it looks at and what it finds */
  readonly finds: string;
  /** what may come of it */
  readonly risk: string;
  readonly severities: readonly (readonly [severity: Severity | 'inconclusive', when: string])[];
  /** what to do about a finding */
  readonly fix: string;
  /** what it does not find */
  readonly limits: string;
  /** ids of weaknesses and known cases, and addresses of standards */
  readonly references: readonly string[];
}

/** Looks at what was read of a model and says what it sees. */
export interface Check {
  /** kebab-case; also the name of its file and of its page */
  readonly id: string;
  /** one sentence, printed by `mpk inspect --list` */
  readonly description: string;
  readonly about: CheckAbout;
  /** it has nothing to look at without a base, and then it does not run */
  readonly needsBase?: true;
  /** @returns findings that are no pass; a bad model is no exception */
  run(model: InspectedModel): readonly Finding[];
}
