// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { UriSource } from '../documents/input.js';
import type { ClaimName } from './vocabulary.js';

/** Longest URI that is looked at. */
const MAX_URI_CHARS = 1000;

/** A URI, and who gave it. */
export interface StatedUri {
  readonly uri: string;
  readonly uriFrom: UriSource;
}

const KNOWN = {
  caller: { source: { what: 'the URI that was given' }, method: 'stated' },
  'cache layout': { source: { what: 'cache layout' }, method: 'inferred' },
} as const satisfies Record<UriSource, Pick<Claim, 'source' | 'method'>>;

/**
 * What the URI of a model tells: which repository it is of, and which revision.
 *
 * Folders of a cache can be made by anybody, so that what comes from there is inferred from names; that blobs are what their names say
 * is checked elsewhere.
 *
 * @param uriFrom - who says that it goes by it
 * @param uri - as kit's sources have it: `hf://org/name@revision`, `hf://datasets/org/name@revision`; others tell nothing
 */
export function repositoryClaims({ uri, uriFrom }: StatedUri): readonly Claim[] {
  if (uri.length > MAX_URI_CHARS) return [];
  const [, id, revision] = /^hf:\/\/((?:datasets\/)?[^\s@/]+(?:\/[^\s@/]+)?)(?:@([^\s@]+))?$/.exec(uri) ?? [];
  const claim = (name: ClaimName, value: string): Claim => ({
    subject: 'model',
    name,
    value,
    ...KNOWN[uriFrom],
  });
  return [
    ...(id === undefined ? [] : [claim('repository.id', id)]),
    ...(id === undefined || revision === undefined ? [] : [claim('repository.revision', revision)]),
  ];
}
