// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@mpk/core';
import { isObject } from '../bom-document/place.js';
import type { Moves } from './moves.js';

/** Members that hold refs, or lists of them: every `refLinkType` of the schema of 1.7. */
const REF_MEMBERS = new Set([
  ...['algorithm', 'algorithmRef', 'algorithms', 'assemblies', 'asserter', 'assessor', 'attributedTo', 'claims'],
  ...['counterClaims', 'counterEvidence', 'dependencies', 'dependsOn', 'destination', 'evidence', 'members'],
  ...['mitigationStrategies', 'parent', 'patentRefs', 'process', 'provides', 'ref', 'requirement', 'requirements'],
  ...['signatureAlgorithmRef', 'source', 'subjectPublicKeyRef', 'subjects', 'target', 'tools', 'vulnerabilities'],
]);

/** Refs of the merged document. */
export class RefNames {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();
  renamed = 0;

  /** A ref that nothing else has: as it is, or with a number behind. */
  fresh(ref: string): string {
    if (!this.#taken.has(ref)) {
      this.#taken.add(ref);
      return ref;
    }
    this.renamed++;
    let i = this.#next.get(ref) ?? 2;
    while (this.#taken.has(`${ref}~${i}`)) i++;
    this.#next.set(ref, i + 1);
    const name = `${ref}~${i}`;
    this.#taken.add(name);
    return name;
  }
}

/**
 * Gives everything that a copied document defines a ref of its own, and lets its references follow.
 *
 * What was united with something has that one's ref; so has what was in it and was dropped.
 */
export function renameRefs(root: JsonObject, names: RefNames, moves: Moves): void {
  const renames = new Map<string, string>();
  const define = (value: unknown, outer: string | undefined): void => {
    if (typeof value !== 'object' || value === null) return;
    // What was taken over as it is keeps what it defines.
    const heir = moves.isKept(value) ? undefined : outer;
    const inner = isObject(value) ? defineOne(value, heir) : heir;
    for (const member of Object.values(value)) define(member, inner);
  };
  const defineOne = (value: JsonObject, heir: string | undefined): string | undefined => {
    const ref = value['bom-ref'];
    const partner = moves.partnerOf(value) as JsonObject | undefined;
    if (partner !== undefined) return inherit(partner, ref, heir);
    if (typeof ref !== 'string') return heir;
    const name = heir ?? names.fresh(ref);
    if (heir === undefined) value['bom-ref'] = name;
    if (!renames.has(ref)) renames.set(ref, name);
    return heir;
  };
  const inherit = (partner: JsonObject, ref: unknown, heir: string | undefined): string | undefined => {
    const own = partner['bom-ref'];
    if (typeof own !== 'string' && typeof ref === 'string' && heir === undefined) partner['bom-ref'] = names.fresh(ref);
    const name = typeof partner['bom-ref'] === 'string' ? partner['bom-ref'] : heir;
    if (typeof ref === 'string' && name !== undefined && !renames.has(ref)) renames.set(ref, name);
    return name;
  };
  define(root, undefined);
  follow(root, renames);
}

/** Points references to the new names. */
function follow(value: unknown, renames: ReadonlyMap<string, string>): void {
  if (Array.isArray(value)) for (const item of value) follow(item, renames);
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if (!REF_MEMBERS.has(name)) follow(member, renames);
    else if (typeof member === 'string') value[name] = renames.get(member) ?? member;
    else if (Array.isArray(member)) {
      for (const item of member) follow(item, renames);
      // Two refs of one thing are one: lists of refs have each once.
      const renamed = member.map((item: unknown) => (typeof item === 'string' ? (renames.get(item) ?? item) : item));
      member.splice(0, member.length);
      for (const item of new Set(renamed)) member.push(item);
    } else follow(member, renames);
  }
}
