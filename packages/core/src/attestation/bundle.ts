// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { decodeBase64 } from '../json/base64.js';
import { parseJson } from '../json/parse-json.js';
import { asArray, asObject, asString, optionalString, type JsonObject } from '../json/narrow.js';
import { IN_TOTO_PAYLOAD_TYPE } from './dsse.js';

/** Most bytes of a bundle that are read: enough for 200,000 signed files. */
export const MAX_BUNDLE_BYTES = 64 * 1024 * 1024;
/** Most certificates in a bundle's chain. */
export const MAX_CHAIN_CERTIFICATES = 16;
/** Most transparency log entries or timestamps in a bundle. */
export const MAX_LOG_ENTRIES = 32;
/** Largest certificate in DER. */
export const MAX_CERTIFICATE_BYTES = 64 * 1024;
/** Largest signature. */
export const MAX_SIGNATURE_BYTES = 8 * 1024;

export const BUNDLE_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v0\.[1-3]\+json|\+json;version=0\.[1-3])$/;

/** A Sigstore bundle as JSON, ready to be written. */
export type BundleJson = JsonObject;

/** How a bundle was signed, with the material for checking it; all bytes are attacker-controlled until verified. */
export type VerificationMaterial =
  | { readonly method: 'key'; readonly hint: string | undefined }
  /** leaf first, DER */
  | { readonly method: 'certificate'; readonly chain: readonly Buffer[] }
  | { readonly method: 'keyless'; readonly leaf: Buffer; readonly logEntries: number };

/** A well-formed but unverified bundle with a DSSE envelope. */
export interface SignedBundle {
  readonly material: VerificationMaterial;
  readonly envelope: { readonly payload: Buffer; readonly payloadType: string; readonly signature: Buffer };
  /** the whole document, for verifiers that read fields of their own */
  readonly json: BundleJson;
}

/**
 * Parses a Sigstore bundle that carries one DSSE envelope with an in-toto payload. Verifies nothing.
 *
 * Reads media types v0.1 to v0.3, in both spellings.
 *
 * @param bytes - untrusted, at most {@link MAX_BUNDLE_BYTES}
 * @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED`
 * @see https://github.com/ossf/model-signing-spec OMS v1.0 section 4
 */
export function parseBundle(bytes: Uint8Array): SignedBundle {
  const json = asObject(parseJson(bytes, { maxBytes: MAX_BUNDLE_BYTES, what: 'bundle' }), 'bundle');
  const mediaType = asString(json['mediaType'], 'bundle mediaType');
  if (!MEDIA_TYPE.test(mediaType)) {
    throw malformed(`bundle mediaType is ${JSON.stringify(mediaType)}, expected ${BUNDLE_MEDIA_TYPE}`);
  }
  return { material: readMaterial(json), envelope: readEnvelope(json), json };
}

function readEnvelope(json: JsonObject): SignedBundle['envelope'] {
  const envelope = asObject(json['dsseEnvelope'], 'bundle dsseEnvelope');
  const payloadType = asString(envelope['payloadType'], 'envelope payloadType');
  if (payloadType !== IN_TOTO_PAYLOAD_TYPE) {
    throw malformed(`envelope payloadType is ${JSON.stringify(payloadType)}, expected ${IN_TOTO_PAYLOAD_TYPE}`);
  }
  const signatures = asArray(envelope['signatures'], 'envelope signatures');
  if (signatures.length !== 1) throw malformed(`envelope has ${signatures.length} signatures, expected exactly 1`);
  const signature = asObject(signatures[0], 'envelope signature');
  const bytes = decodeBase64(asString(signature['sig'], 'envelope sig'), 'envelope sig');
  if (bytes.length > MAX_SIGNATURE_BYTES) throw new MpkError('INPUT_TOO_LARGE', 'envelope sig is too large');
  return {
    payload: decodeBase64(asString(envelope['payload'], 'envelope payload'), 'envelope payload'),
    payloadType,
    signature: bytes,
  };
}

function readMaterial(json: JsonObject): VerificationMaterial {
  const material = asObject(json['verificationMaterial'], 'bundle verificationMaterial');
  const present = ['publicKey', 'x509CertificateChain', 'certificate'].filter((key) => material[key] !== undefined);
  if (present.length !== 1) {
    throw malformed(
      `verificationMaterial has ${present.length} of publicKey, x509CertificateChain and certificate, expected exactly 1`,
    );
  }
  const logEntries = countOf(material['tlogEntries'], 'tlogEntries');
  const timestamps = asObject(material['timestampVerificationData'] ?? {}, 'timestampVerificationData');
  countOf(timestamps['rfc3161Timestamps'], 'rfc3161Timestamps');
  if (material['publicKey'] !== undefined) {
    const publicKey = asObject(material['publicKey'], 'publicKey');
    if (publicKey['hint'] === undefined && publicKey['rawBytes'] === undefined) {
      throw malformed('publicKey has neither hint nor rawBytes');
    }
    return { method: 'key', hint: optionalString(publicKey['hint'], 'publicKey hint') };
  }
  if (material['certificate'] !== undefined) {
    if (logEntries === 0) {
      // OMS v1.0 section 4.1: the sigstore method needs at least one entry.
      throw malformed('a bundle with a Sigstore certificate needs at least one entry in tlogEntries');
    }
    return { method: 'keyless', leaf: readCertificate(material['certificate'], 'certificate'), logEntries };
  }
  const chain = asObject(material['x509CertificateChain'], 'x509CertificateChain');
  const certificates = asArray(chain['certificates'], 'x509CertificateChain certificates');
  if (certificates.length === 0 || certificates.length > MAX_CHAIN_CERTIFICATES) {
    throw malformed(
      `x509CertificateChain has ${certificates.length} certificates, expected 1 to ${MAX_CHAIN_CERTIFICATES}`,
    );
  }
  return { method: 'certificate', chain: certificates.map((c, i) => readCertificate(c, `certificate ${i}`)) };
}

function readCertificate(value: unknown, what: string): Buffer {
  const der = decodeBase64(asString(asObject(value, what)['rawBytes'], `${what} rawBytes`), `${what} rawBytes`);
  if (der.length > MAX_CERTIFICATE_BYTES) throw new MpkError('INPUT_TOO_LARGE', `${what} is too large`);
  return der;
}

function countOf(value: unknown, what: string): number {
  const list = asArray(value ?? [], what);
  if (list.length > MAX_LOG_ENTRIES)
    throw new MpkError('INPUT_TOO_LARGE', `${what} has more than ${MAX_LOG_ENTRIES} items`);
  return list.length;
}

const malformed = (message: string): MpkError => new MpkError('INPUT_MALFORMED', message);
