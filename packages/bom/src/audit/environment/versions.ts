// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { AuditedModel, TextClaim } from '../audited-model.js';
import type { AuditMatch, AuditRule } from '../rule.js';
import { allows, packageName, parseRequirement, pinOf, type Requirement } from '../../claims/requirement.js';

/** A version that a file states of a package, or asks for. */
interface Asked {
  readonly claim: TextClaim;
  readonly requirement: Requirement;
}

const folderOf = ({ source: { file = '' } }: Claim): string => file.slice(0, file.lastIndexOf('/') + 1);

const askedIn = (model: AuditedModel): readonly Asked[] =>
  model.texts('dependency').flatMap((claim) => {
    const requirement = parseRequirement(claim.value);
    return requirement === undefined ? [] : [{ claim, requirement }];
  });

/** By folder and package: what is said elsewhere is of another model. */
const keyOf = (claim: Claim, name: string): string => `${folderOf(claim)}\n${name}`;

/** Longest text that is a library and its version. */
const MAX_VERSION_CHARS = 200;

function* againstModel(model: AuditedModel, asked: ReadonlyMap<string, readonly Asked[]>): Generator<AuditMatch> {
  for (const claim of model.texts('library.version')) {
    if (!/(?:^|\/)MLmodel$/.test(claim.source.file ?? '')) continue;
    if (claim.value.length > MAX_VERSION_CHARS) continue;
    const [library = '', version = ''] = claim.value.split(' ', 2);
    for (const other of asked.get(keyOf(claim, packageName(library))) ?? []) {
      if (!allows(other.requirement, version))
        yield { message: `made with ${claim.value}, asks for ${other.claim.value}`, evidence: [claim, other.claim] };
    }
  }
}

function* againstEachOther(asked: ReadonlyMap<string, readonly Asked[]>): Generator<AuditMatch> {
  for (const [first, ...others] of asked.values()) {
    for (const other of first === undefined ? [] : others) {
      if (first === undefined || first.claim.source.file === other.claim.source.file) continue;
      const [one, another] = [pinOf(first.requirement), pinOf(other.requirement)];
      const isApart =
        (one !== undefined && !allows(other.requirement, one)) ||
        (another !== undefined && !allows(first.requirement, another));
      if (isApart)
        yield { message: `${first.claim.value} and ${other.claim.value}`, evidence: [first.claim, other.claim] };
    }
  }
}

export const environmentDiffers: AuditRule = {
  id: 'environment-differs',
  theme: 'code',
  severity: 'medium',
  description: 'It asks for another version of a package than it was made with, or for two of them.',
  risk: 'It is run by code that nobody tried it with; pickles load wrongly, or not at all.',
  fix: 'Log the model again, or correct `requirements.txt`, `conda.yaml` and `python_env.yaml`.',
  limits: 'Read are numbers of releases: pre-releases, builds, and what holds on some machines alone, are passed over.',
  *check(model) {
    const asked = Map.groupBy(askedIn(model), ({ claim, requirement }) => keyOf(claim, requirement.name));
    yield* againstModel(model, asked);
    yield* againstEachOther(asked);
  },
};
