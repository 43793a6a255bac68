// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { claimsBySubject, sayingsOf, type SubjectClaims } from './claims-of.js';
import type { EdgeKnowledge, KnownAncestor } from './input.js';
import { compareText } from './text.js';

/** An ancestor with what is claimed of it. */
export interface AncestorClaims {
  /** `org/name`, a URL or a path, as written */
  readonly name: string;
  /** claims that it is one */
  readonly edge: readonly Claim[];
  /** claims about it, and about the edge */
  readonly about: SubjectClaims;
  /** `inferred` where nothing but a guess names it */
  readonly known: EdgeKnowledge | 'inferred';
  /** whether the caller said how it is known */
  readonly isTold: boolean;
}

const ABOUT = ['base-model.revision', 'base-model.relation', 'base-model.hash'];

/**
 * Ancestors that the model claims or the caller knows, in order of their names, and what is claimed of none of them.
 *
 * A relation, revision or hash of the model belongs to the ancestor that stands at the same place; else to the one ancestor of its
 * file, and a relation to all of them, unless they are more than any model has.
 *
 * @param model - claims of the model
 * @param subjects - claims of all subjects: those of `base:<name>` are about ancestors
 * @param lineage - what the caller knows of them
 */
export function ancestorsOf(
  model: SubjectClaims,
  subjects: ReadonlyMap<string, SubjectClaims>,
  lineage: readonly KnownAncestor[] = [],
): { readonly ancestors: readonly AncestorClaims[]; readonly others: readonly Claim[] } {
  const edges = new Map(
    sayingsOf(model.get('base-model') ?? []).map(({ text, claims }) => [text, claims as readonly Claim[]]),
  );
  const described = [...subjects.keys()].flatMap((subject) => /^base:([^]+)$/.exec(subject)?.[1] ?? []);
  const told = new Map(lineage.map((one) => [one.name, one.known]));
  for (const name of [...described, ...told.keys()]) if (!edges.has(name)) edges.set(name, []);
  const owners = ownersOf(edges);
  const shared = new Map<string, Claim[]>([...edges.keys()].map((name) => [name, []]));
  const others: Claim[] = [];
  for (const claim of ABOUT.flatMap((name) => model.get(name) ?? [])) {
    const names = owners(claim);
    for (const name of names) shared.get(name)?.push(claim);
    if (names.length === 0) others.push(claim);
  }
  const ancestors = [...edges].map(([name, edge]) => {
    const own = [...(subjects.get(`base:${name}`)?.values() ?? [])].flat();
    const all = [...own, ...(shared.get(name) ?? [])].map((claim) => ({ ...claim, subject: 'base' }));
    const about = claimsBySubject(all).get('base') ?? new Map<string, readonly Claim[]>();
    return { name, edge, about, known: told.get(name) ?? ownKnowledge(edge), isTold: told.has(name) };
  });
  return { ancestors: ancestors.sort((a, b) => compareText(a.name, b.name)), others };
}

const ownKnowledge = (edge: readonly Claim[]): 'declared' | 'inferred' =>
  edge.length > 0 && edge.every(({ method }) => method === 'inferred') ? 'inferred' : 'declared';

/** Which ancestors a claim of the model is about. */
function ownersOf(edges: ReadonlyMap<string, readonly Claim[]>): (claim: Claim) => readonly string[] {
  const byPlace = new Map<string, string>();
  const byFile = new Map<string | undefined, Set<string>>();
  for (const [name, claims] of edges) {
    for (const { source } of claims) {
      byPlace.set(placeOf(source), name);
      const known = byFile.get(source.file) ?? new Set();
      byFile.set(source.file, known.add(name));
    }
  }
  let shared = 0;
  return ({ name, source }) => {
    const exact = byPlace.get(placeOf(source));
    if (exact !== undefined) return [exact];
    const ofFile = byFile.get(source.file);
    if (ofFile === undefined || ofFile.size > MAX_PARENTS) return [];
    if (ofFile.size > 1 && (name !== 'base-model.relation' || ++shared > MAX_SHARED)) return [];
    return [...ofFile];
  };
}

/** Most ancestors that one relation is said of. */
const MAX_PARENTS = 20;
/** Most relations that are said of several ancestors: a model has one. */
const MAX_SHARED = 100;

const placeOf = ({ file, pointer, what }: Claim['source']): string => JSON.stringify([file, pointer, what]);
