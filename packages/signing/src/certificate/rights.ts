// SPDX-License-Identifier: Apache-2.0
import type { KeyObject } from 'node:crypto';
import { EXPECTED_KEY, describeKey, isSignatureKey } from '../keys/curves.js';
import type { Certificate } from './certificate.js';
import { EKU_ANY, EKU_CODE_SIGNING, EKU_TIME_STAMPING, EXTENSION } from './extensions.js';
import type { Validity } from './validity.js';

/** What a chain of certificates is for. */
export interface Purpose {
  /** the extended key usage that every certificate with such a limit must allow */
  readonly extKeyUsage: string;
  /** why a certificate cannot be used as the signer's, or undefined. Chain and time aside */
  readonly leafProblem: (leaf: Certificate) => string | undefined;
}

/** Signature algorithms of certificates that are accepted: nothing over MD5 or SHA-1. */
const ACCEPTED_SIGNATURES = new Set([
  '1.2.840.10045.4.3.2', // ecdsa-with-SHA256
  '1.2.840.10045.4.3.3', // ecdsa-with-SHA384
  '1.2.840.10045.4.3.4', // ecdsa-with-SHA512
  '1.2.840.113549.1.1.11', // sha256WithRSAEncryption
  '1.2.840.113549.1.1.12', // sha384WithRSAEncryption
  '1.2.840.113549.1.1.13', // sha512WithRSAEncryption
  '1.3.101.112', // Ed25519
]);

/** Smallest RSA key of an authority, or of a signer of timestamps. */
const MIN_RSA_BITS = 2048;

const UNDERSTOOD_CRITICAL: readonly string[] = [
  EXTENSION.keyUsage,
  EXTENSION.subjectAltName,
  EXTENSION.basicConstraints,
  EXTENSION.extKeyUsage,
];

/** Signing models. */
export const CODE_SIGNING: Purpose = { extKeyUsage: EKU_CODE_SIGNING, leafProblem };

/** Signing timestamps. */
export const TIME_STAMPING: Purpose = { extKeyUsage: EKU_TIME_STAMPING, leafProblem: timestampLeafProblem };

/** Why a certificate cannot be used as a signer's of models, or undefined. Chain and time aside. */
export function leafProblem({ publicKey, extensions }: Certificate): string | undefined {
  const { keyUsage, extKeyUsage } = extensions;
  if (!isSignatureKey(publicKey)) return `has a key of kind ${describeKey(publicKey)}, expected ${EXPECTED_KEY}`;
  // OMS v1.0 section 4: digitalSignature or codeSigning; RFC 5280 section 4.2.1: what is present also limits.
  if (keyUsage === undefined && extKeyUsage === undefined) return 'says nothing about signing: it has no key usage';
  if (keyUsage !== undefined && !keyUsage.digitalSignature) return 'is not for digital signatures';
  if (!allows(extKeyUsage, EKU_CODE_SIGNING)) return 'is not for code signing';
  return commonProblem(extensions);
}

/** RFC 3161 section 2.3: time stamping is a critical purpose and the only one. */
function timestampLeafProblem({ publicKey, extensions }: Certificate): string | undefined {
  const { keyUsage, extKeyUsage, critical } = extensions;
  const [purpose, ...others] = extKeyUsage ?? [];
  if (purpose !== EKU_TIME_STAMPING || others.length > 0 || !critical.includes(EXTENSION.extKeyUsage)) {
    return 'is not for time stamping alone';
  }
  if (keyUsage !== undefined && !keyUsage.digitalSignature && !keyUsage.contentCommitment) {
    return 'is not for digital signatures';
  }
  const { asymmetricKeyType } = publicKey;
  if (asymmetricKeyType !== 'rsa' && (asymmetricKeyType !== 'ec' || !isSignatureKey(publicKey))) {
    return `has a key of kind ${describeKey(publicKey)}, expected EC or RSA`;
  }
  return sizeProblem(publicKey) ?? commonProblem(extensions);
}

/**
 * Why a certificate cannot have issued the one below it, or undefined. Name, signature and time aside.
 *
 * @param intermediates - how many authorities are already between it and the signer, self-issued ones not counted
 */
export function issuerProblem(
  { publicKey, extensions }: Certificate,
  intermediates: number,
  purpose: Purpose = CODE_SIGNING,
): string | undefined {
  const { basicConstraints, keyUsage, extKeyUsage } = extensions;
  if (basicConstraints?.isCa !== true) return 'is not a certificate authority';
  // RFC 5280 section 6.1.4 (n): only where the extension is present.
  if (keyUsage !== undefined && !keyUsage.keyCertSign) return 'may not sign certificates';
  if (intermediates > basicConstraints.pathLength) return 'does not allow so long a chain below it';
  if (!allows(extKeyUsage, purpose.extKeyUsage)) {
    return purpose === CODE_SIGNING ? 'is not for code signing' : 'is not for time stamping';
  }
  return sizeProblem(publicKey) ?? commonProblem(extensions);
}

function sizeProblem(publicKey: KeyObject): string | undefined {
  const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? MIN_RSA_BITS;
  return bits < MIN_RSA_BITS ? `has an RSA key of ${bits} bits, expected at least ${MIN_RSA_BITS}` : undefined;
}

/** Why the issuer's signature on a certificate is not accepted, or undefined. */
export const signatureProblem = (certificate: Certificate): string | undefined =>
  ACCEPTED_SIGNATURES.has(certificate.signatureAlgorithm)
    ? undefined
    : `is signed with algorithm ${certificate.signatureAlgorithm}, which is not accepted`;

/** Why a certificate is not valid at a time, or undefined. */
export function timeProblem({ validFrom, validTo }: Validity, now: Date): string | undefined {
  if (now < validFrom) return `is not valid before ${validFrom.toISOString()}`;
  return now <= validTo ? undefined : `expired at ${validTo.toISOString()}`;
}

const allows = (purposes: readonly string[] | undefined, purpose: string): boolean =>
  purposes === undefined || purposes.includes(purpose) || purposes.includes(EKU_ANY);

function commonProblem({ critical, values }: Certificate['extensions']): string | undefined {
  const unknown = critical.find((oid) => !UNDERSTOOD_CRITICAL.includes(oid));
  if (unknown !== undefined) return `has the critical extension ${unknown}, which is not understood`;
  // Not enforced here, so a constrained authority could issue any name: refused, critical or not.
  return values.has(EXTENSION.nameConstraints) ? 'has name constraints, which are not supported' : undefined;
}
