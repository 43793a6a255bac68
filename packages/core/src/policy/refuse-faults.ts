// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { MAX_FAULTS, renderFault } from '../schema/fault.js';
import type { Fault } from '../schema/fault.js';

/** Faults that one error message holds. */
export const MAX_FAULTS_SHOWN = 20;

const HINT = 'correct the document; `mpk policy lint` shows all faults';

/** @throws MpkError `POLICY_INVALID` with all errors among `faults`, at most {@link MAX_FAULTS_SHOWN}, if there are any */
export function refuseFaults(faults: readonly Fault[], path: string, hint = HINT): void {
  const errors = faults.filter((fault) => fault.severity === 'error');
  if (errors.length === 0) return;
  const lines = errors.slice(0, MAX_FAULTS_SHOWN).map((fault) => renderFault(fault, path));
  if (errors.length > MAX_FAULTS_SHOWN) {
    const more = errors.length - MAX_FAULTS_SHOWN;
    lines.push(`and ${more}${errors.length >= MAX_FAULTS ? ' or more' : ''} other faults`);
  }
  throw new MpkError('POLICY_INVALID', lines.join('\n'), { hint });
}
