// SPDX-License-Identifier: Apache-2.0
// What the pages of the predicates say besides what their schemas say.

interface PredicateText {
  /** what one gets, in a sentence or two */
  readonly what: string;
  /** other predicate types that are read */
  readonly reads?: string;
  readonly writes: string;
  readonly checks: string;
  /** what it does not prove */
  readonly not: string;
}

const FORM =
  'Its form, when it is signed and when it is read: what does not fit the schema is `INPUT_MALFORMED`, and counts for nothing.';
const ASKED = 'A policy asks for it under `requirements.attestations`, by predicate type, signer, age and CEL.';
const AGE_BY_TIMESTAMP =
  'Its age (`maxAge`) is that of a trusted timestamp: the predicate states no time that the kit knows, so sign keyless or with `--tsa-url`.';

/** By id of the predicate. */
export const PREDICATE_TEXTS: Readonly<Record<string, PredicateText>> = {
  'slsa-provenance': {
    what: 'How a model or dataset was made: by whom, with what command, and from which inputs, by digest.',
    writes: `\`mpk record\` and \`mpk-step record\` write it, with the build types [training](training-v1.md) and [dataset](dataset-v1.md).
\`mpk attest --type training\` and \`--type dataset\` sign one that another tool made. \`externalParameters\` is demanded of what is written
and not of what is read: some tools leave an empty one out.`,
    checks: `${FORM} Provenance of this kit's build types is held to these too; of other build types nothing but SLSA's own form.

\`requirements.provenance\` holds \`runDetails.builder.id\`, \`buildType\` and the code (\`resolvedDependencies\` of role \`source\`; of tools
that give no roles, all \`git+\` URIs) to a policy. \`requirements.baseModels\` and \`requirements.datasets\`, and \`mpk lineage\`, follow
\`resolvedDependencies\` by digest. Its age is that of a trusted timestamp, else \`finishedOn\`, else \`startedOn\`.`,
    not: 'It is worth what its signer is worth. Whoever controls the machine that trains controls what is recorded there.',
  },
  'verification-summary': {
    what: 'A decision that others may reuse: this verifier judged these bytes under this policy, then.',
    writes: `\`mpk verify --vsa-signer KEY\`, after a pass in full under \`enforce\` (\`PASSED\`) or a refusal (\`FAILED\`); nothing for what is
undecided, under \`warn\` or \`audit\`, or where a summary was accepted. \`verifiedLevels\` is \`MPK_POLICY_PASSED\` or
\`FAILED\`. \`mpk_expiresOn\` is the first of: \`spec.vsa.maxAge\`, the end of every exception that was used, the last day of the keys that
signed, and the end of certificates for which no trusted timestamp speaks. \`mpk attest --type vsa\` signs one that another tool made.`,
    checks: `${FORM} It stands for a verification only where the caller asks (\`mpk verify --accept-vsa\`) and \`spec.vsa\` allows it:
signed by one of \`acceptFrom\`, from \`verifierId\`, \`PASSED\`, about this manifest digest, under this \`resourceUri\` and this policy by
digest, not older than \`maxAge\` (by \`timeVerified\` and by trusted timestamps), and not over. The model is read and digested all the same.`,
    not: 'It says that the model passed then, and not that it would now: keep `spec.vsa.maxAge` short. Readers other than this kit do not know `mpk_expiresOn`.',
  },
  'test-result': {
    what: 'How tests of a model ended: an evaluation, a scan, a red team.',
    writes:
      '`mpk attest --type scan` writes one of what `mpk inspect` sees; `--type evaluation`, and `--type scan` with `--predicate`, sign one that your tests wrote.',
    checks: `${FORM} ${ASKED} \`predicate.result == "PASSED"\` is such a CEL expression; without one a \`FAILED\` counts as well. ${AGE_BY_TIMESTAMP}`,
    not: 'It does not say that the tests were the right ones: hold `configuration` to what you expect, in CEL.',
  },
  reference: {
    what: 'Which documents belong to a model or dataset, by digest: data cards, raw scan reports, large bills of materials.',
    writes:
      '`mpk attest --type dataset`, `evaluation`, `scan` and `bom` sign one that you wrote, where the document itself is too large or of no vetted type.',
    checks: `${FORM} ${ASKED} ${AGE_BY_TIMESTAMP} The documents are not fetched.`,
    not: 'Without `digest` it says where a document is, and not which.',
  },
  scai: {
    what: 'Attributes of a model, each with what shows it: `LICENSE_REVIEWED`, `TRAINED_IN_TEE`.',
    reads: '`https://in-toto.io/attestation/scai/attribute-report/v0.2`',
    writes:
      '`mpk attest --type custom --predicate-type https://in-toto.io/attestation/scai/v0.3` signs one that you wrote; it is checked as the others are.',
    checks: `${FORM} ${ASKED} ${AGE_BY_TIMESTAMP} The evidence is not fetched.`,
    not: 'An attribute means what its signer and you have agreed that it means.',
  },
  cyclonedx: {
    what: 'What a model is made of, as a CycloneDX bill of materials.',
    reads: '`https://cyclonedx.org/bom/v1.N`',
    writes: '`mpk attest --type bom` signs one that another tool made.',
    checks: `${FORM} That covers its head and lists; whether it is a good or complete one is for the validators of CycloneDX. ${ASKED} ${AGE_BY_TIMESTAMP}`,
    not: 'It does not say that the list is complete. This version does not enforce `requirements.bom`.',
  },
  'spdx-2': {
    what: 'What a model is made of, as an SPDX 2 document.',
    reads: '`https://spdx.dev/Document`, `https://spdx.dev/Document/v2`, `https://spdx.dev/Document/v2.N`',
    writes: '`mpk attest --type bom` signs one that another tool made.',
    checks: `${FORM} That covers its head and lists; whether it is a good or complete one is for the validators of SPDX. ${ASKED} ${AGE_BY_TIMESTAMP}`,
    not: 'It does not say that the list is complete. This version does not enforce `requirements.bom`.',
  },
  'spdx-3': {
    what: 'What a model is made of, as an SPDX 3 document, which has profiles for AI and datasets.',
    reads: '`https://spdx.dev/Document/v3.N`, `https://spdx.dev/Document/v3.N.N`',
    writes: '`mpk attest --type bom` signs one that another tool made.',
    checks: `${FORM} That covers its head and list; whether it is a good or complete one is for the validators of SPDX. ${ASKED} ${AGE_BY_TIMESTAMP}`,
    not: 'It does not say that the list is complete. This version does not enforce `requirements.bom`.',
  },
  'trust-bundle': {
    what: 'Whole policies with their keys, authorities, locks and roots, in one signed file, for a machine without network. How to use it: [without a network](../tutorials/air-gap.md).',
    writes:
      '`mpk trust bundle POLICY...`. The subjects of the statement are the policies, by the digest of the effective policy.',
    checks: `The signature by the one key that is given (\`--trust-key\`), before anything in it is looked at; then its form, \`createdOn\`
and \`expiresOn\` (clocks may differ by five minutes), that the policy with its files has the digest that is stated, that it holds every
file and root that the policy names, and, of \`tufCache\`, all signatures of the TUF metadata again, from the policy's own first root on.`,
    not: 'It holds no secret, and nothing about a model. Of a root that changed after it was made it knows nothing: renew it.',
  },
};
