// SPDX-License-Identifier: Apache-2.0
import {
  MAX_BUNDLE_BYTES,
  isMpkError,
  isOmsStatement,
  parseBundle,
  parseStatement,
  readOmsPredicate,
  serializationId,
  sha256Hex,
  type FoundBundle,
  type JsonObject,
  type OmsPredicate,
  type SignedBundle,
  type SignedFile,
  type Statement,
} from '@mpk/core';
import { parseCertificate } from '@mpk/signing';
import { bundleLimitsOf, limitsOf } from './other-readers.js';

/** What a bundle says of itself: a signature of a model, any other statement, or nothing legible. Nothing here was verified. */
export type BundleSummary = ModelSignatureSummary | AttestationSummary | IllegibleSummary;

interface CommonSummary {
  readonly verified: false;
  /** file, with the line where it has several */
  readonly source: string;
  readonly mediaType: string;
  readonly method: 'key' | 'certificate' | 'keyless';
  /** for keys: the hint, or the one that the key in the bundle would have */
  readonly keyHint?: string;
  /** leaf first */
  readonly certificates: readonly CertificateSummary[];
  readonly logEntries: number;
  readonly timestamps: number;
}

export interface ModelSignatureSummary extends CommonSummary {
  readonly predicateType: string;
  /** empty in the dialect of model_signing 0.2 */
  readonly modelName: string;
  readonly dialect: OmsPredicate['dialect'];
  /** such as `files-sha256` */
  readonly serialization: string;
  /** `sha256:` + hex, in the statement's own order */
  readonly omsRootDigest: string;
  readonly ignorePaths: readonly string[];
  readonly allowSymlinks: boolean;
  readonly files: readonly SignedFile[];
  /** which other tools will not take it, and why */
  readonly limits: readonly string[];
}

export interface AttestationSummary extends CommonSummary {
  readonly predicateType: string;
  readonly subjects: Statement['subject'];
  readonly predicate: JsonObject;
  /** which other tools will not take it, and why */
  readonly limits: readonly string[];
}

export interface IllegibleSummary extends CommonSummary {
  /** what keeps the payload from being read */
  readonly problem: string;
}

export interface CertificateSummary {
  /** as `--subject` takes it; empty in certificates for identities, which are in `alternativeNames` */
  readonly subject: string;
  readonly issuer: string;
  readonly alternativeNames: string;
  /** ISO 8601 */
  readonly validFrom: string;
  readonly validTo: string;
}

/** Sums a bundle up. @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE` for what is no bundle */
export function summarizeBundle({ source, bytes }: FoundBundle): BundleSummary {
  const bundle = parseBundle(bytes);
  const { material } = bundle;
  const ders =
    material.method === 'keyless' ? [material.leaf] : material.method === 'certificate' ? material.chain : [];
  const raw = bundle.json['verificationMaterial'] as RawMaterial;
  return {
    verified: false,
    source,
    mediaType: String(bundle.json['mediaType']),
    method: material.method,
    ...(material.method === 'key' && { keyHint: material.hint ?? hintOf(raw) }),
    certificates: ders.map(summarizeCertificate),
    logEntries: material.method === 'keyless' ? material.logEntries : 0,
    timestamps: raw.timestampVerificationData?.rfc3161Timestamps?.length ?? 0,
    ...readPayload(bundle),
  };
}

type Own<T> = Omit<T, keyof CommonSummary>;

interface RawMaterial {
  readonly timestampVerificationData?: { readonly rfc3161Timestamps?: readonly unknown[] };
  readonly publicKey?: { readonly rawBytes?: unknown };
}

/** Before 1.1, model_signing wrote the PEM of the key; later its SHA-256. */
const hintOf = ({ publicKey }: RawMaterial): string | undefined =>
  typeof publicKey?.rawBytes === 'string' ? sha256Hex(Buffer.from(publicKey.rawBytes, 'base64')) : undefined;

function readPayload(
  bundle: SignedBundle,
): Own<ModelSignatureSummary> | Own<AttestationSummary> | Own<IllegibleSummary> {
  try {
    const statement = parseStatement(bundle.envelope.payload, MAX_BUNDLE_BYTES);
    if (isOmsStatement(statement)) return summarizeSignature(bundle, statement);
    const { predicateType, subject, predicate } = statement;
    return { predicateType, subjects: subject, predicate, limits: bundleLimitsOf(bundle) };
  } catch (error) {
    if (isMpkError(error)) return { problem: `${error.code}: ${error.message}` };
    throw error;
  }
}

function summarizeSignature(bundle: SignedBundle, statement: Statement): Own<ModelSignatureSummary> {
  const predicate = readOmsPredicate(statement);
  return {
    predicateType: statement.predicateType,
    modelName: predicate.dialect === 'v1' ? (statement.subject[0]?.name ?? '') : '',
    dialect: predicate.dialect,
    serialization: serializationId(predicate.serialization),
    omsRootDigest: `sha256:${predicate.rootSha256}`,
    ignorePaths: predicate.ignorePaths,
    allowSymlinks: predicate.allowSymlinks,
    files: predicate.files,
    limits: limitsOf({ bundle, statement, predicate }),
  };
}

/** Names are in the order that verifying compares, which is not that of Node's own text. */
function summarizeCertificate(der: Buffer): CertificateSummary {
  try {
    const { subject, issuer, x509, validFrom, validTo } = parseCertificate(der, 'certificate');
    return {
      subject,
      issuer,
      alternativeNames: x509.subjectAltName ?? '',
      validFrom: validFrom.toISOString(),
      validTo: validTo.toISOString(),
    };
  } catch (error) {
    if (!isMpkError(error)) throw error;
    return { subject: 'not readable', issuer: '', alternativeNames: '', validFrom: '', validTo: '' };
  }
}
