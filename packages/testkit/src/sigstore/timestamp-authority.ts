// SPDX-License-Identifier: Apache-2.0
import { createRoot, type CertificateRequest, type TestCertificate } from '../pki/certificates.ts';
import { oid, sequence } from './der.ts';
import type { TimestampRequest } from './timestamp-request.ts';
import {
  grantedResponse,
  timestampToken,
  type HashName,
  type SignatureScheme,
  type TokenFields,
} from './timestamp-token.ts';

const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const EXT_KEY_USAGE = '2.5.29.37';

export type { TimestampRequest } from './timestamp-request.ts';
export type { HashName, SignatureScheme, TokenFields } from './timestamp-token.ts';

/** What kind of authority to make. */
export interface TimestampAuthorityOptions {
  /** default `ecdsa` */
  readonly scheme?: SignatureScheme;
  /** default `sha256` */
  readonly hash?: HashName;
  /** issues the signer's certificate through an intermediate authority; default false */
  readonly intermediate?: boolean;
  /** changes the signer's certificate */
  readonly certificate?: Partial<CertificateRequest>;
  /** purposes of the signer's certificate; default time stamping alone, critical */
  readonly purposes?: readonly string[];
  readonly purposesCritical?: boolean;
  /** default an hour either side of now */
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

/** An RFC 3161 timestamp authority. */
export interface TimestampAuthority {
  readonly signer: TestCertificate;
  /** issuers of the signer, the root last */
  readonly authorities: readonly TestCertificate[];
  /** DER, the signer first */
  readonly chain: readonly Buffer[];
  /** Answers a request at a time with a TimeStampResp; `changes` makes it say something else. */
  answer(request: TimestampRequest, time: Date, changes?: Partial<TokenFields>): Buffer;
}

/** Makes an authority with fresh keys. */
export async function createTimestampAuthority(options: TimestampAuthorityOptions = {}): Promise<TimestampAuthority> {
  const { scheme = 'ecdsa', hash = 'sha256', notBefore, notAfter } = options;
  const key = scheme === 'ecdsa' ? 'P-256' : 'RSA-2048';
  const validity = { notBefore, notAfter };
  const root = await createRoot({ subject: 'CN=local timestamp root', key, ...validity });
  const issuer = options.intermediate === true ? await intermediateOf(root, { key, ...validity }) : root;
  const signer = await issuer.issue({
    subject: 'CN=local timestamps, O=local',
    key,
    ...validity,
    extensions: [purposes(options)],
    ...options.certificate,
  });
  const authorities = issuer === root ? [root] : [issuer, root];
  const fields = { signer, scheme, hash };
  const chain = [signer, ...authorities].map((one) => one.der);
  return {
    signer,
    authorities,
    chain,
    answer: (request, time, changes = {}) =>
      grantedResponse(
        timestampToken({
          ...fields,
          imprintHash: request.hash,
          imprint: request.imprint,
          nonce: request.nonce,
          genTime: time,
          // Not the root: whoever trusts it has it.
          certificates: request.certificates ? chain.slice(0, -1) : [],
          ...changes,
        }),
      ),
  };
}

const intermediateOf = (root: TestCertificate, request: Partial<CertificateRequest>): Promise<TestCertificate> =>
  root.issue({ subject: 'CN=local timestamp intermediate', isCa: true, pathLength: 0, ...request });

function purposes(options: TimestampAuthorityOptions): { oid: string; critical: boolean; value: Buffer } {
  const { purposes: oids = [TIME_STAMPING], purposesCritical: critical = true } = options;
  return { oid: EXT_KEY_USAGE, critical, value: sequence(...oids.map(oid)) };
}

/** Purposes of certificates, for those who want wrong ones. */
export const PURPOSE = { timeStamping: TIME_STAMPING, codeSigning: CODE_SIGNING } as const;
