// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { claimsBySubject, sayingsOf, type SubjectClaims } from './claims-of.js';

/** An ancestor with what is claimed of it. */
export interface AncestorClaims {
  /** `org/name`, a URL or a path, as written */
  readonly name: string;
  /** claims that it is one */
  readonly edge: readonly Claim[];
  /** claims about it, and about the edge */
  readonly about: SubjectClaims;
}

const ABOUT = ['base-model.revision', 'base-model.relation', 'base-model.hash'];

/**
 * Ancestors that the model claims, in order of their names, and what is claimed of none of them.
 *
 * A relation, revision or hash of the model belongs to the ancestor that stands at the same place; else to the one ancestor of its
 * file, and a relation to all of them, unless they are more than any model has.
 *
 * @param model - claims of the model
 * @param subjects - claims of all subjects: those of `base:<name>` are about ancestors
 */
export function ancestorsOf(
  model: SubjectClaims,
  subjects: ReadonlyMap<string, SubjectClaims>,
): { readonly ancestors: readonly AncestorClaims[]; readonly others: readonly Claim[] } {
  const edges = new Map(
    sayingsOf(model.get('base-model') ?? []).map(({ text, claims }) => [text, claims as readonly Claim[]]),
  );
  for (const subject of subjects.keys()) {
    const name = subject.startsWith('base:') ? subject.slice('base:'.length) : '';
    if (name !== '' && !edges.has(name)) edges.set(name, []);
  }
  const owners = ownersOf(edges);
  const about = new Map<string, Claim[]>([...edges.keys()].map((name) => [name, []]));
  const others: Claim[] = [];
  for (const claim of ABOUT.flatMap((name) => model.get(name) ?? [])) {
    const names = owners(claim);
    for (const name of names) about.get(name)?.push(claim);
    if (names.length === 0) others.push(claim);
  }
  const ancestors = [...edges].map(([name, edge]) => {
    const own = [...(subjects.get(`base:${name}`)?.values() ?? [])].flat();
    const all = [...own, ...(about.get(name) ?? [])].map((claim) => ({ ...claim, subject: 'base' }));
    return { name, edge, about: claimsBySubject(all).get('base') ?? new Map<string, readonly Claim[]>() };
  });
  return { ancestors: ancestors.sort((a, b) => (a.name < b.name ? -1 : 1)), others };
}

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
