// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { ClaimName } from './vocabulary.js';

/** Longest URI that is looked at. */
const MAX_URI_CHARS = 1000;
const SOURCE = { what: 'cache layout' };

/**
 * What the place of a model in a hub's cache tells: which repository it is of, and which revision.
 *
 * Folders of a cache can be made by anybody, so that these are inferred from names; that blobs are what their names say is checked
 * elsewhere.
 *
 * @param uri - as kit's sources have it: `hf://org/name@revision`, `hf://datasets/org/name@revision`; others tell nothing
 */
export function repositoryClaims({ uri }: { readonly uri: string }): readonly Claim[] {
  if (uri.length > MAX_URI_CHARS) return [];
  const [, id, revision] = /^hf:\/\/((?:datasets\/)?[^\s@/]+(?:\/[^\s@/]+)?)(?:@([^\s@]+))?$/.exec(uri) ?? [];
  const claim = (name: ClaimName, value: string): Claim => ({
    subject: 'model',
    name,
    value,
    source: SOURCE,
    method: 'inferred',
  });
  return [
    ...(id === undefined ? [] : [claim('repository.id', id)]),
    ...(id === undefined || revision === undefined ? [] : [claim('repository.revision', revision)]),
  ];
}
