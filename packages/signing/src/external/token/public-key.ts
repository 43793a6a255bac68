// SPDX-License-Identifier: Apache-2.0
import { X509Certificate, createPublicKey, type KeyObject } from 'node:crypto';
import { isMpkError } from '@mpk/core';
import { readDer } from '../../der/reader.js';
import { derElement, derOid } from '../../der/writer.js';
import { algorithmOf } from '../../keys/curves.js';
import { keyDigest } from '../../keys/public-key.js';
import { CKA, CKO } from './constants.js';
import type { Cryptoki, Handle, Template } from './cryptoki.js';
import type { TokenKey } from './key.js';
import { Refusal } from './refusal.js';

const SEQUENCE = 0x30;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const EC_PUBLIC_KEY = derOid('1.2.840.10045.2.1');
const ED25519 = derElement(SEQUENCE, derOid('1.3.101.112'));

/** CKA_EC_PARAMS in hex -> size of a point as it is, and the algorithm that it is for. */
const CURVES: ReadonlyMap<string, { readonly pointBytes: number; readonly algorithm: Buffer }> = new Map([
  ...[
    { oid: '1.2.840.10045.3.1.7', pointBytes: 65 },
    { oid: '1.3.132.0.34', pointBytes: 97 },
    { oid: '1.3.132.0.35', pointBytes: 133 },
  ].map(({ oid, pointBytes }) => {
    const params = derOid(oid);
    return [params.toString('hex'), { pointBytes, algorithm: derElement(SEQUENCE, EC_PUBLIC_KEY, params) }] as const;
  }),
  // Ed25519 has been written as the OID of RFC 8410, as that of GnuPG, and as the name in a PrintableString (PKCS#11 v3.0).
  ...[derOid('1.3.101.112'), derOid('1.3.6.1.4.1.11591.15.1'), derElement(0x13, Buffer.from('edwards25519'))].map(
    (params) => [params.toString('hex'), { pointBytes: 32, algorithm: ED25519 }] as const,
  ),
]);

/**
 * The public key of a private one: where the token says itself, from its public key object, or from its certificate.
 *
 * What the token says is not believed: each signature is verified with this key later.
 *
 * @throws Refusal `key-not-found`, `key-ambiguous`; `key-unusable` for a curve that is not for signing models
 */
export function findPublicKey(cryptoki: Cryptoki, session: Handle, key: TokenKey): KeyObject {
  const sources = [
    () => [spkiOf(cryptoki.attribute(session, key.object, CKA.PUBLIC_KEY_INFO))],
    () => matching(cryptoki, session, { key, objectClass: CKO.PUBLIC_KEY }).map((object) => pointOf(object)),
    () => matching(cryptoki, session, { key, objectClass: CKO.CERTIFICATE }).map((object) => certified(object)),
    () => [pointOf(key.object)],
  ];
  for (const source of sources) {
    const found = distinct(source().filter((one) => one !== undefined));
    const [first] = found;
    if (found.length > 1) throw new Refusal('key-ambiguous', 'the token has several public keys for this private key');
    if (first !== undefined) return assertUsable(first);
  }
  throw new Refusal(
    'key-not-found',
    'the token has neither the public key nor a certificate of this private key',
    'store one of them with the same id',
  );

  function pointOf(object: Handle): KeyObject | undefined {
    const params = cryptoki.attribute(session, object, CKA.EC_PARAMS);
    const point = cryptoki.attribute(session, object, CKA.EC_POINT);
    return params === undefined || !point?.length ? undefined : keyOfPoint(params, point);
  }

  function certified(object: Handle): KeyObject | undefined {
    const der = cryptoki.attribute(session, object, CKA.VALUE);
    return der === undefined ? undefined : orUnreadable(() => new X509Certificate(der).publicKey);
  }
}

/** Objects of a class for a private key: with its id and label, else with its id; of its label where it has no id. */
function matching(cryptoki: Cryptoki, session: Handle, wanted: { key: TokenKey; objectClass: number }): Handle[] {
  const { key, objectClass } = wanted;
  const id = { type: CKA.ID, value: key.id };
  const label = { type: CKA.LABEL, value: Buffer.from(key.label) };
  const found = (...same: Template): Handle[] =>
    cryptoki.find(session, [{ type: CKA.CLASS, value: cryptoki.encode(objectClass) }, ...same]);
  if (key.id.length === 0) return found(label);
  const both = found(id, label);
  return both.length > 0 ? both : found(id);
}

/**
 * A public key of CKA_EC_PARAMS and CKA_EC_POINT.
 *
 * @param point - uncompressed; in an OCTET STRING, as PKCS#11 demands, or as it is, or in a BIT STRING, as some modules have it
 * @throws Refusal `key-unusable`
 */
export function keyOfPoint(params: Buffer, point: Buffer): KeyObject {
  const curve = CURVES.get(params.toString('hex'));
  if (curve === undefined) throw new Refusal('key-unusable', 'the key is on a curve that is not for signing models');
  const raw = rawPoint(point, curve.pointBytes);
  if (raw === undefined) throw new Refusal('key-unusable', "the token's public key cannot be read");
  const spki = derElement(SEQUENCE, curve.algorithm, derElement(BIT_STRING, Buffer.alloc(1), raw));
  return orUnreadable(() => createPublicKey({ key: spki, format: 'der', type: 'spki' }));
}

function rawPoint(point: Buffer, size: number): Buffer | undefined {
  // First: a point begins with 04, which is also the tag of an OCTET STRING.
  if (point.length === size) return point;
  try {
    const { tag, content } = readDer(point, 'CKA_EC_POINT');
    const inside = tag === BIT_STRING && content[0] === 0 ? content.subarray(1) : content;
    return (tag === OCTET_STRING || tag === BIT_STRING) && inside.length === size ? inside : undefined;
  } catch (error) {
    if (isMpkError(error)) return undefined;
    throw error;
  }
}

const spkiOf = (info: Buffer | undefined): KeyObject | undefined =>
  info?.length ? orUnreadable(() => createPublicKey({ key: info, format: 'der', type: 'spki' })) : undefined;

function orUnreadable(read: () => KeyObject): KeyObject {
  try {
    return read();
  } catch {
    throw new Refusal('key-unusable', "the token's public key cannot be read");
  }
}

const distinct = (keys: readonly KeyObject[]): KeyObject[] => [
  ...new Map(keys.map((key) => [keyDigest(key), key])).values(),
];

function assertUsable(key: KeyObject): KeyObject {
  try {
    algorithmOf(key);
  } catch (error) {
    throw isMpkError(error) ? new Refusal('key-unusable', error.message) : error;
  }
  return key;
}
