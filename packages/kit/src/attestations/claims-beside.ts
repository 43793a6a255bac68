// SPDX-License-Identifier: Apache-2.0
import {
  CLAIMS_NAME,
  MAX_CLAIMS_BYTES,
  isMpkError,
  leaveOutFile,
  parseBundle,
  readFileBounded,
  splitClaims,
  type FoundBundle,
  type OpenedModel,
} from '@mpk/core';

/** A model without its claims file, and what that file holds. */
export interface WithClaims {
  readonly model: OpenedModel;
  readonly claims: readonly FoundBundle[];
}

/**
 * Sets the claims file of a folder aside: `claims.jsonl` at its top, where every line of it is a signature bundle.
 *
 * A dataset may have a file of that name: anything else is a file like all others, to be signed and digested. The bytes that
 * decided are the ones that are used.
 *
 * @throws MpkError `MODEL_EMPTY` where the model has no other file
 */
export function setClaimsAside(model: OpenedModel): WithClaims {
  const file = model.singleFile ? undefined : model.files.find(({ name }) => name === CLAIMS_NAME);
  if (file === undefined || file.sizeBytes > MAX_CLAIMS_BYTES) return { model, claims: [] };
  const claims = claimsIn(
    readFileBounded(file.path, { maxBytes: MAX_CLAIMS_BYTES, what: 'claims', followLinks: false }),
  );
  return claims === undefined ? { model, claims: [] } : { model: leaveOutFile(model, CLAIMS_NAME), claims };
}

/** The bundles of a claims file; undefined for a file that holds anything else, or nothing. */
export function claimsIn(bytes: Uint8Array): readonly FoundBundle[] | undefined {
  try {
    const lines = splitClaims(bytes);
    for (const line of lines) parseBundle(line);
    return lines.length === 0
      ? undefined
      : lines.map((line, i) => ({ source: `${CLAIMS_NAME}:${i + 1}`, bytes: line }));
  } catch (error) {
    if (isMpkError(error)) return undefined;
    throw error;
  }
}
