// SPDX-License-Identifier: Apache-2.0
import { createStatementFinder, type Evidence, type NamedVerifier } from '@mpk/core';
import type { AttestedFacts } from '@mpk/bom/documents';
import { asksForSomething } from '../asks-for-something.js';
import type { AdHocRequirements, PolicySource } from '../policy.js';

/** Whose signatures count: those whom a policy names, or whoever is named on the command line; nobody's where neither is there. */
export interface Trusting extends AdHocRequirements {
  readonly policy?: PolicySource;
  readonly env?: NodeJS.ProcessEnv;
}

/** Those whose signatures count, ready to verify; undefined where nobody is named. @throws MpkError of the policy */
export async function openTrusted(trusting: Trusting): Promise<readonly NamedVerifier[] | undefined> {
  if (trusting.policy === undefined && !asksForSomething(trusting)) return undefined;
  // Few documents need them, and they take as long to load as all else.
  const [{ adHocPolicy, loadPolicy }, { openTrust }] = await Promise.all([
    import('../policy.js'),
    import('../trust/verifiers.js'),
  ]);
  // Whether a signature counts is decided at the time of now, whatever time a document is given.
  const now = new Date();
  const policy = await (trusting.policy ? loadPolicy(trusting.policy, now) : adHocPolicy(trusting));
  return (await openTrust(policy, { now, env: trusting.env ?? {} })).verifiers;
}

/** What signed statements say of a model, where somebody is named whose signatures count. @throws MpkError of the policy */
export async function attestedBy(trusting: Trusting, evidence: Evidence): Promise<AttestedFacts | undefined> {
  const verifiers = await openTrusted(trusting);
  if (verifiers === undefined) return undefined;
  const { attestedFacts } = await import('./attested-facts.js');
  return attestedFacts({
    statements: createStatementFinder(evidence, verifiers),
    signers: verifiers.map(({ name }) => name),
    manifestDigest: evidence.model.manifestDigest,
  });
}
