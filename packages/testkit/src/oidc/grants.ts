// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { challengeOf } from './token-issuer.js';

/** How a token request ends: with the nonce for the token, or with an error of RFC 6749 or RFC 8628. */
export type GrantResult = { readonly nonce: string | undefined } | { readonly error: string };

interface CodeGrant {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | undefined;
}

interface DeviceGrant {
  readonly deviceCode: string;
  readonly challenge: string | undefined;
  status: 'pending' | 'approved' | 'denied' | 'expired';
}

const random = (): string => randomBytes(24).toString('base64url');
/** Eight letters without vowels, as RFC 8628 section 6.1 suggests. */
const randomUserCode = (): string =>
  Array.from(randomBytes(8), (byte) => 'BCDFGHJKLMNPQRSTVWXZ'.charAt(byte % 20))
    .join('')
    .replace(/^.{4}/, '$&-');

/** The codes that a provider has given out. */
export class Grants {
  readonly #codes = new Map<string, CodeGrant>();
  readonly #devices = new Map<string, DeviceGrant>();

  addCode(grant: CodeGrant): string {
    const code = random();
    this.#codes.set(code, grant);
    return code;
  }

  /** A code is good once, for who knows the verifier, and for the place that it was sent to. */
  redeemCode(form: URLSearchParams): GrantResult {
    const code = form.get('code') ?? '';
    const grant = this.#codes.get(code);
    this.#codes.delete(code);
    const isFit =
      grant !== undefined &&
      grant.redirectUri === form.get('redirect_uri') &&
      grant.challenge === challengeOf(form.get('code_verifier') ?? '');
    return isFit ? { nonce: grant.nonce } : { error: 'invalid_grant' };
  }

  addDevice(challenge: string | undefined): { deviceCode: string; userCode: string } {
    const [deviceCode, userCode] = [random(), randomUserCode()];
    this.#devices.set(userCode, { deviceCode, challenge, status: 'pending' });
    return { deviceCode, userCode };
  }

  decide(userCode: string, status: DeviceGrant['status']): void {
    const grant = this.#devices.get(userCode);
    if (grant === undefined) throw new Error(`no device has the code ${userCode}`);
    grant.status = status;
  }

  redeemDevice(form: URLSearchParams): GrantResult {
    const found = [...this.#devices].find(([, { deviceCode }]) => deviceCode === form.get('device_code'));
    if (found === undefined) return { error: 'invalid_grant' };
    const [userCode, grant] = found;
    if (grant.challenge !== undefined && grant.challenge !== challengeOf(form.get('code_verifier') ?? '')) {
      return { error: 'invalid_grant' };
    }
    if (grant.status === 'pending') return { error: 'authorization_pending' };
    this.#devices.delete(userCode);
    if (grant.status === 'denied') return { error: 'access_denied' };
    return grant.status === 'expired' ? { error: 'expired_token' } : { nonce: undefined };
  }
}
