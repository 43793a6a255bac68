// SPDX-License-Identifier: Apache-2.0
import { MpkError, isMpkError } from '../errors.js';
import { parseLock, type ModelLock } from '../lock/lock.js';
import { diffManifest, diffNamed, type ManifestFile } from '../manifest/manifest.js';
import type { Evidence } from '../evidence/types.js';
import type { EffectivePolicy, IdentityRequirement } from '../policy/types.js';
import { countFiles, describeDiff } from './describe.js';
import type { RequirementResult } from './result.js';

/** Holds the model to the bytes that were meant: a manifest digest, a lock, or both. */
export function judgeIdentity(
  requirement: IdentityRequirement,
  evidence: Evidence,
  policy: EffectivePolicy,
): RequirementResult {
  const lines: RequirementResult[] = [];
  if (requirement.lock !== undefined) lines.push(judgeLock(requirement.lock, evidence, policy));
  if (requirement.digest !== undefined) lines.push(judgeDigest(requirement.digest, evidence));
  const line = lines.find((l) => l.outcome !== 'pass') ?? lines.at(-1);
  if (line === undefined) throw new MpkError('POLICY_INVALID', 'requirement identity names neither lock nor digest');
  return line;
}

function judgeLock(path: string, evidence: Evidence, policy: EffectivePolicy): RequirementResult {
  const lock = lockOf(path, policy);
  const asked = `the files pinned in ${path}`;
  const same = lock.manifestDigest === evidence.model.manifestDigest;
  if (same) {
    const from = lock.uri === undefined ? '' : `, pinned from ${lock.uri}`;
    return {
      id: 'identity',
      outcome: 'pass',
      code: 'PASSED',
      asked,
      found: `${countFiles(lock.files.length)} as pinned${from}`,
    };
  }
  return {
    id: 'identity',
    outcome: 'fail',
    code: 'FILES_MISMATCH',
    asked,
    found:
      describeDiff(diffManifest(lock.files, evidence.model.files), 'pinned') || 'sizes differ from the pinned ones',
    fix: FIX_PINNED,
  };
}

/** Holds a part of a model to its lock. Sizes count too, though no digest of a part does. */
export function judgeLockedPart(
  path: string,
  { evidence, policy }: { readonly evidence: Evidence; readonly policy: EffectivePolicy },
  looksAt: (name: string) => boolean,
): RequirementResult {
  const lock = lockOf(path, policy);
  const asked = `the files pinned in ${path}`;
  const toPair = ({ name, sizeBytes, sha256 }: ManifestFile): [string, string] => [name, `${sizeBytes} ${sha256}`];
  const pinned = lock.files.filter(({ name }) => looksAt(name));
  const diff = describeDiff(diffNamed(pinned.map(toPair), evidence.model.files.map(toPair)), 'pinned');
  return diff === ''
    ? { id: 'identity', outcome: 'pass', code: 'PASSED', asked, found: `${countFiles(pinned.length)} as pinned` }
    : { id: 'identity', outcome: 'fail', code: 'FILES_MISMATCH', asked, found: diff, fix: FIX_PINNED };
}

const FIX_PINNED = 'get the pinned files again; or, if the change is wanted and reviewed, pin it (mpk pin --update)';

function lockOf(path: string, policy: EffectivePolicy): ModelLock {
  const reference = policy.references.get(path);
  if (reference === undefined) throw new MpkError('INTERNAL', `the lock ${path} was not read`);
  return readLock(path, reference.bytes);
}

function readLock(path: string, bytes: Uint8Array): ModelLock {
  try {
    return parseLock(bytes);
  } catch (error) {
    if (!isMpkError(error)) throw error;
    throw new MpkError(error.code, `${path}: ${error.message}`, { hint: 'name a lock that mpk pin wrote' });
  }
}

function judgeDigest(digest: string, evidence: Evidence): RequirementResult {
  const { manifestDigest } = evidence.model;
  const same = digest === manifestDigest;
  return {
    id: 'identity',
    outcome: same ? 'pass' : 'fail',
    code: same ? 'PASSED' : 'DIGEST_MISMATCH',
    asked: `manifest digest ${digest}`,
    found: same ? 'the same' : manifestDigest,
    ...(!same && {
      fix: 'get the files that were meant; or, if the change is wanted, put the new digest into the policy',
    }),
  };
}
