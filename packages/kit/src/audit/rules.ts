// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { canonicalJson, type RuleSet } from '@mpk/core';
import { AUDIT_RULES } from '@mpk/bom';

const VERSION = '2026.11.1';

/** The rules that an audit goes by: their digest changes with what any of them says of itself, and with the version. */
export const AUDIT_RULE_SET: RuleSet = { version: VERSION, digest: digestOf() };

function digestOf(): string {
  const rules = AUDIT_RULES.map(({ id, severity, description, limits = '' }) => ({
    id,
    severity,
    description,
    limits,
  }));
  return `sha256:${createHash('sha256')
    .update(canonicalJson({ version: VERSION, rules }))
    .digest('hex')}`;
}
