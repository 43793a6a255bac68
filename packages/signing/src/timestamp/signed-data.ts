// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { DerFields } from '../der/fields.js';
import {
  TAG,
  assertTag,
  childrenOf,
  contextTag,
  oidText,
  primitiveContextTag,
  readChildren,
  readDer,
  type DerElement,
} from '../der/reader.js';
import { integerBytes, smallInteger } from '../der/values.js';
import { hashOf, signatureSchemeOf, type SignatureScheme, type TimestampHash } from './algorithms.js';

/** Which certificate signed: by issuer and serial number, or by its subject key identifier. */
export type SignerId = { readonly issuerDer: Buffer; readonly serial: Buffer } | { readonly subjectKeyId: Buffer };

/** CMS SignedData with one signer, as timestamps have it. Nothing is verified. */
export interface SignedData {
  /** OID */
  readonly contentType: string;
  readonly content: Buffer;
  /** DER, in no order */
  readonly certificates: readonly Buffer[];
  readonly signer: SignerInfo;
}

/** The one signer of a {@link SignedData}. */
export interface SignerInfo {
  readonly id: SignerId;
  /** of the content */
  readonly digestHash: TimestampHash;
  readonly scheme: SignatureScheme;
  readonly signature: Buffer;
  /** the bytes that are signed: the attributes as a SET OF */
  readonly signedBytes: Buffer;
  /** OID -> its one value */
  readonly attributes: ReadonlyMap<string, DerElement>;
}

const WHAT = 'timestamp';
const SIGNED_DATA = '1.2.840.113549.1.7.2';
/** Most certificates, and most attributes. */
const MAX_ITEMS = 16;

/**
 * Parses a CMS ContentInfo that holds SignedData with signed attributes and exactly one signer.
 *
 * @param token - untrusted
 * @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE`; `INPUT_UNSUPPORTED` for other algorithms
 * @see https://www.rfc-editor.org/rfc/rfc5652 section 5
 */
export function parseSignedData(token: DerElement): SignedData {
  const info = new DerFields(token, WHAT);
  if (oidText(info.take(), WHAT) !== SIGNED_DATA) throw malformed('is not signed data');
  const fields = new DerFields(readDer(info.take(contextTag(0)).content, WHAT), WHAT);
  info.end();
  smallInteger(fields.take(), WHAT);
  fields.take(TAG.set);
  const { contentType, content } = readContent(fields.take());
  const certificates = fields.takeOptional(contextTag(0));
  fields.takeOptional(contextTag(1));
  const signers = childrenOf(fields.take(), TAG.set, WHAT);
  fields.end();
  const [signer] = signers;
  if (signer === undefined || signers.length > 1) throw malformed(`has ${signers.length} signers, expected exactly 1`);
  return { contentType, content, certificates: readCertificates(certificates), signer: readSigner(signer) };
}

function readContent(element: DerElement): Pick<SignedData, 'contentType' | 'content'> {
  const fields = new DerFields(element, WHAT);
  const contentType = oidText(fields.take(), WHAT);
  const explicit = fields.take(contextTag(0));
  fields.end();
  return { contentType, content: assertTag(readDer(explicit.content, WHAT), TAG.octetString, WHAT).content };
}

/** X.509 certificates only; the set may hold other kinds, which nobody needs here. */
function readCertificates(set: DerElement | undefined): Buffer[] {
  const items = set === undefined ? [] : bounded(readChildren(set, WHAT), 'certificates');
  return items.filter(({ tag }) => tag === TAG.sequence).map(({ raw }) => raw);
}

function readSigner(element: DerElement): SignerInfo {
  const fields = new DerFields(element, WHAT);
  smallInteger(fields.take(), WHAT);
  const id = readSignerId(fields.take());
  const digestHash = hashOf(fields.take(), WHAT);
  const signed = fields.take(contextTag(0));
  const scheme = signatureSchemeOf(fields.take(), digestHash, WHAT);
  const signature = fields.take(TAG.octetString).content;
  fields.takeOptional(contextTag(1));
  fields.end();
  // RFC 5652 section 5.4: signed as a SET OF, although it is written under a tag of its own.
  const signedBytes = Buffer.concat([Buffer.from([TAG.set]), signed.raw.subarray(1)]);
  return { id, digestHash, scheme, signature, signedBytes, attributes: readAttributes(signed) };
}

function readSignerId(element: DerElement): SignerId {
  if (element.tag === primitiveContextTag(0)) return { subjectKeyId: element.content };
  const fields = new DerFields(element, WHAT);
  const issuerDer = fields.take(TAG.sequence).raw;
  const serial = integerBytes(fields.take(), WHAT);
  fields.end();
  return { issuerDer, serial };
}

function readAttributes(signed: DerElement): ReadonlyMap<string, DerElement> {
  const attributes = new Map<string, DerElement>();
  for (const item of bounded(readChildren(signed, WHAT), 'attributes')) {
    const fields = new DerFields(item, WHAT);
    const oid = oidText(fields.take(), WHAT);
    const values = childrenOf(fields.take(), TAG.set, WHAT);
    fields.end();
    const [value] = values;
    if (attributes.has(oid) || value === undefined || values.length > 1)
      throw malformed(`has not one attribute ${oid}`);
    attributes.set(oid, value);
  }
  return attributes;
}

function bounded(items: DerElement[], name: string): DerElement[] {
  if (items.length > MAX_ITEMS) throw new MpkError('INPUT_TOO_LARGE', `timestamp has more than ${MAX_ITEMS} ${name}`);
  return items;
}

const malformed = (problem: string): MpkError => new MpkError('INPUT_MALFORMED', `timestamp ${problem}`);
