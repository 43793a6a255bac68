// SPDX-License-Identifier: Apache-2.0
import { MpkError, readFileBounded, type BundleSigner } from '@mpk/core';
import {
  MAX_SIGNING_CONFIG_BYTES,
  MAX_TRUSTED_ROOT_BYTES,
  createKeylessSigner,
  identityProviderFrom,
  parseSigningConfig,
  type IdentityChoice,
  type ServiceChoice,
  type SigningConfig,
} from '@mpk/signing/keyless';
import { trustCacheFolder } from '../trust/cache-folder.js';
import type { SignerContext } from './create-signer.js';
import type { KeylessServiceChoice, SigningMethod } from './method.js';
import { timestampSourceOf } from './timestamp.js';

type Keyless = Extract<SigningMethod, { keyless: unknown }>['keyless'];

/** What is signed with, and what is checked against before anything is logged. */
interface Services {
  readonly choice: ServiceChoice;
  readonly trustedRoot?: Uint8Array;
  readonly config?: SigningConfig;
}

/** Makes a keyless signer. @throws MpkError as `createSigner` */
export async function createKeyless(keyless: Keyless, context: SignerContext): Promise<BundleSigner> {
  const { trustedRootPath } = keyless;
  const services = await openServices(keyless.services, context);
  const trustedRoot =
    trustedRootPath === undefined
      ? services.trustedRoot
      : readFileBounded(trustedRootPath, { maxBytes: MAX_TRUSTED_ROOT_BYTES, what: 'trusted root' });
  return createKeylessSigner({
    ...services.choice,
    identityProvider: identityProviderFrom(identityOf(keyless.identity, services.config), context.env),
    ...(trustedRoot && { trustedRoot }),
  });
}

/** Who signs in interactively is sent where the instance says. */
function identityOf(identity: IdentityChoice = { kind: 'ambient' }, config: SigningConfig | undefined): IdentityChoice {
  const [provider] = config?.identityProviders ?? [];
  if (identity.kind !== 'interactive' || identity.issuer !== undefined || provider === undefined) return identity;
  return { ...identity, issuer: provider.url };
}

async function openServices(services: KeylessServiceChoice, context: SignerContext): Promise<Services> {
  if ('signingConfigPath' in services) {
    const limits = { maxBytes: MAX_SIGNING_CONFIG_BYTES, what: 'signing config' };
    return configured(readFileBounded(services.signingConfigPath, limits));
  }
  if ('tuf' in services) return fromTuf(services.tuf, context);
  const { fulcioUrl, rekorUrl, rekorVersion, timestamp } = services;
  const urls = { fulcioUrl, rekorUrl, ...(rekorVersion && { rekorVersion }) };
  if (timestamp === undefined) return { choice: urls };
  const { protocol = 'sigstore-json', caPath, url } = timestamp;
  if (protocol === 'sigstore-json' && caPath === undefined) return { choice: { ...urls, tsaUrl: url } };
  return { choice: { ...urls, timestampSources: [await timestampSourceOf(timestamp, 'sigstore-json')] } };
}

function configured(bytes: Uint8Array): Services & { config: SigningConfig } {
  const config = parseSigningConfig(bytes);
  return { choice: { signingConfig: config }, config };
}

async function fromTuf(tuf: { url: string; rootPath?: string }, { env, signal }: SignerContext): Promise<Services> {
  // Loaded here: most who sign name their services.
  const { SIGNING_CONFIG_TARGET, TRUSTED_ROOT_TARGET, updateTrust } = await import('@mpk/signing');
  const { firstTufRoot } = await import('../trust/first-tuf-root.js');
  const { targets } = await updateTrust({
    url: tuf.url,
    root: firstTufRoot(tuf),
    cacheFolder: trustCacheFolder(env),
    targets: [TRUSTED_ROOT_TARGET],
    optionalTargets: [SIGNING_CONFIG_TARGET],
    signal,
  });
  const config = targets.get(SIGNING_CONFIG_TARGET);
  if (config === undefined) {
    throw new MpkError('USAGE', `the TUF repository ${tuf.url} does not say which services to sign with`, {
      hint: 'name the certificate authority and the log (SIGSTORE_FULCIO_URL, SIGSTORE_REKOR_URL), or a signing config',
    });
  }
  return { ...configured(config), trustedRoot: targets.get(TRUSTED_ROOT_TARGET) };
}
