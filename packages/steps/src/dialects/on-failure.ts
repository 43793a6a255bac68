// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import type { OnFailure } from '../call.js';

/** Empty means `fail`. @throws MpkError `INPUT_MALFORMED` for anything else than `fail` or `report` */
export function readOnFailure(value: string): OnFailure {
  if (value === '' || value === 'fail') return 'fail';
  if (value === 'report') return 'report';
  throw new MpkError('INPUT_MALFORMED', `on_failure is ${JSON.stringify(value.slice(0, 40))}, expected fail or report`);
}
