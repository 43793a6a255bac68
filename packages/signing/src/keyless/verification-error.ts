// SPDX-License-Identifier: Apache-2.0
import { MpkError, type ErrorCode } from '@mpk/core';

interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
}

const LOG_ENTRY: Refusal = { code: 'LOG_ENTRY_INVALID', message: 'the transparency log entry does not verify' };

/** Codes of `@sigstore/verify` -> ours. */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  SIGNATURE_ERROR: {
    code: 'SIGNATURE_INVALID',
    message: 'the signature does not match the statement and the certificate',
  },
  CERTIFICATE_ERROR: {
    code: 'CERTIFICATE_INVALID',
    message: 'the certificate was not issued by the trusted root, not logged, or not valid when it signed',
  },
  TLOG_ERROR: LOG_ENTRY,
  TLOG_BODY_ERROR: { code: 'LOG_ENTRY_INVALID', message: 'the transparency log entry speaks of another signature' },
  TLOG_INCLUSION_PROOF_ERROR: LOG_ENTRY,
  TLOG_INCLUSION_PROMISE_ERROR: LOG_ENTRY,
  TLOG_MISSING_INCLUSION_ERROR: LOG_ENTRY,
  TIMESTAMP_ERROR: {
    code: 'LOG_ENTRY_INVALID',
    message: 'no trusted log or authority vouches for the time of signing',
  },
  UNTRUSTED_SIGNER_ERROR: { code: 'IDENTITY_MISMATCH', message: 'signed by another identity than expected' },
};

/**
 * Turns what Sigstore's verifier throws into our words. Its own message is only in the cause: it can quote the bundle.
 *
 * Anything unexpected comes from parsing hostile material late, and is a refusal too: never a crash, never a pass.
 */
export function refusal(cause: unknown): MpkError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const known = Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  if (known === undefined) {
    return new MpkError('INPUT_MALFORMED', 'the bundle has Sigstore material that cannot be read', { cause });
  }
  return new MpkError(known.code, known.message, { cause });
}
