// SPDX-License-Identifier: Apache-2.0
import { MpkError, isMpkError } from '../errors.js';
import { omsRootDigest } from '../manifest/oms-root.js';
import { DEFAULT_SERIALIZATION } from '../serialization/serialization.js';
import type { OmsPredicate } from './oms-predicate.js';
import { assertDigest, boundedList, filesOf } from './oms-resources.js';
import { parseStatement, type Statement } from './statement.js';

/** The predicate type of model_signing 0.2, from before there was a specification: its subjects are the files. */
export const OMS_LEGACY_TYPE = 'https://model_signing/Digests/v0.1';

/** Largest statement of model_signing 0.2 that is read: enough for 100,000 files. */
const MAX_LEGACY_BYTES = 16 * 1024 * 1024;

/** Whether a statement says that it is a signature by model_signing 0.2. */
export const isOmsLegacyStatement = ({ predicateType }: Pick<Statement, 'predicateType'>): boolean =>
  predicateType === OMS_LEGACY_TYPE;

/**
 * Reads a statement of model_signing 0.2: SHA-256 of files, which are its subjects.
 *
 * @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE`; `MODEL_NAME_INVALID` for a name that leaves the model
 */
export function readOmsLegacy({ subject }: Statement): OmsPredicate {
  boundedList(subject, 'subject');
  const resources = subject.map(({ name, digest }) => {
    const sha256 = digest['sha256'];
    if (sha256 === undefined) throw new MpkError('INPUT_MALFORMED', 'a subject has no SHA-256');
    return { name, digest: assertDigest(sha256, 'sha256') };
  });
  return {
    dialect: 'v0.2',
    serialization: DEFAULT_SERIALIZATION,
    files: filesOf(resources, DEFAULT_SERIALIZATION),
    rootSha256: omsRootDigest(resources.map(({ digest }) => digest)),
    allowSymlinks: false,
    ignorePaths: [],
  };
}

/**
 * What model_signing 0.2 signed in place of the DSSE pre-authentication encoding: `DSSEV1`, and the payload as Python writes
 * bytes in source text. Undefined for a payload that is no statement of that version: nothing else is ever verified so.
 *
 * It is as unambiguous as the right one. No right encoding begins like it (a `V` for a `v`), type and length are in it, and
 * different bytes are written differently.
 *
 * @see https://github.com/sigstore/model-transparency/blob/v0.2.0/src/model_signing/signature/encoding.py
 */
export function legacyPae(payloadType: string, payload: Buffer): Buffer | undefined {
  if (!claimsLegacy(payload)) return undefined;
  return Buffer.from(
    `DSSEV1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} ${pythonBytes(payload)}`,
  );
}

function claimsLegacy(payload: Buffer): boolean {
  if (payload.length > MAX_LEGACY_BYTES) return false;
  try {
    return isOmsLegacyStatement(parseStatement(payload, MAX_LEGACY_BYTES));
  } catch (error) {
    if (isMpkError(error)) return false;
    throw error;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `repr(bytes)` of Python 3. */
function pythonBytes(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\'\x00-\x1f\x7f-\xff]/g, (character) => {
    if (character === "'") return quote === "'" ? "\\'" : "'";
    return ESCAPES[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `b${quote}${escaped}${quote}`;
}
