// SPDX-License-Identifier: Apache-2.0
import { generateKeyPairSync } from 'node:crypto';
import { initializeTSA, tsaHandler } from '@sigstore/mock';
import type { Route } from './route.ts';

/** An RFC 3161 timestamp authority with Sigstore's JSON request. */
export interface TimestampAuthority {
  readonly route: Route;
  /** DER, leaf first */
  readonly chain: readonly Uint8Array[];
}

/** Makes an authority with a fresh key. Its clock shows whole seconds: verifiers cannot read every fraction. */
export async function createTimestampAuthority(): Promise<TimestampAuthority> {
  const clock = new Date();
  const tick = (): void => void clock.setTime(Math.floor(Date.now() / 1000) * 1000);
  tick();
  const authority = await initializeTSA(generateKeyPairSync('ec', { namedCurve: 'prime256v1' }), clock);
  const handler = tsaHandler(authority);
  return {
    route: async (body) => {
      tick();
      const { statusCode, contentType, response } = await handler.fn(body);
      return { status: statusCode, type: contentType ?? 'text/plain', body: toBytes(response) };
    },
    chain: [toBytes(authority.intCertificate), toBytes(authority.rootCertificate)],
  };
}

function toBytes(value: string | ArrayBufferView): Uint8Array {
  if (typeof value === 'string') return Buffer.from(value);
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}
