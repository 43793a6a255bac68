// SPDX-License-Identifier: Apache-2.0
import type { Check } from '../check.js';
import { archiveMembers } from './archive-members.js';
import { coverage } from './coverage.js';
import { executables } from './executables.js';
import { pickleBehaviour } from './pickle-behaviour.js';
import { pickleImports } from './pickle-imports.js';
import { polyglots } from './polyglots.js';
import { structure } from './structure.js';

/** Every check, in the order in which findings are told. */
export const CHECKS: readonly Check[] = [
  pickleImports,
  pickleBehaviour,
  executables,
  polyglots,
  archiveMembers,
  structure,
  coverage,
];
