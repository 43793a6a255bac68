// SPDX-License-Identifier: Apache-2.0
import { readFileBounded, type BundleSigner } from '@mpk/core';
import {
  ambientProvider,
  createCertificateSigner,
  createKeySigner,
  createKeylessSigner,
  tokenFileProvider,
} from '@mpk/signing';

/** Largest key or certificate file. */
export const MAX_PEM_BYTES = 256 * 1024;

/** How to sign. Passwords come from files or the environment, never from arguments. */
export type SigningMethod =
  | { readonly key: { readonly privateKeyPath: string; readonly password?: string } }
  | {
      readonly certificate: {
        readonly privateKeyPath: string;
        readonly password?: string;
        /** leaf, PEM */
        readonly certificatePath: string;
        /** intermediates, PEM */
        readonly chainPaths?: readonly string[];
      };
    }
  | {
      readonly keyless: {
        /** file with an OpenID Connect token; without one it is taken from the environment */
        readonly tokenPath?: string;
        readonly fulcioUrl: string;
        readonly rekorUrl: string;
        readonly tsaUrl?: string;
      };
    };

/** Makes the signer of a method. @throws MpkError for keys and certificates that cannot be read or used; `USAGE` for URLs */
export function createSigner(method: SigningMethod, env: NodeJS.ProcessEnv): BundleSigner {
  if ('key' in method) {
    const { privateKeyPath, password } = method.key;
    return createKeySigner({ privateKeyPem: readPem(privateKeyPath, 'private key'), password });
  }
  if ('certificate' in method) {
    const { privateKeyPath, password, certificatePath, chainPaths = [] } = method.certificate;
    const certificates = [certificatePath, ...chainPaths].map((path) => readPem(path, 'certificate'));
    return createCertificateSigner({
      privateKeyPem: readPem(privateKeyPath, 'private key'),
      password,
      certificatesPem: Buffer.concat(certificates.flatMap((pem) => [pem, Buffer.from('\n')])),
    });
  }
  const { tokenPath, ...services } = method.keyless;
  const identityProvider = tokenPath === undefined ? ambientProvider(env) : tokenFileProvider(tokenPath);
  return createKeylessSigner({ identityProvider, ...services });
}

const readPem = (path: string, what: string): Buffer => readFileBounded(path, { maxBytes: MAX_PEM_BYTES, what });
