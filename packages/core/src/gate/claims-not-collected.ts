// SPDX-License-Identifier: Apache-2.0

/** The rest of a line where nobody collected facts. */
export const CLAIMS_NOT_COLLECTED = {
  outcome: 'undecided',
  code: 'NOT_MEASURED',
  found: 'the facts that the model states were not collected',
  fix: 'verify the model under this policy',
} as const;
