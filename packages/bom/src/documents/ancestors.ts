// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { baseNameOf } from './base-names.js';
import { claimsBySubject, sayingsOf, type SubjectClaims } from './claims-of.js';
import type { EdgeKnowledge, KnownAncestor } from './input.js';
import { repositoriesOfFile } from './known-checkpoints.js';
import { compareText, valueText } from './text.js';

/** An ancestor with what is claimed of it. */
export interface AncestorClaims {
  /** `org/name`; of what is at no hub a URL or a path, as written */
  readonly name: string;
  /** all that claims and the caller have for it, such as addresses of the Hub, in order */
  readonly written: readonly string[];
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
 * Ancestors that the model claims or the caller knows, in order of their names, and what is claimed of none of them. A base that is named
 * by the file that everybody has it in, and by its repository, is one.
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
  const names = new Map<string, Set<string>>();
  const canonical = canonicalNames([
    ...sayingsOf(model.get('base-model') ?? []).map(({ text }) => text),
    ...lineage.map(({ name }) => name),
  ]);
  const nameOf = (written: string): string => {
    const name = canonical(written);
    names.set(name, (names.get(name) ?? new Set()).add(written));
    return name;
  };
  const edges = new Map<string, Claim[]>();
  for (const { text, claims } of sayingsOf(model.get('base-model') ?? [])) {
    const name = nameOf(text);
    const edge = edges.get(name) ?? [];
    for (const claim of claims) edge.push(claim);
    edges.set(name, edge);
  }
  for (const subject of subjects.keys()) {
    const [, written] = /^base:([^]+)$/.exec(subject) ?? [];
    if (written !== undefined) nameOf(written);
  }
  const told = new Map(lineage.map((one) => [nameOf(one.name), one.known]));
  for (const name of names.keys()) if (!edges.has(name)) edges.set(name, []);
  const owners = ownersOf(edges);
  const shared = new Map<string, Claim[]>([...edges.keys()].map((name) => [name, []]));
  const others: Claim[] = [];
  for (const claim of ABOUT.flatMap((name) => model.get(name) ?? [])) {
    const all = owners(claim);
    for (const name of all) shared.get(name)?.push(claim);
    if (all.length === 0) others.push(claim);
  }
  const ancestors = [...edges].map(([name, edge]) => {
    const written = [...(names.get(name) ?? [])].sort(compareText);
    const own = written.flatMap((one) => [...(subjects.get(`base:${one}`)?.values() ?? [])].flat());
    const all = [...own, ...(shared.get(name) ?? []), ...edge.flatMap(commitIn)].map((claim) => ({
      ...claim,
      subject: 'base',
    }));
    const about = claimsBySubject(all).get('base') ?? new Map<string, readonly Claim[]>();
    return { name, written, edge, about, known: told.get(name) ?? ownKnowledge(edge), isTold: told.has(name) };
  });
  return { ancestors: ancestors.sort((a, b) => compareText(a.name, b.name)), others };
}

/** A file goes by the name of the one repository among them all that published it. */
function canonicalNames(all: readonly string[]): (written: string) => string {
  const ids = new Map(all.map((written) => [baseNameOf(written).name.toLowerCase(), baseNameOf(written).name]));
  return (written) => {
    const among = repositoriesOfFile(written).flatMap((one) => ids.get(one.toLowerCase()) ?? []);
    return among.length === 1 && among[0] !== undefined ? among[0] : baseNameOf(written).name;
  };
}

/** The commit that an address of the Hub has. */
function commitIn(edge: Claim): readonly Claim[] {
  const { commit } = baseNameOf(valueText(edge.value));
  return commit === undefined ? [] : [{ ...edge, name: 'base-model.revision', value: commit }];
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
