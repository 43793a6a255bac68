// SPDX-License-Identifier: Apache-2.0
import { MpkError, isMpkError, writeFileAtomic, type SlsaProvenance } from '@mpk/core';

/** What is kept of a run that could not be signed. */
export interface UnsignedRecord {
  readonly outputPath: string;
  readonly type: 'training' | 'dataset';
  readonly provenance: SlsaProvenance;
}

/** Where it is kept: beside the output, where nothing of it can be taken for a part of that. */
export const unsignedRecordPath = (outputPath: string): string =>
  `${outputPath.replace(/\/+$/, '')}.unsigned-provenance.json`;

/**
 * Signs; where that fails, keeps what was recorded: a token that has expired or a service that is down must not cost a run of days.
 * What is kept is not signed, and counts for nothing until it is.
 *
 * @throws MpkError as signing does, with a hint of how to sign later
 */
export async function signOrKeep<T>(record: UnsignedRecord, sign: () => Promise<T>): Promise<T> {
  try {
    return await sign();
  } catch (error) {
    if (!isMpkError(error)) throw error;
    const { outputPath, type, provenance } = record;
    const path = unsignedRecordPath(outputPath);
    writeFileAtomic(path, `${JSON.stringify(provenance, null, 2)}\n`);
    const hint =
      `the run is not lost: once signing works, mpk sign ${outputPath}, ` +
      `and mpk attest ${outputPath} --type ${type} --predicate ${path}`;
    throw new MpkError(error.code, error.message, { cause: error, hint });
  }
}
