// SPDX-License-Identifier: Apache-2.0
import { referenceOf } from '../documents/references.js';

export type SpdxValue = string | number | readonly SpdxValue[] | { readonly [name: string]: SpdxValue | undefined };
/** An element of a document: `type`, `spdxId`, `creationInfo`, and what its class has. */
export type SpdxElement = {
  readonly type: string;
  readonly spdxId: string;
  readonly [name: string]: SpdxValue | undefined;
};

export const CREATION_INFO = '_:creationInfo';

/** What an IRI does not have in its fragment (RFC 3987), beyond what a reference escapes already. */
const NO_IRI = /[#<>"{}|\\^`[\]]/g;

export type RelationshipType =
  'ancestorOf' | 'contains' | 'dependsOn' | 'hasConcludedLicense' | 'hasDeclaredLicense' | 'testedOn' | 'trainedOn';

/** Elements of one document, in the order they were added; ids are IRIs in its namespace. */
export class SpdxGraph {
  readonly #namespace: string;
  readonly #elements = new Map<string, SpdxElement>();

  constructor(namespace: string) {
    this.#namespace = namespace;
  }

  /** Adds an element, unless one of the name is there. Names are attacker-controlled. */
  add(name: string, type: string, members: Readonly<Record<string, SpdxValue | undefined>>): string {
    const spdxId = `${this.#namespace}#${referenceOf(name).replace(NO_IRI, encodeURIComponent)}`;
    if (!this.#elements.has(spdxId))
      this.#elements.set(spdxId, { type, spdxId, creationInfo: CREATION_INFO, ...members });
    return spdxId;
  }

  relate(
    from: string,
    relationshipType: RelationshipType,
    to: readonly string[],
    members: Readonly<Record<string, string>> = {},
  ): void {
    if (to.length > 0)
      this.add(`relationship:${this.#elements.size}`, 'Relationship', { from, relationshipType, to, ...members });
  }

  annotate(subject: string, statement: string): void {
    this.add(`annotation:${this.#elements.size}`, 'Annotation', { annotationType: 'other', subject, statement });
  }

  get elements(): readonly SpdxElement[] {
    return [...this.#elements.values()];
  }
}
