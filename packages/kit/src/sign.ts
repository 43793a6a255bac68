// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  DEFAULT_SIGNATURE_NAME,
  MAX_BUNDLE_BYTES,
  MpkError,
  createManifest,
  createOmsStatement,
  manifestDigest,
  manifestOmsRoot,
  readFileBounded,
  sha256Hex,
  writeFileAtomic,
  type BundleSigner,
  type OpenedModel,
} from '@mpk/core';
import {
  ambientProvider,
  createCertificateSigner,
  createKeySigner,
  createKeylessSigner,
  tokenFileProvider,
} from '@mpk/signing';
import { measure, type ReadingOptions } from './measure.js';
import { locateModel } from './model-source.js';

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

/** Options of {@link signModel}. */
export interface SignOptions extends ReadingOptions {
  readonly model: string;
  /** default `model.sig` in the model's folder, or `FILE.sig` beside a single file */
  readonly outputPath?: string;
  readonly method: SigningMethod;
  /** write what PyPI's model-signing 1.x needs */
  readonly compat?: 'model-signing-1';
  /** model-relative names left unsigned, with everything below them; recorded in the signature */
  readonly ignorePaths?: readonly string[];
  /** replace a signature that is there */
  readonly overwrite?: boolean;
}

/** What was signed, and where the bundle lies. */
export interface SignOutcome {
  readonly bundlePath: string;
  readonly bundleSha256: string;
  readonly manifestDigest: string;
  readonly omsRootDigest: string;
  readonly files: number;
  readonly sizeBytes: number;
}

/**
 * Signs a model: reads it once and writes an OpenSSF Model Signing bundle.
 *
 * @throws MpkError what keeps the model from being read, or the signer from signing; `OUTPUT_EXISTS`
 */
export async function signModel(options: SignOptions): Promise<SignOutcome> {
  const signer = createSigner(options.method, options.env ?? {});
  const located = locateModel(options.model, {
    leaveOut: options.outputPath === undefined ? [] : [options.outputPath],
    ignorePaths: options.ignorePaths,
    env: options.env ?? {},
  });
  const { model } = located;
  const bundlePath = resolve(options.outputPath ?? defaultBundlePath(model));
  if (options.overwrite !== true && existsSync(bundlePath)) {
    throw new MpkError('OUTPUT_EXISTS', `${bundlePath} is there already`, { hint: 'use --force to replace it' });
  }
  // A signature must never rest on a cached digest.
  const manifest = createManifest(await measure(located, { ...options, cache: false, formats: false }));
  const statement = createOmsStatement(manifest, {
    modelName: model.name,
    singleFile: model.singleFile,
    allowSymlinks: model.linksFollowed,
    ignorePaths: options.ignorePaths,
    compat: options.compat,
  });
  const bundle = Buffer.from(`${JSON.stringify(await signer.sign(statement))}\n`);
  if (bundle.length > MAX_BUNDLE_BYTES) {
    throw new MpkError(
      'INPUT_TOO_LARGE',
      `the signature would have more than the ${MAX_BUNDLE_BYTES} bytes that are read`,
    );
  }
  writeFileAtomic(bundlePath, bundle, { overwrite: options.overwrite === true });
  return {
    bundlePath,
    bundleSha256: sha256Hex(bundle),
    manifestDigest: manifestDigest(manifest),
    omsRootDigest: manifestOmsRoot(manifest),
    files: manifest.files.length,
    sizeBytes: manifest.files.reduce((sum, file) => sum + file.sizeBytes, 0),
  };
}

const defaultBundlePath = (model: OpenedModel): string =>
  model.singleFile ? `${model.path}.sig` : join(model.path, DEFAULT_SIGNATURE_NAME);

function createSigner(method: SigningMethod, env: NodeJS.ProcessEnv): BundleSigner {
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
