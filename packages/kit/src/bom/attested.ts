// SPDX-License-Identifier: Apache-2.0
import { createStatementFinder, type Evidence } from '@mpk/core';
import type { AttestedFacts } from '@mpk/bom/documents';
import { asksForSomething } from '../asks-for-something.js';
import type { AdHocRequirements, PolicySource } from '../policy.js';

/** Whose signatures count: those whom a policy names, or whoever is named on the command line. */
export interface Trusting extends AdHocRequirements {
  readonly policy?: PolicySource;
  readonly env?: NodeJS.ProcessEnv;
}

/** What signed statements say of a model, where somebody is named whose signatures count. @throws MpkError of the policy */
export async function attestedBy(trusting: Trusting, evidence: Evidence): Promise<AttestedFacts | undefined> {
  if (trusting.policy === undefined && !asksForSomething(trusting)) return undefined;
  // Few documents need them, and they take as long to load as all else.
  const [{ adHocPolicy, loadPolicy }, { openTrust }, { attestedFacts }] = await Promise.all([
    import('../policy.js'),
    import('../trust/verifiers.js'),
    import('./attested-facts.js'),
  ]);
  // Whether a signature counts is decided at the time of now, whatever time a document is given.
  const now = new Date();
  const policy = await (trusting.policy ? loadPolicy(trusting.policy, now) : adHocPolicy(trusting));
  const { verifiers } = await openTrust(policy, { now, env: trusting.env ?? {} });
  return attestedFacts({
    statements: createStatementFinder(evidence, verifiers),
    signers: Object.keys(policy.document.spec.trust?.signers ?? {}),
    manifestDigest: evidence.model.manifestDigest,
  });
}
