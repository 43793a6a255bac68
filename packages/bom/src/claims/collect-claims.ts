// SPDX-License-Identifier: Apache-2.0
import type { ModelFile } from '../model-files.js';
import type { Claim } from '@mpk/core';
import { licenseFacts } from '../licenses/license-ids.js';
import { ClaimSink, type CollectedClaims } from './claim-sink.js';
import { COLLECTORS } from './collectors/index.js';
import { speakersOf } from './speakers.js';

/** What the files of a model say of it, from the one pass that read them. Nothing is fetched, nothing is loaded. */
export function collectClaims(files: readonly ModelFile[]): CollectedClaims {
  const speakers = speakersOf(files);
  const sink = new ClaimSink((file) => speakers.has(file));
  for (const collector of COLLECTORS) {
    for (const file of files) collector.collect(file, sink);
    collector.finish?.(files, sink);
  }
  const { claims, remarks } = sink.result();
  return { claims: [...claims, ...licenseIds(claims)], remarks };
}

/** What stated licences are called by SPDX, for lists of policies: read off the table, so inferred. */
const licenseIds = (claims: readonly Claim[]): readonly Claim[] =>
  claims.flatMap((claim): readonly Claim[] => {
    if (claim.name !== 'license' || typeof claim.value !== 'string') return [];
    const facts = licenseFacts(claim.value);
    const id = facts?.spdx ?? facts?.ref;
    return id === undefined || id === claim.value
      ? []
      : [{ ...claim, name: 'license.id', value: id, method: 'inferred' }];
  });
