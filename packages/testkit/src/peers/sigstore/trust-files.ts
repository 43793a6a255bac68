// SPDX-License-Identifier: Apache-2.0
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

async function mustCosign(folder: string, args: readonly string[]): Promise<void> {
  const { status, stderr } = await cosign(folder, ...args);
  if (status !== 0) throw new Error(`cosign ${args[0] ?? ''} ended with ${status}: ${stderr}`);
}

/** Clocks agree here; what is signed at once must lie within. RFC 3339 in whole seconds. */
const anHourAgo = (): string => new Date(Date.now() - MS_PER_HOUR).toISOString().replace(/\.\d+Z$/, 'Z');
