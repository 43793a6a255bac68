// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import {
  MAX_BUNDLE_BYTES,
  parseBundle,
  parseStatement,
  readFileBounded,
  readOmsPredicate,
  type SignedFile,
} from '@mpk/core';

/** What a signature bundle says of itself. Nothing here was verified. */
export interface BundleSummary {
  readonly verified: false;
  readonly mediaType: string;
  readonly method: 'key' | 'certificate' | 'keyless';
  /** key: the hint; certificates: leaf first */
  readonly keyHint?: string;
  readonly certificates: readonly CertificateSummary[];
  readonly logEntries: number;
  readonly timestamps: number;
  readonly predicateType: string;
  readonly modelName: string;
  readonly omsRootDigest: string;
  readonly ignorePaths: readonly string[];
  readonly allowSymlinks: boolean;
  readonly files: readonly SignedFile[];
}

export interface CertificateSummary {
  /** empty in certificates for identities, which are in `alternativeNames` */
  readonly subject: string;
  readonly issuer: string;
  readonly alternativeNames: string;
  /** ISO 8601 */
  readonly validFrom: string;
  readonly validTo: string;
}

/** Reads a bundle for people to look at. @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED` */
export function showBundle(path: string): BundleSummary {
  const bundle = parseBundle(readFileBounded(path, { maxBytes: MAX_BUNDLE_BYTES, what: 'signature' }));
  const statement = parseStatement(bundle.envelope.payload, MAX_BUNDLE_BYTES);
  const predicate = readOmsPredicate(statement);
  const { material } = bundle;
  const ders =
    material.method === 'keyless' ? [material.leaf] : material.method === 'certificate' ? material.chain : [];
  const raw = bundle.json['verificationMaterial'] as { timestampVerificationData?: { rfc3161Timestamps?: unknown[] } };
  return {
    verified: false,
    mediaType: String(bundle.json['mediaType']),
    method: material.method,
    ...(material.method === 'key' && { keyHint: material.hint }),
    certificates: ders.map(summarise),
    logEntries: material.method === 'keyless' ? material.logEntries : 0,
    timestamps: raw.timestampVerificationData?.rfc3161Timestamps?.length ?? 0,
    predicateType: statement.predicateType,
    modelName: statement.subject[0]?.name ?? '',
    omsRootDigest: `sha256:${predicate.rootSha256}`,
    ignorePaths: predicate.ignorePaths,
    allowSymlinks: predicate.allowSymlinks,
    files: predicate.files,
  };
}

function summarise(der: Buffer): CertificateSummary {
  try {
    const certificate = new X509Certificate(der);
    return {
      subject: nameText(certificate.subject),
      issuer: nameText(certificate.issuer),
      alternativeNames: certificate.subjectAltName ?? '',
      validFrom: certificate.validFromDate.toISOString(),
      validTo: certificate.validToDate.toISOString(),
    };
  } catch {
    return { subject: 'not readable', issuer: '', alternativeNames: '', validFrom: '', validTo: '' };
  }
}

/** A name on one line. Node gives nothing for an empty one, as certificates for identities have it. */
const nameText = (name: string | undefined): string => name?.replaceAll('\n', ', ') ?? '';
