// SPDX-License-Identifier: Apache-2.0
import {
  isMpkError,
  MpkError,
  parseJson,
  readFileBounded,
  showName,
  type EvidenceFile,
  type JsonObject,
} from '@mpk/core';
import {
  compareSpdxWithFiles,
  compareWithFiles,
  MAX_BOM_BYTES,
  parseBom,
  viewModel,
  type BomComparison,
  type BomDocument,
} from '@mpk/bom/assess';
import { TOOL } from '../runtime.js';

/** Holds a BOM, CycloneDX JSON or SPDX 3 JSON-LD, against files. @throws MpkError of `parseBom`, of `compareSpdxWithFiles` */
export function compareDocument(bytes: Buffer, files: readonly EvidenceFile[]): BomComparison {
  const graph = graphOf(bytes);
  return graph === undefined ? compareWithFiles(viewModel(parseBom(bytes)), files) : compareSpdxWithFiles(graph, files);
}

/** A CycloneDX document of which the facts can be held against files, or why that cannot be. */
export async function comparableDocument(bytes: Buffer): Promise<BomDocument | string> {
  if (graphOf(bytes) !== undefined) return 'it is SPDX, of which the files alone are compared';
  const { whyNotComparable } = await import('@mpk/bom/documents');
  const document = parseBom(bytes);
  return whyNotComparable(document, TOOL) ?? document;
}

/** An SPDX 3 document; undefined for all else, of which `parseBom` says what is wrong. */
function graphOf(bytes: Buffer): JsonObject | undefined {
  if (!bytes.includes('"@graph"')) return undefined;
  const value = parseJson(bytes, { maxBytes: MAX_BOM_BYTES, what: 'the BOM' });
  const isGraph = typeof value === 'object' && value !== null && !Array.isArray(value) && '@graph' in value;
  return isGraph && !('bomFormat' in value) ? value : undefined;
}

/** Reads a BOM. @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE` */
export const readBomFile = (path: string): Buffer =>
  readFileBounded(path, { maxBytes: MAX_BOM_BYTES, what: 'the BOM' });

/**
 * Refuses to sign a BOM for a model that it does not speak of.
 *
 * @returns what whoever signs should know, where the BOM leaves it open
 * @throws MpkError `FILES_MISMATCH`; as {@link compareDocument}
 */
export function assertBomOf(bytes: Buffer, files: readonly EvidenceFile[]): string | undefined {
  const comparison = comparedOrNothing(bytes, files);
  if (comparison === undefined || comparison.outcome === 'undecided')
    return 'the BOM does not give the SHA-256 of every file: nothing but your signature says that it is of this model';
  const { outcome, totals, changed, missing, extra } = comparison;
  if (outcome === 'pass') return undefined;
  const [first] = [...changed, ...missing, ...extra];
  const count = totals.changed + totals.missing + totals.extra;
  const told = first === undefined ? '' : `, such as ${showName(first.name)}`;
  throw new MpkError('FILES_MISMATCH', `the BOM is of other files: ${count} differ${told}`, {
    hint: 'see mpk bom verify; make it anew with mpk bom, or leave --predicate out',
  });
}

/** Undefined for a BOM that has no model, and so no files of one. */
function comparedOrNothing(bytes: Buffer, files: readonly EvidenceFile[]): BomComparison | undefined {
  try {
    return compareDocument(bytes, files);
  } catch (error) {
    if (isMpkError(error) && error.code === 'NOTHING_TO_CHECK') return undefined;
    throw error;
  }
}
