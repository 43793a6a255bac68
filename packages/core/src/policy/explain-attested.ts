// SPDX-License-Identifier: Apache-2.0
import {
  DEFAULT_VSA_MAX_AGE,
  type AttestationRequirement,
  type InputsRequirement,
  type PolicyRequirements,
  type ProvenanceRequirement,
  type VsaAcceptance,
} from './types.js';

/** A line of an explanation, and the lines below it. */
export type Entry = readonly [string, ...(readonly string[])];

/** The requirements that rest on attestations, in plain words. */
export function aboutAttested({
  attestations = [],
  provenance,
  baseModels,
  datasets,
  signature,
}: PolicyRequirements): readonly Entry[] {
  const signers = signature?.anyOf ?? [];
  return [
    ...attestations.map(aboutAttestation),
    ...(provenance ? [aboutProvenance(provenance, signers)] : []),
    ...(baseModels ? [aboutInputs('base models', baseModels, signers)] : []),
    ...(datasets ? [aboutInputs('datasets', datasets, signers)] : []),
  ];
}

function aboutAttestation(requirement: AttestationRequirement): Entry {
  const { id, predicateType, signedBy, threshold = 1, files, maxAge, cel, validations = [] } = requirement;
  const who = signedBy.length === 1 ? (signedBy[0] ?? '') : `at least ${threshold} of ${signedBy.join(', ')}`;
  return [
    `attestation ${id}: ${predicateType}, signed by ${who}`,
    files === undefined ? 'about the whole model' : `about every file that matches ${files.join(', ')}`,
    ...(maxAge === undefined ? [] : [`not older than ${maxAge}`]),
    ...(cel === undefined ? [] : [`where ${cel}`]),
    ...validations.map((validation) => `where ${validation.cel}, else: ${validation.message}`),
  ];
}

function aboutProvenance(
  { signedBy, builders, buildTypes, sources, maxAge }: ProvenanceRequirement,
  signers: readonly string[],
): Entry {
  const parts = [
    builders && `built by ${builders.join(' or ')}`,
    buildTypes && `of build type ${buildTypes.join(' or ')}`,
    sources && `from code in ${sources.join(' or ')}`,
    maxAge && `not older than ${maxAge}`,
  ];
  return [
    `provenance: signed by any of ${(signedBy ?? signers).join(', ')}`,
    ...parts.filter((part) => part !== undefined),
  ];
}

const DEMANDS = {
  named: 'each must have a name',
  digest: 'each must be known by its digest',
  signed: 'each must be signed',
} as const;

function aboutInputs(what: string, requirement: InputsRequirement, signers: readonly string[]): Entry {
  const { require = 'named', signedBy = signers, allow, deny, maxDepth } = requirement;
  const parts = [
    require === 'signed' ? `${DEMANDS.signed} by any of ${signedBy.join(', ')}` : DEMANDS[require],
    allow && `only ${allow.join(', ')}`,
    deny && `none of ${deny.join(', ')}`,
    maxDepth === undefined ? 'over all generations that provenance shows' : `over ${maxDepth} generations at most`,
  ];
  return [`${what}: as signed provenance states them`, ...parts.filter((part) => part !== undefined)];
}

/** Which verification summaries count. */
export const aboutVsa = ({ acceptFrom, verifierId, maxAge = DEFAULT_VSA_MAX_AGE }: VsaAcceptance): Entry => [
  `a verification summary by ${verifierId}, signed by any of ${acceptFrom.join(', ')}, not older than ${maxAge}`,
];
