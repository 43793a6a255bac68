// SPDX-License-Identifier: Apache-2.0

/** Whom tokens for Sigstore are made for, unless a private Fulcio is told otherwise. */
export const SIGSTORE_AUDIENCE = 'sigstore';

/** What all providers of tokens take. */
export interface AudienceOptions {
  /** whom the token is for; default {@link SIGSTORE_AUDIENCE} */
  readonly audience?: string;
}
