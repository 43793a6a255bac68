// SPDX-License-Identifier: Apache-2.0
import type { Evidence } from '../evidence/types.js';
import { UNSTATED_ROLE, namesOf } from '../pedigree/dependencies.js';
import { buildPedigree, type PedigreeNode } from '../pedigree/pedigree.js';
import { compileGlob } from '../policy/glob.js';
import type { InputsRequirement } from '../policy/types.js';
import { showName } from '../text/printable.js';
import type { RequirementResult } from './result.js';
import type { StatementFinder } from '../statements/statement-finder.js';

/** Most problems that one line names. */
const MAX_PROBLEMS = 5;

const KINDS = {
  baseModels: { role: 'base-model', one: 'base model', many: 'base models' },
  datasets: { role: 'dataset', one: 'dataset', many: 'datasets' },
} as const;

/** What inputs are judged with. */
export interface InputsInput {
  readonly evidence: Evidence;
  readonly statements: StatementFinder;
  /** signers whose provenance about the model itself counts */
  readonly ownSigners: readonly string[];
}

/** Holds what the model was made from, over generations, to the policy: how well it is known, and what it may be. */
export function judgeInputs(
  id: keyof typeof KINDS,
  requirement: InputsRequirement,
  { evidence, statements, ownSigners }: InputsInput,
): RequirementResult {
  const { name, uri, omsRootDigest, manifestDigest } = evidence.model;
  if (evidence.related === undefined) return notCollected(id);
  const inputSigners = requirement.signedBy ?? ownSigners;
  const root = buildPedigree({
    name,
    uri,
    sha256: omsRootDigest.slice('sha256:'.length),
    manifestDigest,
    statements,
    ownSigners: ownSigners.length > 0 ? ownSigners : inputSigners,
    inputSigners,
    maxDepth: requirement.maxDepth,
  });
  const base = { id, asked: describeAsked(id, requirement, inputSigners) } as const;
  const unknown = originProblem(root);
  if (unknown !== undefined) return { ...base, ...unknown };
  const members = membersOf(root, KINDS[id].role);
  const problems = members.flatMap((member) => {
    const problem = problemOf(member.node, requirement);
    if (problem === undefined) return [];
    const what = member.node.role === UNSTATED_ROLE ? `may be a ${KINDS[id].one} (it has no role), ` : '';
    return [`${showName(member.node.name)}${member.via}: ${what}${problem}`];
  });
  if (problems.length > 0) {
    const more = problems.length > MAX_PROBLEMS ? ` and ${problems.length - MAX_PROBLEMS} more` : '';
    return {
      ...base,
      outcome: 'fail',
      code: 'REQUIREMENT_FAILED',
      found: `${problems.slice(0, MAX_PROBLEMS).join('; ')}${more}`,
      fix: fixOf(problems),
    };
  }
  return { ...base, outcome: 'pass', code: 'PASSED', found: describeFound(id, members, root) };
}

const NOT_FOUND = 'no signature of it was found';
const FOREIGN = 'signed by nobody who may sign it';

function fixOf(problems: readonly string[]): string {
  const isOneOf = (problem: string): boolean => problems.some((one) => one.endsWith(problem));
  if (isOneOf(NOT_FOUND)) {
    return 'name the folders where the signatures of its inputs lie (--attestations), or have those inputs signed';
  }
  if (isOneOf(FOREIGN)) return 'use inputs that the policy accepts, or say in the policy who may sign them (signedBy)';
  return 'see the whole tree with mpk lineage, and use inputs that the policy accepts';
}

const notCollected = (id: keyof typeof KINDS): RequirementResult => ({
  id,
  outcome: 'undecided',
  code: 'NOT_MEASURED',
  asked: `the ${KINDS[id].many} that it was made from`,
  found: 'the evidence was collected without looking for what the model was made from',
  fix: 'verify the model under this policy, which collects that too',
});

function describeAsked(
  id: keyof typeof KINDS,
  { require = 'named', allow, deny, maxDepth }: InputsRequirement,
  signers: readonly string[],
): string {
  const demands = { named: 'named', digest: 'known by digest', signed: `signed by any of ${signers.join(', ')}` };
  const parts = [
    `every one of the ${KINDS[id].many} ${demands[require]}`,
    allow && `only ${allow.join(', ')}`,
    deny && `none of ${deny.join(', ')}`,
    maxDepth !== undefined && `over ${maxDepth} ${maxDepth === 1 ? 'generation' : 'generations'}`,
  ];
  return parts.filter((part) => typeof part === 'string').join('; ');
}

function describeFound(id: keyof typeof KINDS, members: readonly FoundMember[], root: PedigreeNode): string {
  const by = root.provenance?.state === 'verified' ? `, as ${root.provenance.signer} states` : '';
  if (members.length === 0) return `made from no ${KINDS[id].one}${by}`;
  const names = [...new Set(members.map(({ node }) => showName(node.name)))];
  const more = names.length > MAX_PROBLEMS ? ` and ${names.length - MAX_PROBLEMS} more` : '';
  return `${names.slice(0, MAX_PROBLEMS).join(', ')}${more}${by}`;
}

/** Without a word that counts, nobody knows what the model was made from. */
function originProblem({ provenance }: PedigreeNode): Omit<RequirementResult, 'id' | 'asked'> | undefined {
  if (provenance?.state === 'verified') return undefined;
  const fix = 'record how the model is made (mpk record), or name where its attestations are (--attestations)';
  if (provenance?.state === 'refused') {
    return { outcome: 'fail', code: provenance.code, found: `its provenance: ${provenance.message}`, fix };
  }
  const found = `no provenance about the model${provenance?.state === 'foreign' ? ' by a signer that counts' : ''}`;
  return { outcome: 'fail', code: 'ATTESTATION_MISSING', found, fix };
}

interface FoundMember {
  readonly node: PedigreeNode;
  /** `, of base` for what a base model was made from */
  readonly via: string;
}

function membersOf(node: PedigreeNode, role: string, via = ''): readonly FoundMember[] {
  return node.inputs.flatMap((input) => {
    const below = membersOf(input, role, ` (of ${showName(input.name)})`);
    // What has no role may be one: a policy that speaks of datasets must not be dodged by leaving the role out.
    return input.role === role || input.role === UNSTATED_ROLE ? [{ node: input, via }, ...below] : below;
  });
}

function problemOf(node: PedigreeNode, requirement: InputsRequirement): string | undefined {
  return knowledgeProblem(node, requirement.require ?? 'named') ?? listProblem(node, requirement) ?? linkProblem(node);
}

function knowledgeProblem(
  { uri, sha256, name, signature }: PedigreeNode,
  demand: NonNullable<InputsRequirement['require']>,
): string | undefined {
  if (demand === 'named') return uri === undefined && name === 'unnamed' ? 'it has no name' : undefined;
  if (sha256 === undefined) return 'nothing says which bytes it was';
  if (demand === 'digest' || signature?.state === 'verified') return undefined;
  if (signature?.state === 'refused') return `its signature: ${signature.message}`;
  return signature?.state === 'foreign' ? FOREIGN : NOT_FOUND;
}

function listProblem(node: PedigreeNode, { allow, deny }: InputsRequirement): string | undefined {
  const names = namesOf(node);
  const matches = (globs: readonly string[]): boolean => globs.some((glob) => names.some(compileGlob(glob)));
  const shown = node.uri ?? (node.sha256 === undefined ? 'something without URI and digest' : `sha256:${node.sha256}`);
  if (deny && names.length === 0) return 'it has neither URI nor digest to be held against the deny list';
  if (deny && matches(deny)) return `${shown} is denied`;
  return allow && !matches(allow) ? `${shown} is not allowed` : undefined;
}

/** Provenance that is there and does not verify: somebody tampered with the link. */
const linkProblem = ({ provenance }: PedigreeNode): string | undefined =>
  provenance?.state === 'refused' ? `its provenance: ${provenance.message}` : undefined;
