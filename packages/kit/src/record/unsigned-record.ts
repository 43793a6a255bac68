// SPDX-License-Identifier: Apache-2.0
import {
  MpkError,
  asObject,
  asString,
  isMpkError,
  writeFileAtomic,
  type JsonObject,
  type SlsaProvenance,
} from '@mpk/core';

export const UNSIGNED_RECORD_SCHEMA = 'modelprovenance.dev/unsigned-record/v1alpha1';

/** What is kept of a run that could not be signed: the run, and what it made. */
export interface UnsignedRecord {
  readonly type: 'training' | 'dataset';
  readonly model: { readonly manifestDigest: string };
  readonly provenance: SlsaProvenance;
}

/** Where it is kept: beside the output, where nothing of it can be taken for a part of that. */
export const unsignedRecordPath = (outputPath: string): string =>
  `${outputPath.replace(/\/+$/, '')}.unsigned-provenance.json`;

/**
 * Signs and writes; where that fails, keeps what was recorded: a token that has expired, a service that is down or a disk that is
 * full must not cost a run of days. What is kept is not signed, and counts for nothing until it is.
 *
 * @throws MpkError as signing does, with a hint of how to sign later
 */
export async function signOrKeep<T>(record: UnsignedRecord, outputPath: string, sign: () => Promise<T>): Promise<T> {
  try {
    return await sign();
  } catch (error) {
    if (!isMpkError(error)) throw error;
    const path = unsignedRecordPath(outputPath);
    writeFileAtomic(path, `${JSON.stringify({ schema: UNSIGNED_RECORD_SCHEMA, ...record }, null, 2)}\n`);
    const hint =
      `the run is not lost: once signing works, mpk sign ${outputPath}, ` +
      `and mpk attest ${outputPath} --type ${record.type} --predicate ${path}` +
      (error.hint === undefined ? '' : `; ${error.hint}`);
    throw new MpkError(error.code, error.message, { cause: error, hint });
  }
}

/** A predicate as somebody hands it in, and the one model that it may be signed for, where it says so. */
export interface KeptPredicate {
  readonly predicate: JsonObject;
  readonly manifestDigest?: string;
}

/**
 * The predicate in a record that was kept; any other document is a predicate itself.
 *
 * @throws MpkError `INPUT_MALFORMED` for a record that lacks something
 */
export function keptPredicate(document: JsonObject, what: string): KeptPredicate {
  if (document['schema'] !== UNSIGNED_RECORD_SCHEMA) return { predicate: document };
  return {
    predicate: asObject(document['provenance'], `provenance of ${what}`),
    manifestDigest: asString(asObject(document['model'], `model of ${what}`)['manifestDigest'], `model of ${what}`),
  };
}

/** What a run made is what lies there now. @throws MpkError `FILES_MISMATCH` */
export function assertMadeThere({ manifestDigest }: KeptPredicate, found: string): void {
  if (manifestDigest === undefined || manifestDigest === found) return;
  throw new MpkError('FILES_MISMATCH', `the recorded run made the model ${manifestDigest}, and here lies ${found}`, {
    hint: 'give the model as the run left it: what was changed since is not made by that run',
  });
}
