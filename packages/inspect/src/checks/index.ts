// SPDX-License-Identifier: Apache-2.0
import type { Check } from '../check.js';
import { archiveMembers } from './archive-members.js';
import { coverage } from './coverage.js';
import { executables } from './executables.js';
import { formatNames } from './format-names.js';
import { lfsPointers } from './lfs-pointers.js';
import { pickleBehaviour } from './pickle-behaviour.js';
import { pickleImports } from './pickle-imports.js';
import { polyglots } from './polyglots.js';
import { remoteCode } from './remote-code.js';
import { structure } from './structure.js';
import { unexpectedFiles } from './unexpected-files.js';

/** Every check, in the order in which findings are told. */
export const CHECKS: readonly Check[] = [
  pickleImports,
  pickleBehaviour,
  remoteCode,
  executables,
  polyglots,
  archiveMembers,
  structure,
  formatNames,
  unexpectedFiles,
  lfsPointers,
  coverage,
];
