// SPDX-License-Identifier: Apache-2.0
import { isList, isObject, type Json } from './model/json.js';

/** What no schema of CycloneDX checks. */
export interface ReferenceFaults {
  /** bom-refs that stand more than once, in order */
  readonly duplicates: readonly string[];
  /** references to nothing in the document, in order; links to other BOMs are none */
  readonly dangling: readonly string[];
}

/** Members that hold references: a text, or a list of texts. */
const REFERENCES = new Set([
  'ref',
  'dependsOn',
  'provides',
  'assemblies',
  'dependencies',
  'vulnerabilities',
  'attributedTo',
  'process',
  'subjects',
  'assessor',
  'requirement',
  'claims',
  'counterClaims',
  'target',
  'evidence',
  'counterEvidence',
  'mitigationStrategies',
  'tools',
]);
/** A BOM-Link: into another document. */
const LINK = /^urn:cdx:[0-9a-f-]{36}\/[1-9][0-9]*(?:#.+)?$/;

/**
 * Looks for bom-refs that stand twice, and for references to none.
 *
 * @param bom - any CycloneDX JSON, also hostile: its depth costs no stack
 */
export function findReferenceFaults(bom: Json): ReferenceFaults {
  const [known, duplicates, references] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const open: (Json | undefined)[] = [bom];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isList(value)) for (const item of value) open.push(item);
    else if (isObject(value)) {
      for (const [name, member] of Object.entries(value)) {
        if (name === 'bom-ref' && typeof member === 'string') (known.has(member) ? duplicates : known).add(member);
        else if (REFERENCES.has(name)) for (const text of textsOf(member)) references.add(text);
        if (typeof member === 'object') open.push(member);
      }
    }
  }
  const dangling = [...references].filter((reference) => !known.has(reference) && !LINK.test(reference));
  return { duplicates: [...duplicates].sort(), dangling: dangling.sort() };
}

const textsOf = (member: Json | undefined): readonly string[] =>
  (isList(member) ? member : [member]).filter((text) => typeof text === 'string');
