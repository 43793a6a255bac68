// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { cosign } from './cosign.js';
import type { Service } from './services.js';

const MS_PER_HOUR = 60 * 60 * 1000;

/** All services of one Sigstore. */
export interface RealServices {
  readonly issuer: string;
  readonly fulcio: Service;
  readonly certificateLog: Service;
  readonly timestampAuthority: Service;
  readonly rekor: Readonly<Record<1 | 2, Service>>;
}

/** Has cosign write the trusted root of the services. */
export async function writeTrustedRoot(folder: string, services: RealServices, path: string): Promise<void> {
  const { fulcio, certificateLog, timestampAuthority, rekor } = services;
  const since = `start-time=${anHourAgo()}`;
  await mustCosign(folder, [
    ...['trusted-root', 'create', '--out', path],
    ...['--fulcio', `url=${fulcio.url},certificate-chain=${fulcio.trustFile},${since}`],
    ...['--ctfe', `url=${certificateLog.url},public-key=${certificateLog.trustFile},${since}`],
    ...['--tsa', `url=${timestampAuthority.url},certificate-chain=${timestampAuthority.trustFile},${since}`],
    ...['--rekor', `url=${rekor[1].url},public-key=${rekor[1].trustFile},${since}`],
    ...['--rekor', `url=${rekor[2].url},public-key=${rekor[2].trustFile},${since},origin=127.0.0.1`],
  ]);
}

/** Has cosign write a signing config with one log. */
export async function writeSigningConfig(
  folder: string,
  services: RealServices,
  options: { rekorVersion: 1 | 2; path: string },
): Promise<void> {
  const { rekorVersion, path } = options;
  const service = (url: string, version = 1): string =>
    `url=${url},api-version=${version},start-time=${anHourAgo()},operator=local`;
  await mustCosign(folder, [
    ...['signing-config', 'create', '--out', path],
    ...['--fulcio', service(services.fulcio.url), '--oidc-provider', service(services.issuer)],
    ...['--rekor', service(services.rekor[rekorVersion].url, rekorVersion), '--rekor-config', 'ANY'],
    ...['--tsa', service(services.timestampAuthority.url), '--tsa-config', 'ANY'],
  ]);
}

/**
 * Writes both in one file, as Sigstore's Python client reads them: it demands a common name of each authority, which cosign
 * leaves out where a certificate has none.
 */
export async function writeClientTrustConfig(
  files: { trustedRoot: string; signingConfig: string },
  path: string,
): Promise<void> {
  const trustedRoot = JSON.parse(await readFile(files.trustedRoot, 'utf8')) as { certificateAuthorities: Authority[] };
  for (const { subject } of trustedRoot.certificateAuthorities) subject.commonName ??= '';
  const config = {
    mediaType: 'application/vnd.dev.sigstore.clienttrustconfig.v0.1+json',
    trustedRoot,
    signingConfig: JSON.parse(await readFile(files.signingConfig, 'utf8')) as unknown,
  };
  await writeFile(path, JSON.stringify(config));
}

interface Authority {
  readonly subject: { commonName?: string };
}

async function mustCosign(folder: string, args: readonly string[]): Promise<void> {
  const { status, stderr } = await cosign(folder, ...args);
  if (status !== 0) throw new Error(`cosign ${args[0] ?? ''} ended with ${status}: ${stderr}`);
}

/** Clocks agree here; what is signed at once must lie within. RFC 3339 in whole seconds. */
const anHourAgo = (): string => new Date(Date.now() - MS_PER_HOUR).toISOString().replace(/\.\d+Z$/, 'Z');
