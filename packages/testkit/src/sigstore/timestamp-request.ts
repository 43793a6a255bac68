// SPDX-License-Identifier: Apache-2.0
import { inside } from './der.ts';
import type { HashName } from './timestamp-token.ts';

/** What a timestamp is asked over. */
export interface TimestampRequest {
  readonly hash: HashName;
  readonly imprint: Buffer;
  /** content of the INTEGER */
  readonly nonce: Buffer | undefined;
  /** whether the token must hold certificates */
  readonly certificates: boolean;
}

/** OIDs of the hashes, in hex */
const HASHES: Readonly<Record<string, HashName>> = {
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};

/** Reads a TimeStampReq; undefined where it is none. @see https://www.rfc-editor.org/rfc/rfc3161 section 2.4.1 */
export function parseDerRequest(body: Buffer): TimestampRequest | undefined {
  try {
    const [version, messageImprint, ...rest] = inside(body);
    const [algorithm, imprint] = inside(messageImprint?.raw ?? Buffer.alloc(0));
    const hash = HASHES[inside(algorithm?.raw ?? Buffer.alloc(0))[0]?.content.toString('hex') ?? ''];
    if (version?.content[0] !== 1 || hash === undefined || imprint === undefined) return undefined;
    return {
      hash,
      imprint: imprint.content,
      nonce: rest.find(({ tag }) => tag === 0x02)?.content,
      certificates: rest.find(({ tag }) => tag === 0x01)?.content[0] === 0xff,
    };
  } catch {
    return undefined;
  }
}

/** Reads the JSON request of Sigstore's timestamp authority; undefined where it is none. */
export function parseJsonRequest(body: Buffer): TimestampRequest | undefined {
  try {
    const { artifactHash, hashAlgorithm, nonce, certificates } = JSON.parse(body.toString()) as Record<string, unknown>;
    const hash = Object.values(HASHES).find((name) => name === hashAlgorithm);
    if (hash === undefined || typeof artifactHash !== 'string') return undefined;
    return {
      hash,
      imprint: Buffer.from(artifactHash, 'base64'),
      nonce: typeof nonce === 'number' ? unsigned(nonce) : undefined,
      certificates: certificates === true,
    };
  } catch {
    return undefined;
  }
}

function unsigned(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return ((bytes[0] ?? 0) & 0x80) === 0 ? bytes : Buffer.concat([Buffer.alloc(1), bytes]);
}
