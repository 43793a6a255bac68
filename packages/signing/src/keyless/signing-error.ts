// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

/** The services that keyless signing talks to. */
export interface SigningServices {
  readonly fulcio: URL;
  readonly rekor: URL;
  readonly tsa: URL | undefined;
}

interface Step {
  readonly service: keyof SigningServices;
  readonly name: string;
  readonly refusedHint: string;
}

/** Codes of `@sigstore/sign` -> which service it was talking to. */
const STEPS: Readonly<Record<string, Step>> = {
  CA_CREATE_SIGNING_CERTIFICATE_ERROR: {
    service: 'fulcio',
    name: 'Fulcio',
    refusedHint: 'check that it knows the issuer of the token, and that the audience of the token is sigstore',
  },
  TLOG_CREATE_ENTRY_ERROR: {
    service: 'rekor',
    name: 'Rekor',
    refusedHint: 'check that the URL is of a Rekor version 1',
  },
  TSA_CREATE_TIMESTAMP_ERROR: {
    service: 'tsa',
    name: 'the timestamp authority',
    refusedHint: 'check that the URL is of a Sigstore timestamp authority',
  },
};

/** HTTP answers after which the same request may succeed: timeout, too many requests. */
const RETRYABLE = [408, 429];

/**
 * Turns what Sigstore's signer throws into our words.
 *
 * Never with a cause: its errors quote the token, and answers of a service may do so too. From the error only its code, the
 * HTTP status and the system's error code are taken.
 */
export function signingError(error: unknown, services: SigningServices): MpkError {
  const step = STEPS[textOf(error, 'code')];
  if (step === undefined)
    return new MpkError('NETWORK_REFUSED', 'keyless signing failed: a service gave an unexpected answer');
  const cause = (error as { cause?: unknown }).cause;
  const where = `${step.name} at ${services[step.service]?.host ?? 'an unknown address'}`;
  const status = (cause as { statusCode?: unknown } | undefined)?.statusCode;
  if (typeof status !== 'number') return unreachable(where, textOf(cause, 'code'));
  if (status >= 500 || RETRYABLE.includes(status)) {
    return new MpkError('NETWORK_UNAVAILABLE', `${where} answered ${status}`, { hint: 'try again later' });
  }
  return new MpkError('NETWORK_REFUSED', `${where} answered ${status}`, { hint: step.refusedHint });
}

function unreachable(where: string, code: string): MpkError {
  const reason = /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? `: ${code}` : '';
  return new MpkError('NETWORK_UNAVAILABLE', `${where} cannot be reached or gave no usable answer${reason}`, {
    hint: 'check the URL and the network, then try again',
  });
}

const textOf = (value: unknown, name: 'code'): string => {
  const text = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof text === 'string' ? text : '';
};
