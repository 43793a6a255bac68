// SPDX-License-Identifier: Apache-2.0

/**
 * Every reason this kit can fail. Public API: codes are added freely, never renamed.
 *
 * Each code belongs to one exit status, see {@link exitFor}.
 */
export type ErrorCode = keyof typeof ERROR_CODES;

/** What each code means and which exit status it gives; `docs/reference/exit-codes.md` is generated from this table. */
export const ERROR_CODES = {
  INPUT_MALFORMED: { exit: 20, meaning: 'an input is not what its format demands' },
  INPUT_TOO_LARGE: { exit: 20, meaning: 'an input is larger than the limit for its kind' },
  INPUT_UNREADABLE: { exit: 20, meaning: 'a file or folder cannot be read' },
  INPUT_UNSUPPORTED: { exit: 20, meaning: 'an input is well formed but of a kind that this version does not handle' },
  MODEL_EMPTY: { exit: 20, meaning: 'the model has no files' },
  MODEL_NAME_INVALID: { exit: 20, meaning: 'a file name is not valid UTF-8, or is absolute, or has "..", or a NUL' },
  MODEL_LINK_REFUSED: { exit: 20, meaning: 'a symbolic link leads out of the model' },
  MODEL_FILE_REFUSED: { exit: 20, meaning: 'something in the model is neither a file nor a folder' },
  MODEL_CHANGED: { exit: 20, meaning: 'the model changed while it was being read' },
  DIGEST_MISMATCH: { exit: 10, meaning: 'bytes differ from the digest that was expected of them' },
  SIGNATURE_INVALID: { exit: 10, meaning: 'a signature does not verify' },
  SIGNATURE_REVOKED: { exit: 10, meaning: 'a signature rests on a key or certificate that was revoked' },
  SIGNATURE_MISSING: { exit: 10, meaning: 'no acceptable signature was found' },
  ATTESTATION_MISSING: { exit: 10, meaning: 'no acceptable attestation was found' },
  CERTIFICATE_INVALID: {
    exit: 10,
    meaning: 'a certificate is expired, not for signing, or not issued by the given authority',
  },
  IDENTITY_MISMATCH: { exit: 10, meaning: 'signed by somebody other than the expected identity or key' },
  LOG_ENTRY_INVALID: { exit: 10, meaning: 'the transparency log entry is missing or does not verify' },
  TIMESTAMP_INVALID: { exit: 10, meaning: 'a trusted time of signing is missing or does not verify' },
  FILES_MISMATCH: { exit: 10, meaning: 'the files differ from what was signed or pinned' },
  FACTS_MISMATCH: { exit: 10, meaning: 'a document says of the model what its files contradict' },
  REQUIREMENT_FAILED: { exit: 10, meaning: 'a requirement of the policy is not met' },
  POLICY_INVALID: { exit: 20, meaning: 'the policy document is not valid' },
  POLICY_NOT_APPLICABLE: { exit: 20, meaning: 'the policy does not speak of this model' },
  POLICY_NOT_ENFORCED: { exit: 20, meaning: 'the policy has a field that this version does not enforce' },
  POLICY_UNTRUSTED: { exit: 20, meaning: 'the policy came from where the pipeline may change it and was not pinned' },
  PARTIAL: { exit: 20, meaning: 'only a part of the model was looked at' },
  NOTHING_TO_CHECK: {
    exit: 20,
    meaning: 'neither policy, key nor lock says what to check, or nothing is there to be checked',
  },
  NOT_MEASURED: {
    exit: 20,
    meaning: 'the evidence lacks what the answer depends on: digests of another kind, formats, ancestors',
  },
  INCONCLUSIVE: {
    exit: 20,
    meaning: 'the content of some file could not be looked into, so that nobody knows what is in it',
  },
  CHECK_BROKEN: { exit: 20, meaning: 'a check could not be carried out' },
  TRUST_INVALID: { exit: 20, meaning: 'trust metadata does not verify, has expired, or is older than what was seen' },
  KEY_INVALID: { exit: 20, meaning: 'a key cannot be read, decrypted or used for this' },
  SIGNER_FAILED: { exit: 20, meaning: 'the program or device that holds the key failed, or broke its protocol' },
  COMMAND_FAILED: { exit: 20, meaning: 'the recorded command failed; where there is one, its own exit code is given' },
  TOKEN_INVALID: { exit: 20, meaning: 'an identity token is missing, malformed or expired' },
  OUTPUT_EXISTS: { exit: 20, meaning: 'an output would overwrite a file' },
  OUTPUT_UNWRITABLE: { exit: 20, meaning: 'an output cannot be written' },
  CANCELLED: { exit: 20, meaning: 'the work was cancelled before it was done' },
  NETWORK_UNAVAILABLE: { exit: 75, meaning: 'a needed service is unreachable; try again' },
  NETWORK_REFUSED: { exit: 20, meaning: 'a service answered that it will not do this' },
  USAGE: { exit: 2, meaning: 'the command line is not valid' },
  INTERNAL: { exit: 70, meaning: 'a bug in this kit' },
} as const satisfies Record<string, { exit: number; meaning: string }>;

const brand = Symbol.for('mpk.error');

/**
 * The one error class. Callers switch on `code`; texts may improve.
 *
 * `message` is lower case, without a final period, and names the thing and the expectation. `hint` is the one next step.
 * Neither they nor `cause` ever hold tokens, keys, passwords or payloads.
 */
export class MpkError extends Error {
  readonly [brand] = true;
  override readonly name = 'MpkError';
  readonly hint: string | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: { cause?: unknown; hint?: string } = {},
  ) {
    super(message, { cause: options.cause });
    this.hint = options.hint;
  }
}

/** Works across two installed copies of core, where `instanceof` does not. */
export const isMpkError = (error: unknown): error is MpkError => error instanceof Error && brand in error;

/** The process exit status that belongs to an error code. */
export const exitFor = (code: ErrorCode): number => ERROR_CODES[code].exit;

/** The code of any error: its own when it is ours, else INTERNAL. */
export const codeOf = (error: unknown): ErrorCode => (isMpkError(error) ? error.code : 'INTERNAL');

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder',
  EEXIST: 'something else is there by that name',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  ELOOP: 'it is a symbolic link, or links without end',
  ENOSPC: 'no space left',
  EROFS: 'read-only file system',
};

/** A file system error in words, with its code where there are none. */
export function reasonOf(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unknown reason';
  return REASONS[code] ?? code;
}

/** Wraps a file system error where it enters: missing, forbidden and looping paths all become INPUT_UNREADABLE. */
export const unreadable = (path: string, cause: unknown): MpkError =>
  new MpkError('INPUT_UNREADABLE', `cannot read ${path}: ${reasonOf(cause)}`, { cause });
