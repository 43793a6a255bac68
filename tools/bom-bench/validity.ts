// SPDX-License-Identifier: Apache-2.0
import { findReferenceFaults, SPEC_VERSIONS } from '@mpk/bom/documents';
import { jsonFaults } from '../../packages/bom/tests/documents/validators.ts';
import type { JsonObject } from './leaves.ts';

/** How sound a document is, whatever it says. */
export interface Soundness {
  readonly isWritten: boolean;
  /** by the published schema of its version */
  readonly isValid: boolean;
  /** no reference stands twice, and each leads somewhere */
  readonly isLinked: boolean;
}

export function soundnessOf(document: JsonObject | undefined): Soundness {
  if (document === undefined) return { isWritten: false, isValid: false, isLinked: false };
  const spec = SPEC_VERSIONS.find((version) => version === document['specVersion']);
  const { duplicates, dangling } = findReferenceFaults(document as Parameters<typeof findReferenceFaults>[0]);
  return {
    isWritten: true,
    isValid: spec !== undefined && jsonFaults(JSON.stringify(document), spec) === null,
    isLinked: duplicates.length + dangling.length === 0,
  };
}
