// SPDX-License-Identifier: Apache-2.0
import { readFileBounded, type BundleSigner } from '@mpk/core';
import {
  createCertificateSigner,
  createKeySigner,
  openKeyReference,
  type KeySource,
  type TimestampSource,
} from '@mpk/signing/keys';
import type { PrivateKey, SigningMethod, TimestampService } from './method.js';
import { timestampSourceOf } from './timestamp.js';

/** Largest key or certificate file. */
export const MAX_PEM_BYTES = 256 * 1024;

/** What signing depends on besides its method. */
export interface SignerContext {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
  /** gets what a program that holds a key, or a person who signs in, should be told; one line of printable text */
  readonly onNote?: (line: string) => void;
}

/**
 * Makes the signer of a method. Programs and tokens that hold keys are asked for their public key; the network is asked for
 * nothing yet, but by a TUF repository.
 *
 * @throws MpkError for keys and certificates that cannot be read or used; `USAGE` for URLs; of the repository
 */
export async function createSigner(method: SigningMethod, context: SignerContext): Promise<BundleSigner> {
  // Loaded here: what talks to services costs more than signing.
  if ('keyless' in method) return (await import('./keyless.js')).createKeyless(method.keyless, context);
  if ('key' in method) {
    return createKeySigner({ ...(await keySource(method.key, context)), ...(await stamped(method.timestamp)) });
  }
  const { certificatePath, chainPaths = [] } = method.certificate;
  const certificates = [certificatePath, ...chainPaths].map((path) => readPem(path, 'certificate'));
  return createCertificateSigner({
    ...(await keySource(method.certificate, context)),
    ...(await stamped(method.timestamp)),
    certificatesPem: Buffer.concat(certificates.flatMap((pem) => [pem, Buffer.from('\n')])),
  });
}

async function keySource(key: PrivateKey, { env, signal, onNote }: SignerContext): Promise<KeySource> {
  if ('privateKeyPath' in key) {
    return { privateKeyPem: readPem(key.privateKeyPath, 'private key'), password: key.password };
  }
  const { reference, password, pin } = key;
  return openKeyReference(reference, { password, pin, environment: env, signal, onDiagnostic: onNote });
}

const stamped = async (service: TimestampService | undefined): Promise<{ timestampSource?: TimestampSource }> =>
  service === undefined ? {} : { timestampSource: await timestampSourceOf(service, 'rfc3161') };

const readPem = (path: string, what: string): Buffer => readFileBounded(path, { maxBytes: MAX_PEM_BYTES, what });
