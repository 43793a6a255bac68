// SPDX-License-Identifier: Apache-2.0
import type { Evidence } from '../evidence/types.js';
import { asksForFormats } from '../policy/expressions.js';

/** Whether an expression speaks of formats, and those of some file were not looked at: then its answer means nothing. */
export const lacksFormats = (cel: string, { model }: Evidence): boolean =>
  asksForFormats(cel) && model.files.some(({ format }) => format === undefined);

/** The rest of a line for that. */
export const FORMATS_NOT_MEASURED = {
  outcome: 'undecided',
  code: 'NOT_MEASURED',
  found: 'the formats of some files were not looked at',
  fix: 'verify the model under this policy, without --cache',
} as const;
