// SPDX-License-Identifier: Apache-2.0
import { MpkError, createStatementFinder, familyTree, type PedigreeNode, type Verdict } from '@mpk/core';
import { collectEvidence, type CollectOptions } from './collect-evidence.js';
import { renderLineageHtml } from './lineage/html.js';
import { linkProblems, treeVerdict, type LinkProblem } from './lineage/links.js';
import { renderMermaid } from './lineage/mermaid.js';
import { LINEAGE_SCHEMA, lineageSchema } from './lineage/schema.js';
import { renderSvg } from './lineage/svg.js';
import { adHocPolicy, asksForSomething, loadPolicy, type AdHocRequirements, type PolicySource } from './policy.js';
import { openTrust } from './trust/verifiers.js';

export { LINEAGE_SCHEMA, lineageSchema, renderLineageHtml, renderMermaid, renderSvg };
export { NOT_FOUND } from './lineage/links.js';
export { renderTreeText } from './lineage/text.js';
export type { LinkProblem } from './lineage/links.js';
export type { PedigreeNode } from '@mpk/core';

/** Options of {@link modelLineage}: the signers of a policy, or one of the command line. */
export interface LineageOptions extends CollectOptions, AdHocRequirements {
  readonly policy?: PolicySource;
  readonly now?: Date;
}

/** A family tree, and the links of it that are not whole. `mpk lineage --json` prints this; additions only. */
export interface LineageResult {
  readonly schema: typeof LINEAGE_SCHEMA;
  /** `fail`: a link is broken; `undecided`: one cannot be seen; `pass`: all are signed by somebody whom the policy names */
  readonly verdict: Verdict;
  readonly policy: { readonly name: string; readonly digest: string };
  readonly problems: readonly LinkProblem[];
  readonly tree: PedigreeNode;
}

/**
 * Walks from a model through signed provenance to what it was made from, generation by generation, and verifies every
 * signature on the way.
 *
 * Attestations are found beside the model and where the options say. What the tree holds is as signed provenance states it;
 * where none is found the tree ends, which `nothing signed says how it was made` tells.
 *
 * @throws MpkError `NOTHING_TO_CHECK` without signers; what keeps model or policy from being read
 */
export async function modelLineage(options: LineageOptions): Promise<LineageResult> {
  const now = options.now ?? new Date();
  const policy = await policyOf(options);
  const evidence = await collectEvidence(options, { formats: false, ancestors: true, serializations: true, now });
  const { verifiers } = await openTrust(policy, { now, env: options.env ?? {} });
  const statements = createStatementFinder(evidence, verifiers);
  const tree = familyTree(evidence, policy.document, statements);
  const problems = linkProblems(tree);
  return {
    schema: LINEAGE_SCHEMA,
    verdict: treeVerdict(problems),
    policy: { name: policy.document.metadata.name, digest: policy.digest },
    problems,
    tree,
  };
}

async function policyOf(options: LineageOptions): ReturnType<typeof loadPolicy> {
  const policy = await (options.policy ? loadPolicy(options.policy, options.now) : adHoc(options));
  if (Object.keys(policy.document.spec.trust?.signers ?? {}).length > 0) return policy;
  throw new MpkError('NOTHING_TO_CHECK', 'the policy knows no signers, so that no link could be verified', {
    hint: 'name them under spec.trust.signers',
  });
}

function adHoc(options: LineageOptions): ReturnType<typeof adHocPolicy> {
  if (asksForSomething(options)) return adHocPolicy(options);
  throw new MpkError('NOTHING_TO_CHECK', 'nothing says whose signatures count', {
    hint: 'give a policy (--policy) that names signers, or a public key (--key)',
  });
}
