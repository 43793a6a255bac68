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
import { claimsFault } from './claims-fault.js';

/** A model without its claims file, and what that file holds. */
export interface WithClaims {
  readonly model: OpenedModel;
  readonly claims: readonly FoundBundle[];
  /** why a file by the name of claims is none, and stays a file of the model */
  readonly claimsFault?: string;
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
  if (file === undefined) return { model, claims: [] };
  if (file.sizeBytes > MAX_CLAIMS_BYTES) return { model, claims: [], claimsFault: claimsFault(undefined) };
  const bytes = readFileBounded(file.path, { maxBytes: MAX_CLAIMS_BYTES, what: 'claims', followLinks: false });
  const claims = parseClaims(bytes)?.map((line, i) => ({ source: `${CLAIMS_NAME}:${i + 1}`, bytes: line }));
  if (claims === undefined) return { model, claims: [], claimsFault: claimsFault(bytes) };
  return { model: leaveOutFile(model, CLAIMS_NAME), claims };
}
