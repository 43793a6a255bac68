// SPDX-License-Identifier: Apache-2.0
import { MADE_ROLES, UNSTATED_ROLE, type PedigreeNode, type PedigreeProof, type Verdict } from '@mpk/core';

/** How one member of a family tree stands: its outcome, and that in words. */
export interface LinkState {
  readonly outcome: Verdict;
  readonly text: string;
  /** the same in fewer words, where there are fewer */
  readonly brief?: string;
}

/** The problem of a member whose signature nobody named, or that has none. */
export const NOT_FOUND = 'no signature was found';

/** A link that is broken, or of which nobody can say that it is whole. */
export interface LinkProblem {
  /** names from the model to the member */
  readonly path: readonly string[];
  readonly outcome: 'fail' | 'undecided';
  readonly problem: string;
}

/** How a member stands: its signature, and that of the statement of how it was made. */
export function linkState(node: PedigreeNode): LinkState {
  if (!MADE_ROLES.includes(node.role)) return { outcome: 'pass', text: `named by ${node.statedBy ?? 'nobody'}` };
  const { signature, provenance } = node;
  if (provenance?.state === 'refused') {
    return { outcome: 'fail', text: `how it was made: ${provenance.message}` };
  }
  if (signature === undefined) return { outcome: 'undecided', text: 'nothing says which bytes it was' };
  return signatureState(signature, node.role);
}

function signatureState(signature: PedigreeProof, role: string): LinkState {
  switch (signature.state) {
    case 'verified':
      return {
        outcome: 'pass',
        text: `signed by ${signature.signer} (${signature.by})`,
        brief: `signed by ${signature.signer}`,
      };
    case 'refused':
      return { outcome: 'fail', text: `signature: ${signature.message}` };
    case 'foreign':
      return { outcome: unsigned(role), text: 'signed by nobody who may sign it' };
    case 'missing':
      return { outcome: unsigned(role), text: NOT_FOUND };
  }
}

/** The model itself is at hand, so that its signature would be too. */
const unsigned = (role: string): 'fail' | 'undecided' => (role === 'model' ? 'fail' : 'undecided');

/** Whether signed provenance says what a member was made from: without it the tree may go on unseen. */
export function originText({ role, provenance, inputs, repeated }: PedigreeNode): string | undefined {
  if (!MADE_ROLES.includes(role) || provenance === undefined || provenance.state === 'refused') return undefined;
  if (repeated) return 'shown above';
  if (provenance.state === 'verified') return inputs.length === 0 ? 'made from nothing else' : undefined;
  return provenance.state === 'foreign' ? FOREIGN_ORIGIN : UNKNOWN_ORIGIN;
}

const FOREIGN_ORIGIN = 'how it was made is signed by nobody who may sign that';
const UNKNOWN_ORIGIN = 'nothing signed says how it was made';

/** The same in fewer words, for a box of a drawing. */
export function originBrief(node: PedigreeNode): string | undefined {
  const text = originText(node);
  if (text === FOREIGN_ORIGIN) return 'origin stated by a stranger';
  return text === UNKNOWN_ORIGIN ? 'origin not stated' : text;
}

/** Every link that is not whole, the model's own first. */
export function linkProblems(node: PedigreeNode, path: readonly string[] = []): readonly LinkProblem[] {
  const here = [...path, node.name];
  const { outcome, text } = linkState(node);
  const own: LinkProblem[] = outcome === 'pass' ? [] : [{ path: here, outcome, problem: text }];
  return [...own, ...node.inputs.flatMap((input) => linkProblems(input, here))];
}

/** One broken link breaks the tree; one that cannot be seen leaves it open. */
export function treeVerdict(problems: readonly LinkProblem[]): Verdict {
  if (problems.some(({ outcome }) => outcome === 'fail')) return 'fail';
  return problems.length > 0 ? 'undecided' : 'pass';
}

/** What a member is, in a few words: `base model, finetune`. */
export function roleText({ role, relation, purpose }: PedigreeNode): string {
  const what = role === UNSTATED_ROLE ? 'role not stated' : role.replace('-', ' ');
  return [what, relation, purpose].filter((part) => part !== undefined).join(', ');
}

/** All members, each before its inputs, with their generations. */
export function* membersOf(node: PedigreeNode, depth = 0): Generator<{ node: PedigreeNode; depth: number }> {
  yield { node, depth };
  for (const input of node.inputs) yield* membersOf(input, depth + 1);
}
