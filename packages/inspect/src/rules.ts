// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { canonicalJson, type RuleSet } from '@mpk/core';
import { ALLOW_LISTS } from './allowed/index.js';
import { CHECKS } from './checks/index.js';

/** Grows with every change of what is found. */
const VERSION = '2026.11.1';

/** The rules by which this version finds what it finds: its checks, and the lists that they look names up in. */
export const RULES: RuleSet = { version: VERSION, digest: digestOf() };

function digestOf(): string {
  const checks = CHECKS.map(({ id, description, about }) => ({ id, description, about }));
  const content = canonicalJson({ version: VERSION, checks, lists: ALLOW_LISTS });
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
