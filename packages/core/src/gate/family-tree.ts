// SPDX-License-Identifier: Apache-2.0
import type { Evidence } from '../evidence/types.js';
import { buildPedigree, proofOfRefusals, type PedigreeNode, type PedigreeProof } from '../pedigree/pedigree.js';
import type { ModelPolicy } from '../policy/types.js';
import { describeIdentity } from '../statements/distinct-signers.js';
import type { StatementFinder } from '../statements/statement-finder.js';
import { provenanceSigners } from './provenance-requirement.js';
import { weighSignatures } from './signature-requirement.js';

/**
 * The family tree of a model, every link verified by the signers of a policy: the model's own signature and provenance by those
 * whom its requirements name for it (without any, by all), what it was made from by any signer that the policy knows.
 *
 * @throws MpkError `INPUT_TOO_LARGE` for a tree without end
 */
export function familyTree(evidence: Evidence, policy: ModelPolicy, statements: StatementFinder): PedigreeNode {
  const { trust, requirements = {} } = policy.spec;
  const everybody = Object.keys(trust?.signers ?? {});
  const provenance = provenanceSigners(requirements);
  const { name, uri, omsRootDigest, manifestDigest } = evidence.model;
  return buildPedigree({
    name,
    uri,
    sha256: omsRootDigest.slice('sha256:'.length),
    manifestDigest,
    statements,
    ownSignature: signatureProof(evidence, requirements.signature?.anyOf ?? everybody, statements),
    ownSigners: provenance.length > 0 ? provenance : everybody,
    inputSigners: everybody,
  });
}

function signatureProof(evidence: Evidence, anyOf: readonly string[], statements: StatementFinder): PedigreeProof {
  const { accepted, refusals } = weighSignatures({ anyOf }, evidence, statements);
  const [first] = accepted;
  if (first === undefined) return proofOfRefusals(refusals);
  return { state: 'verified', signer: first.signer, by: describeIdentity(first.identity) };
}
