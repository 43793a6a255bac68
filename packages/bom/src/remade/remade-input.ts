// SPDX-License-Identifier: Apache-2.0
import { repositoryClaims } from '../claims/cache-layout.js';
import type { DocumentInput } from '../documents/input.js';
import type { AttestedPart } from './attested-part.js';
import type { Circumstances } from './circumstances.js';
import type { ReadFacts } from './read-facts.js';

/** What a document is made anew of: the files as they are, what its maker gave, as it says itself, and what was verified of the rest. */
export function remadeInput(
  { model, claims, tool }: ReadFacts,
  { folderName, uri, uriFrom, timestamp, ...given }: Circumstances,
  part: AttestedPart,
): DocumentInput {
  const place = uri === undefined ? [] : repositoryClaims({ uri, uriFrom });
  const unverified = given.claims.filter(({ source }) => !part.covers(source.what ?? ''));
  return {
    model: { ...model, name: folderName ?? model.name, ...(uri !== undefined && { uri, uriFrom }) },
    claims: [...place, ...claims, ...part.claims, ...unverified],
    tool,
    authors: given.authors,
    stated: given.stated,
    lineage: [...given.lineage, ...part.lineage],
    production: part.production,
    verdicts: part.verdicts,
    ...(timestamp && { timestamp }),
  };
}
