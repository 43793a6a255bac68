// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { isSignedBy, type Certificate } from './certificate.js';
import { CODE_SIGNING, issuerProblem, signatureProblem, timeProblem, type Purpose } from './rights.js';

/** Most authorities between the signer and the trusted one, that one included. */
export const MAX_CHAIN_DEPTH = 8;
/** Most certificate signatures that one verification checks: hostile chains can cross-sign in circles. */
const MAX_SIGNATURE_CHECKS = 64;

/** What {@link verifyChain} needs. */
export interface ChainOptions {
  readonly leaf: Certificate;
  /** untrusted, any order */
  readonly intermediates: readonly Certificate[];
  /** trusted; need not be self-signed */
  readonly anchors: readonly Certificate[];
  /** when every certificate must be valid */
  readonly now: Date;
  /** default code signing */
  readonly purpose?: Purpose;
}

interface Search extends ChainOptions {
  checksLeft: number;
  /** why the most promising path failed */
  problem: string | undefined;
}

/**
 * Finds a chain from a signer's certificate to a trusted authority, every certificate valid then and allowed to do its part.
 *
 * The signer's certificate itself is never an anchor: to trust one key, use a key.
 *
 * @returns the chain, leaf first; it ends in the trusted authority
 * @throws MpkError `CERTIFICATE_INVALID`
 * @see https://www.rfc-editor.org/rfc/rfc5280 section 6
 */
export function verifyChain(options: ChainOptions): readonly Certificate[] {
  const { leaf, now, purpose } = options;
  const problem = timeProblem(leaf, now);
  if (problem !== undefined) throw invalid(`the certificate of ${quote(leaf)} ${problem}`);
  assertMaySign(leaf, purpose);
  const search: Search = { ...options, checksLeft: MAX_SIGNATURE_CHECKS, problem: undefined };
  const chain = findChain([leaf], search);
  if (chain !== undefined) return chain;
  throw invalid(search.problem ?? `no given authority issued the certificate of ${quote(leaf)}`);
}

/** @throws MpkError `CERTIFICATE_INVALID` for a certificate that is not for signing, whoever issued it */
export function assertMaySign(leaf: Certificate, purpose: Purpose = CODE_SIGNING): void {
  const problem = purpose.leafProblem(leaf);
  if (problem !== undefined) throw invalid(`the certificate of ${quote(leaf)} ${problem}`);
}

/** Depth first, trusted authorities before untrusted ones; the path so far is leaf first. */
function findChain(path: readonly Certificate[], search: Search): readonly Certificate[] | undefined {
  for (const anchor of search.anchors) {
    if (isIssuer(anchor, path, search)) return [...path, anchor];
  }
  if (path.length >= MAX_CHAIN_DEPTH) return undefined;
  for (const intermediate of search.intermediates) {
    if (!isIssuer(intermediate, path, search)) continue;
    const chain = findChain([...path, intermediate], search);
    if (chain !== undefined) return chain;
  }
  return undefined;
}

function isIssuer(issuer: Certificate, path: readonly Certificate[], search: Search): boolean {
  const child = path.at(-1);
  if (child === undefined || path.some((one) => one.digest === issuer.digest)) return false;
  if (!issuer.subjectDer.equals(child.issuerDer)) return false;
  // Before the check itself: among the algorithms that are not accepted, some take long.
  const childProblem = signatureProblem(child);
  if (childProblem !== undefined) search.problem = `the certificate of ${quote(child)} ${childProblem}`;
  if (childProblem !== undefined) return false;
  if (search.checksLeft-- <= 0) throw invalid('the certificate chain is too tangled to be checked');
  if (!isSignedBy(child, issuer)) return false;
  const intermediates = path.slice(1).filter((one) => !one.subjectDer.equals(one.issuerDer)).length;
  const problem = timeProblem(issuer, search.now) ?? issuerProblem(issuer, intermediates, search.purpose);
  if (problem !== undefined) search.problem = `the issuing certificate of ${quote(issuer)} ${problem}`;
  return problem === undefined;
}

/** Sigstore's certificates have no subject: their name is elsewhere. */
const quote = ({ subject }: Certificate): string => (subject === '' ? 'the signer' : JSON.stringify(subject));

const invalid = (message: string): MpkError => new MpkError('CERTIFICATE_INVALID', message);
