// SPDX-License-Identifier: Apache-2.0

/** How a service misbehaves whatever it is asked. */
export interface WireFault {
  /** answers this instead of doing its work */
  readonly status?: number;
  /**
   * - `reset` closes the connection without an answer
   * - `silent` accepts and never answers
   * - `endless` begins to answer and never ends
   * - `huge` answers 32 MiB of JSON
   * - `garbage` answers 200 and text
   * - `empty` answers 200 and nothing
   * - `cut` does its work and closes the connection before it has said so
   * - `redirect` answers 307 and sends the asker to `/elsewhere`
   * - `echo` repeats the request in a JSON error (with `status`, default 400)
   */
  readonly wire?: 'reset' | 'silent' | 'endless' | 'huge' | 'garbage' | 'empty' | 'cut' | 'redirect' | 'echo';
  /** only so many requests; after them all is well */
  readonly times?: number;
}

/** What is wrong with Fulcio and its certificate log. */
export interface FulcioFaults extends WireFault {
  /** its clock: positive is fast */
  readonly clockSkewMs?: number;
  /** of its certificates; default ten minutes */
  readonly lifetimeMs?: number;
  /** certifies this e-mail address instead of the token's identity */
  readonly identity?: string;
  /** names this issuer instead of the token's */
  readonly issuer?: string;
  /** certifies another key than the one that it was sent */
  readonly otherKey?: boolean;
  /** certifies for servers instead of code */
  readonly otherPurpose?: boolean;
  /** leaves out the certificate timestamp; breaks its signature; has a log sign that nobody trusts; hands it over beside the certificate */
  readonly certificateTimestamp?: 'missing' | 'broken' | 'unknown-log' | 'detached';
  /** the clock of its certificate log */
  readonly logClockSkewMs?: number;
}

/** What is wrong with a transparency log. */
export interface RekorFaults extends WireFault {
  /** its clock, which only version 1 shows */
  readonly clockSkewMs?: number;
  /** logs something else than it was asked to: another signature, another payload, another certificate */
  readonly logs?: 'other-signature' | 'other-payload' | 'other-verifier';
  /** what is broken or missing in its answer */
  readonly broken?:
    'proof' | 'checkpoint' | 'promise' | 'log-id' | 'index' | 'no-proof' | 'no-promise' | 'no-checkpoint';
}

/** What is wrong with a timestamp authority. */
export interface TimestampFaults extends WireFault {
  readonly clockSkewMs?: number;
  readonly broken?: 'nonce' | 'no-nonce' | 'imprint' | 'signature' | 'no-certificate' | 'content-type';
  /** answers with this PKIStatus and no token */
  readonly rejects?: number;
}

/** What is wrong with which service; a service that is not named is well. */
export interface SigstoreFaults {
  readonly fulcio?: FulcioFaults;
  readonly rekorV1?: RekorFaults;
  readonly rekorV2?: RekorFaults;
  readonly tsa?: TimestampFaults;
  readonly rsaTsa?: TimestampFaults;
  readonly tuf?: WireFault;
}

/** The faults of the moment; services look at it at each request. */
export interface CurrentFaults {
  current: SigstoreFaults;
}
