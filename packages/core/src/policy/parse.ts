// SPDX-License-Identifier: Apache-2.0
import { checkConsistency } from './consistency.js';
import { FaultList, nowhere } from '../schema/fault.js';
import { foreignDocument } from './foreign-document.js';
import { checkAuditRules, checkBomProfile, checkCheckIds, checkClaimNames, checkLicenseNames } from './check-ids.js';
import { checkFormatIds } from './format-ids.js';
import { lintPolicy } from './lint.js';
import { checkMaterial } from './material.js';
import { refuseFaults } from './refuse-faults.js';
import { checkExpressions } from './expressions.js';
import { checkSchema } from '../schema/schema-check.js';
import { policySchema } from './schema.js';
import { readYaml } from '../yaml/yaml-source.js';
import type { Fault } from '../schema/fault.js';
import type { PolicyIds } from './format-ids.js';
import type { CheckMaterial } from './material.js';
import type { ModelPolicy, ParsedPolicy } from './types.js';

/** How faults name a document, and what it is held to besides its schema. */
export interface ParsePolicyOptions extends PolicyIds {
  /** shown before line and column; default `policy` */
  readonly path?: string;
}

/** Options of {@link policyFaults}. */
export interface PolicyFaultsOptions extends PolicyIds {
  /** what "over" is measured by; default the current time */
  readonly now?: Date;
  /** looks at keys, certificates, roots and the lock; without it only the document is checked */
  readonly checkMaterial?: CheckMaterial;
}

/**
 * Parses an untrusted policy: YAML 1.2 or JSON, one document, at most `MAX_POLICY_BYTES`; unknown fields are errors.
 *
 * Nothing that it refers to is read, see `resolvePolicy`.
 *
 * @throws MpkError `POLICY_INVALID` whose message holds the faults, one a line, as `path:line:column: found ..., expected ...`
 */
export async function parsePolicy(bytes: Uint8Array, options: ParsePolicyOptions = {}): Promise<ParsedPolicy> {
  const { value, faults, foreign } = await readDocument(bytes);
  const { path = 'policy' } = options;
  // What is no policy at all need not be corrected.
  if (foreign) refuseFaults(faults.sorted, path, '`mpk policy init` writes a policy to start from');
  const parsed = faults.hasErrors ? undefined : await check(value, faults, options);
  return accepted(parsed, faults, path);
}

/**
 * Checks a policy that was made in memory as {@link parsePolicy} checks one that was read; faults name JSON pointers.
 *
 * @throws MpkError `POLICY_INVALID`
 */
export async function parsePolicyDocument(document: unknown, options: ParsePolicyOptions = {}): Promise<ParsedPolicy> {
  const faults = new FaultList(nowhere);
  return accepted(await check(document, faults, options), faults, options.path ?? 'policy');
}

/**
 * All that is wrong with a policy (errors) or doubtful in it (warnings), in the order of the text; never throws for what the bytes
 * hold.
 */
export async function policyFaults(bytes: Uint8Array, options: PolicyFaultsOptions = {}): Promise<readonly Fault[]> {
  const { value, faults } = await readDocument(bytes);
  const parsed = faults.hasErrors ? undefined : await check(value, faults, options);
  if (parsed) {
    if (options.checkMaterial) await checkMaterial(parsed.document, faults, options.checkMaterial);
    lintPolicy(parsed, faults, options.now ?? new Date());
  }
  return faults.sorted;
}

/** Reads YAML; a document that is of another kind has one fault, which says so. */
async function readDocument(bytes: Uint8Array): Promise<{ value: unknown; faults: FaultList; foreign: boolean }> {
  const { value, faults } = await readYaml(bytes);
  const message = foreignDocument(bytes, value);
  if (message === undefined) return { value, faults, foreign: false };
  const only = new FaultList(nowhere);
  only.errorAt({ line: 1, column: 1 }, '', message);
  return { value: undefined, faults: only, foreign: true };
}

/** @returns undefined when the document does not fit the schema; otherwise faults may still have errors */
async function check(value: unknown, faults: FaultList, ids: PolicyIds): Promise<ParsedPolicy | undefined> {
  const notEnforced = checkSchema(policySchema, value, faults);
  if (faults.hasErrors) return undefined;
  const document = value as ModelPolicy;
  checkConsistency(document, faults);
  if (ids.formatIds !== undefined) await checkFormatIds(document, faults, ids.formatIds);
  if (ids.checkIds !== undefined) await checkCheckIds(document, faults, ids.checkIds);
  if (ids.auditRuleIds !== undefined) await checkAuditRules(document, faults, ids.auditRuleIds);
  if (ids.bomProfileIds !== undefined) await checkBomProfile(document, faults, ids.bomProfileIds);
  if (ids.licenseNames !== undefined) await checkLicenseNames(document, faults, ids.licenseNames);
  if (ids.claimNames !== undefined) await checkClaimNames(document, faults, ids.claimNames);
  await checkExpressions(document, faults, ids.claimNames);
  return { document, notEnforced };
}

function accepted(parsed: ParsedPolicy | undefined, faults: FaultList, path: string): ParsedPolicy {
  refuseFaults(faults.sorted, path);
  if (parsed === undefined) throw new TypeError('a policy without faults was not parsed');
  return parsed;
}
