// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import {
  MAX_BUNDLE_BYTES,
  isOmsStatement,
  parseBundle,
  parseStatement,
  readOmsPredicate,
  type JsonObject,
  type SignedFile,
  type Statement,
} from '@mpk/core';
import { readBundleFile } from './attestations/bundle-file.js';

/** What a bundle says of itself: the signature of a model, or any other statement. Nothing here was verified. */
export type BundleSummary = ModelSignatureSummary | AttestationSummary;

interface CommonSummary {
  readonly verified: false;
  readonly mediaType: string;
  readonly method: 'key' | 'certificate' | 'keyless';
  /** key: the hint; certificates: leaf first */
  readonly keyHint?: string;
  readonly certificates: readonly CertificateSummary[];
  readonly logEntries: number;
  readonly timestamps: number;
  readonly predicateType: string;
}

export interface ModelSignatureSummary extends CommonSummary {
  readonly modelName: string;
  readonly omsRootDigest: string;
  readonly ignorePaths: readonly string[];
  readonly allowSymlinks: boolean;
  readonly files: readonly SignedFile[];
}

export interface AttestationSummary extends CommonSummary {
  readonly subjects: Statement['subject'];
  readonly predicate: JsonObject;
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

/**
 * Reads the bundles of a file for people to look at: one, or one a line as in claims.
 *
 * @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`, `INPUT_MALFORMED`
 */
export function showBundles(path: string): readonly BundleSummary[] {
  const hint = 'give a signature, an attestation or a file of claims';
  return readBundleFile(path, { hint }).map(({ bytes }) => showBundle(bytes));
}

function showBundle(bytes: Uint8Array): BundleSummary {
  const { envelope, material, json } = parseBundle(bytes);
  const statement = parseStatement(envelope.payload, MAX_BUNDLE_BYTES);
  const ders =
    material.method === 'keyless' ? [material.leaf] : material.method === 'certificate' ? material.chain : [];
  const raw = json['verificationMaterial'] as { timestampVerificationData?: { rfc3161Timestamps?: unknown[] } };
  const common = {
    verified: false,
    mediaType: String(json['mediaType']),
    method: material.method,
    ...(material.method === 'key' && { keyHint: material.hint }),
    certificates: ders.map(summarise),
    logEntries: material.method === 'keyless' ? material.logEntries : 0,
    timestamps: raw.timestampVerificationData?.rfc3161Timestamps?.length ?? 0,
    predicateType: statement.predicateType,
  } as const;
  if (!isOmsStatement(statement)) return { ...common, subjects: statement.subject, predicate: statement.predicate };
  const predicate = readOmsPredicate(statement);
  return {
    ...common,
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
