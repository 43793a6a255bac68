// SPDX-License-Identifier: Apache-2.0
import {
  CLAIMS_NAME,
  MAX_CLAIMS_BYTES,
  leaveOutFile,
  parseClaims,
  readFileBounded,
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
  const bytes = readFileBounded(file.path, { maxBytes: MAX_CLAIMS_BYTES, what: 'claims', followLinks: false });
  const claims = parseClaims(bytes)?.map((line, i) => ({ source: `${CLAIMS_NAME}:${i + 1}`, bytes: line }));
  return claims === undefined ? { model, claims: [] } : { model: leaveOutFile(model, CLAIMS_NAME), claims };
}
