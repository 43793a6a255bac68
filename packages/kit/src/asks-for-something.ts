// SPDX-License-Identifier: Apache-2.0
import type { AdHocRequirements } from './policy.js';

/** Whether anything at all was asked for. */
export const asksForSomething = (ask: AdHocRequirements): boolean =>
  [ask.keyPath, ask.lockPath, ask.certificate, ask.keyless].some((part) => part !== undefined);
