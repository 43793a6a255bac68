// SPDX-License-Identifier: Apache-2.0
import { MpkError, type BundleVerifier, type ProvenSigner } from '@mpk/core';
import { otherMethod, verifyOmsEnvelope } from '../envelope.js';
import { keyDigest } from '../keys/public-key.js';
import { readOnce } from '../read-once.js';
import { alternativeNames } from './alternative-names.js';
import { parseCertificate, readCertificates, type Certificate } from './certificate.js';
import { assertMaySign, verifyChain } from './chain.js';
import { assertTimestampsPossible, provenBy, signingTime, type SigningTimeOptions } from '../timestamp/signing-time.js';
import type { ProvenTime } from '../timestamp/verify-timestamp.js';

/** Largest file with trusted authorities: an operating system's set has a few hundred KiB. */
export const MAX_AUTHORITIES_BYTES = 2 * 1024 * 1024;
/** Most trusted authorities. */
export const MAX_AUTHORITIES = 512;

/** Whom to trust to name signers, and which signer is meant. */
export interface CertificateVerifierOptions extends SigningTimeOptions {
  /** trusted authorities, PEM; each must be an authority itself, none need be self-signed */
  readonly caPem: string | Uint8Array;
  /** the signer's distinguished name, exact: `CN=ML Release, O=ACME`, as `mpk signature show` prints it */
  readonly subject?: string;
  /** one of the signer's subject alternative names, exact: an e-mail address, DNS name or URI */
  readonly identity?: string;
}

/**
 * Verifies bundles of OMS method `certificate` against given authorities and one exact signer.
 *
 * Every certificate of the chain must have been valid at the earliest trusted timestamp, without one: now. `verify` throws
 * `CERTIFICATE_INVALID`, `SIGNATURE_INVALID`, `TIMESTAMP_INVALID`, `IDENTITY_MISMATCH` or `INPUT_MALFORMED`.
 *
 * @throws MpkError `POLICY_INVALID` without `subject` and `identity`, or for a timestamp that is required of nobody; `INPUT_MALFORMED`, `INPUT_TOO_LARGE` for `caPem`
 */
export function createCertificateVerifier(options: CertificateVerifierOptions): BundleVerifier {
  assertStated(options);
  assertTimestampsPossible(options);
  const anchors = readAuthorities(options.caPem);
  return {
    verify: (bundle) => {
      if (bundle.material.method !== 'certificate') throw otherMethod(bundle, 'a certificate');
      const [leaf, ...intermediates] = readChain(bundle.material.chain);
      if (leaf === undefined) throw new MpkError('INPUT_MALFORMED', 'the bundle has no certificate');
      // The cheapest check first: chains and timestamps are long, and worth nothing without it.
      assertMaySign(leaf);
      verifyOmsEnvelope(bundle.envelope, leaf.publicKey);
      const { at, proven } = signingTime(bundle, options);
      const chain = verifyChain({ leaf, intermediates, anchors, now: at });
      assertSigner(leaf, options);
      return signerOf(chain, proven);
    },
  };
}

/** Attacker-controlled, and long to read: up to 1 MiB of DER. */
const readChain = readOnce((chain: readonly Buffer[]): readonly Certificate[] =>
  chain.map((der, i) => parseCertificate(der, `certificate ${i}`)),
);

/** The certificates of a file with authorities. @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE` */
export const readAuthorities = (caPem: string | Uint8Array): readonly Certificate[] =>
  readCertificates(caPem, {
    maxBytes: MAX_AUTHORITIES_BYTES,
    maxCertificates: MAX_AUTHORITIES,
    what: 'the authorities file',
  });

function signerOf(chain: readonly Certificate[], proven: readonly ProvenTime[]): ProvenSigner {
  const [leaf, anchor] = [chain[0], chain.at(-1)];
  if (leaf === undefined || anchor === undefined) throw new MpkError('INTERNAL', 'a chain without certificates');
  const { timestamps, restsOn } = provenBy(proven);
  const ofChain = chain.flatMap(({ digest, publicKey }) => [digest, keyDigest(publicKey)]);
  const { subject, digest: leafDigest } = leaf;
  const identity = {
    method: 'certificate',
    subject,
    keyDigest: keyDigest(leaf.publicKey),
    leafDigest,
    anchorDigest: anchor.digest,
  } as const;
  const goodUntil = proven.length > 0 ? undefined : firstEnd(chain);
  return { identity, timestamps, restsOn: [...ofChain, ...restsOn], ...(goodUntil && { goodUntil }) };
}

const firstEnd = (chain: readonly Certificate[]): Date =>
  new Date(Math.min(...chain.map(({ validTo }) => validTo.getTime())));

function assertStated({ subject, identity }: CertificateVerifierOptions): void {
  if (subject !== '' && identity !== '' && (subject ?? identity) !== undefined) return;
  throw new MpkError('POLICY_INVALID', 'a certificate signer needs a subject or an identity', {
    hint: 'any certificate of the authority would be accepted otherwise: state whose signature is meant',
  });
}

function assertSigner(leaf: Certificate, expected: { subject?: string; identity?: string }): void {
  if (expected.subject !== undefined && leaf.subject !== expected.subject) {
    throw mismatch(JSON.stringify(leaf.subject), expected.subject);
  }
  if (expected.identity === undefined) return;
  const names = alternativeNames(leaf);
  if (!names.includes(expected.identity)) throw mismatch(JSON.stringify(names.slice(0, 8)), expected.identity);
}

const mismatch = (signer: string, expected: string): MpkError =>
  new MpkError('IDENTITY_MISMATCH', `signed by ${signer}, expected ${JSON.stringify(expected)}`);
