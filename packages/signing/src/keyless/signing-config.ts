// SPDX-License-Identifier: Apache-2.0
import { MpkError, asArray, asObject, asSize, asString, optionalString, parseJson, type JsonObject } from '@mpk/core';
import { readPeriod, type Period } from './period.js';

/** Largest signing config; that of the public instance has 2 KiB. */
export const MAX_SIGNING_CONFIG_BYTES = 256 * 1024;
/** Most services of one kind. */
const MAX_SERVICES = 64;
const MEDIA_TYPE_1 = 'application/vnd.dev.sigstore.signingconfig.v0.1+json';
const MEDIA_TYPE_2 = 'application/vnd.dev.sigstore.signingconfig.v0.2+json';

/** One service that signs, logs or vouches for the time. */
export interface SigstoreService {
  readonly url: string;
  readonly majorApiVersion: number;
  /** times at which it takes requests */
  readonly validFor: Period;
  /** who runs it: of one operator's services only one is used */
  readonly operator: string;
}

/** How many of the services of a kind to use. */
export type ServiceSelector =
  { readonly selector: 'ALL' | 'ANY' } | { readonly selector: 'EXACT'; readonly count: number };

/** Which services a signer is to use. */
export interface SigningConfig {
  readonly authorities: readonly SigstoreService[];
  /** OpenID Connect providers, for those who sign in interactively */
  readonly identityProviders: readonly SigstoreService[];
  readonly logs: readonly SigstoreService[];
  readonly logSelector: ServiceSelector;
  readonly timestampAuthorities: readonly SigstoreService[];
  readonly timestampSelector: ServiceSelector;
}

/**
 * Parses a Sigstore signing config, v0.2, or v0.1 with its plain lists of addresses.
 *
 * @param bytes - untrusted
 * @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED`
 * @see https://github.com/sigstore/protobuf-specs sigstore_trustroot.proto, SigningConfig
 */
export function parseSigningConfig(bytes: Uint8Array): SigningConfig {
  const what = 'signing config';
  const config = asObject(parseJson(bytes, { maxBytes: MAX_SIGNING_CONFIG_BYTES, what }), what);
  const mediaType = asString(config['mediaType'], `${what} mediaType`);
  if (mediaType === MEDIA_TYPE_1) return readVersion1(config);
  if (mediaType !== MEDIA_TYPE_2) {
    throw new MpkError(
      'INPUT_MALFORMED',
      `${what} mediaType is ${JSON.stringify(mediaType)}, expected ${MEDIA_TYPE_2}`,
    );
  }
  return {
    authorities: readServices(config, 'caUrls'),
    identityProviders: readServices(config, 'oidcUrls'),
    logs: readServices(config, 'rekorTlogUrls'),
    logSelector: readSelector(config['rekorTlogConfig'], 'rekorTlogConfig'),
    timestampAuthorities: readServices(config, 'tsaUrls'),
    timestampSelector: readSelector(config['tsaConfig'], 'tsaConfig'),
  };
}

function readServices(config: JsonObject, kind: string): readonly SigstoreService[] {
  return listOf(config, kind).map((item) => {
    const service = asObject(item, `${kind} item`);
    return {
      url: asString(service['url'], `${kind} url`),
      majorApiVersion: asSize(service['majorApiVersion'], `${kind} majorApiVersion`),
      validFor: readPeriod(service['validFor'], kind),
      operator: optionalString(service['operator'], `${kind} operator`) ?? '',
    };
  });
}

/** Absent where there is nothing to select from; all are then meant, as Sigstore's Python client has it. */
function readSelector(value: unknown, what: string): ServiceSelector {
  if (value === undefined || value === null) return { selector: 'ALL' };
  const { selector, count } = asObject(value, what);
  if (selector === 'ALL' || selector === 'ANY') return { selector };
  if (selector !== 'EXACT') throw new MpkError('INPUT_MALFORMED', `${what} has a selector that is not known`);
  const exact = asSize(count, `${what} count`);
  if (exact < 1 || exact > MAX_SERVICES) throw new MpkError('INPUT_MALFORMED', `${what} count is out of range`);
  return { selector, count: exact };
}

function readVersion1(config: JsonObject): SigningConfig {
  const service = (url: unknown): SigstoreService => ({
    url: asString(url, 'signing config url'),
    majorApiVersion: 1,
    validFor: {},
    // Nothing says who runs it: each one counts for itself.
    operator: asString(url, 'signing config url'),
  });
  const optional = (url: unknown): SigstoreService[] => (url === undefined ? [] : [service(url)]);
  return {
    authorities: optional(config['caUrl']),
    identityProviders: optional(config['oidcUrl']),
    logs: listOf(config, 'tlogUrls').map(service),
    logSelector: { selector: 'ANY' },
    timestampAuthorities: listOf(config, 'tsaUrls').map(service),
    timestampSelector: { selector: 'ANY' },
  };
}

function listOf(config: JsonObject, kind: string): unknown[] {
  const list = asArray(config[kind] ?? [], kind);
  if (list.length > MAX_SERVICES) throw new MpkError('INPUT_TOO_LARGE', `signing config has too many ${kind}`);
  return list;
}
