// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import type { TimestampSource } from '../timestamp/timestamp-source.js';
import { selectServices } from './select-services.js';
import { assertServiceUrl } from './service-url.js';
import type { SigningConfig } from './signing-config.js';
import type { Thresholds } from './thresholds.js';

/** The services to sign with, one by one. */
export interface KeylessServices {
  readonly fulcioUrl: string;
  readonly rekorUrl: string;
  /** default 1; version 2 shows no time, so that a timestamp authority is needed as well */
  readonly rekorVersion?: 1 | 2;
  /** a Sigstore timestamp authority; short for one of {@link tsaUrls} */
  readonly tsaUrl?: string;
  /** Sigstore timestamp authorities */
  readonly tsaUrls?: readonly string[];
  /** other timestamp authorities */
  readonly timestampSources?: readonly TimestampSource[];
}

/** Which services to sign with: named here, or by a signing config. */
export type ServiceChoice = KeylessServices | { readonly signingConfig: SigningConfig };

/** A transparency log to sign with. */
export interface SigningLog {
  readonly url: URL;
  /** version 1 says when it took an entry, version 2 does not */
  readonly version: 1 | 2;
}

/** Services whose addresses were checked. */
export interface SigningServices {
  readonly fulcio: URL;
  readonly logs: readonly SigningLog[];
  readonly timestampUrls: readonly URL[];
  readonly timestampSources: readonly TimestampSource[];
}

const SIGSTORE_PATH = '/api/v1/timestamp';

/**
 * Picks and checks the services to sign with. Nothing is sent.
 *
 * @throws MpkError `USAGE` for a URL that is not https (http to this machine aside), or where these services could not give
 * what the thresholds ask for; `INPUT_UNSUPPORTED` for a signing config without usable services
 */
export function signingServices(
  choice: ServiceChoice,
  options: { readonly thresholds: Thresholds; readonly now: Date },
): SigningServices {
  const services = 'signingConfig' in choice ? fromConfig(choice.signingConfig, options.now) : fromUrls(choice);
  assertEnough(services, options.thresholds);
  return services;
}

function fromConfig(config: SigningConfig, now: Date): SigningServices {
  const { authority, logs, timestampAuthorities } = selectServices(config, now);
  return {
    fulcio: assertServiceUrl(authority.url, 'the Fulcio URL'),
    logs: logs.map(({ url, majorApiVersion }) => logAt(url, majorApiVersion)),
    timestampUrls: timestampAuthorities.map(({ url }) => timestampUrl(url)),
    timestampSources: [],
  };
}

function fromUrls(services: KeylessServices): SigningServices {
  const { fulcioUrl, rekorUrl, rekorVersion = 1, tsaUrl, tsaUrls = [], timestampSources = [] } = services;
  const urls = [...(tsaUrl === undefined ? [] : [tsaUrl]), ...tsaUrls];
  return {
    fulcio: assertServiceUrl(fulcioUrl, 'the Fulcio URL'),
    logs: [logAt(rekorUrl, rekorVersion)],
    timestampUrls: urls.map(timestampUrl),
    timestampSources,
  };
}

const logAt = (url: string, version: number): SigningLog => ({
  url: assertServiceUrl(url, 'the Rekor URL'),
  version: version === 1 ? 1 : 2,
});

function timestampUrl(text: string): URL {
  const url = assertServiceUrl(text, 'the timestamp authority URL');
  if (url.pathname === '/') url.pathname = SIGSTORE_PATH;
  return url;
}

/** Before anything is sent: an entry in a public log cannot be taken back. */
function assertEnough(services: SigningServices, thresholds: Thresholds): void {
  const { logs, timestampUrls, timestampSources } = services;
  const times = logs.filter(({ version }) => version === 1).length + timestampUrls.length + timestampSources.length;
  if (times === 0) {
    throw new MpkError('USAGE', 'a Rekor version 2 shows no time: a timestamp authority is needed', {
      hint: 'name a timestamp authority',
    });
  }
  const short =
    lacking('transparency logs', logs.length, thresholds.logEntries) ??
    lacking('logs and authorities that vouch for the time', times, thresholds.timestamps);
  if (short !== undefined) throw new MpkError('USAGE', `the signature would not be accepted: ${short}`);
}

const lacking = (what: string, found: number, expected: number): string | undefined =>
  found < expected ? `${found} ${what}, expected ${expected}` : undefined;
