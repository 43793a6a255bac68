// SPDX-License-Identifier: Apache-2.0
import { checkConsistency } from './consistency.js';
import { FaultList, nowhere, refuseFaults } from './fault.js';
import { lintPolicy } from './lint.js';
import { checkRules } from './rules.js';
import { checkSchema } from './schema-check.js';
import { policySchema } from './schema.js';
import { readYaml } from './yaml-source.js';
import type { PolicyFault } from './fault.js';
import type { ModelPolicy, ParsedPolicy } from './types.js';

/** How faults name a document. */
export interface ParsePolicyOptions {
  /** shown before line and column; default `policy` */
  readonly path?: string;
}

/**
 * Parses an untrusted policy: YAML 1.2 or JSON, one document, at most `MAX_POLICY_BYTES`; unknown fields are errors.
 *
 * Nothing that it refers to is read, see `resolvePolicy`.
 *
 * @throws MpkError `POLICY_INVALID` whose message holds the faults, one a line, as `path:line:column: found ..., expected ...`
 */
export async function parsePolicy(bytes: Uint8Array, options: ParsePolicyOptions = {}): Promise<ParsedPolicy> {
  const { value, faults } = await readYaml(bytes);
  const parsed = faults.hasErrors ? undefined : await check(value, faults);
  return accepted(parsed, faults, options);
}

/**
 * Checks a policy that was made in memory as {@link parsePolicy} checks one that was read; faults name JSON pointers.
 *
 * @throws MpkError `POLICY_INVALID`
 */
export async function parsePolicyDocument(document: unknown, options: ParsePolicyOptions = {}): Promise<ParsedPolicy> {
  const faults = new FaultList(nowhere);
  return accepted(await check(document, faults), faults, options);
}

/**
 * All that is wrong with a policy (errors) or doubtful in it (warnings), in the order of the text; never throws for what the bytes
 * hold.
 *
 * @param options.now - what "over" is measured by; default the current time
 */
export async function policyFaults(
  bytes: Uint8Array,
  options: { readonly now?: Date } = {},
): Promise<readonly PolicyFault[]> {
  const { value, faults } = await readYaml(bytes);
  const parsed = faults.hasErrors ? undefined : await check(value, faults);
  if (parsed) lintPolicy(parsed, faults, options.now ?? new Date());
  return faults.sorted;
}

/** @returns undefined when the document does not fit the schema; otherwise faults may still have errors */
async function check(value: unknown, faults: FaultList): Promise<ParsedPolicy | undefined> {
  const notEnforced = checkSchema(policySchema, value, faults);
  if (faults.hasErrors) return undefined;
  const document = value as ModelPolicy;
  checkConsistency(document, faults);
  await checkRules(document, faults);
  return { document, notEnforced };
}

function accepted(
  parsed: ParsedPolicy | undefined,
  faults: FaultList,
  { path = 'policy' }: ParsePolicyOptions,
): ParsedPolicy {
  refuseFaults(faults.sorted, path);
  if (parsed === undefined) throw new TypeError('a policy without faults was not parsed');
  return parsed;
}
