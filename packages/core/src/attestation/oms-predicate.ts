// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { asArray, asBoolean, asObject, asSize, asString, type JsonObject } from '../json/narrow.js';
import { omsRootDigest } from '../manifest/oms-root.js';
import { isHashName, type Serialization } from '../serialization/serialization.js';
import { ALWAYS_IGNORED, OMS_PREDICATE_TYPE, isOmsV1Statement } from './oms.js';
import { isOmsLegacyStatement, readOmsLegacy } from './oms-legacy.js';
import { filesOf, readResources, type SignedFile } from './oms-resources.js';
import type { Statement } from './statement.js';

/** What an OMS statement says of a model. */
export interface OmsPredicate {
  /** OMS v1.x, or what model_signing 0.2 wrote before there was a specification */
  readonly dialect: 'v1' | 'v0.2';
  /** how the files were digested */
  readonly serialization: Serialization;
  /** in the statement's own order */
  readonly files: readonly SignedFile[];
  readonly allowSymlinks: boolean;
  /** what the signer left out, beyond what OMS always leaves out */
  readonly ignorePaths: readonly string[];
  /** lowercase hex, recomputed from the resources in the statement's own order */
  readonly rootSha256: string;
}

/** Whether a statement says that it is a signature of a model, in whichever dialect. */
export const isOmsStatement = (statement: Pick<Statement, 'predicateType'>): boolean =>
  isOmsV1Statement(statement) || isOmsLegacyStatement(statement);

/**
 * Reads the OMS v1.x predicate of a statement, or what a statement of model_signing 0.2 says in its place.
 *
 * Accepts the spec's order of names as well as model_signing's (by path parts): the root digest is recomputed in the order
 * given. A one-file model is named by its file or, by model_signing, `.`.
 *
 * @throws MpkError `INPUT_MALFORMED`; `MODEL_NAME_INVALID` for a name that leaves the model; `INPUT_UNSUPPORTED` for other
 * methods and hashes than those of the specification; `INPUT_TOO_LARGE` over `MAX_RESOURCES`
 */
export function readOmsPredicate(statement: Statement): OmsPredicate {
  if (isOmsLegacyStatement(statement)) return readOmsLegacy(statement);
  if (!isOmsV1Statement(statement)) {
    throw malformed(`predicateType is ${JSON.stringify(statement.predicateType)}, expected ${OMS_PREDICATE_TYPE}`);
  }
  if (statement.subject.length !== 1)
    throw malformed(`statement has ${statement.subject.length} subjects, expected exactly 1`);
  const parameters = asObject(statement.predicate['serialization'], 'serialization');
  const serialization = readSerialization(parameters);
  const resources = readResources(statement.predicate['resources'], serialization);
  const rootSha256 = omsRootDigest(resources.map(({ digest }) => digest));
  if (statement.subject[0]?.digest['sha256'] !== rootSha256) {
    throw malformed('the subject digest is not the root digest of the resources');
  }
  const ignorePaths = asArray(parameters['ignore_paths'] ?? [], 'ignore_paths').map((p) =>
    asString(p, 'ignore_paths item'),
  );
  return {
    dialect: 'v1',
    serialization,
    files: filesOf(resources, serialization),
    rootSha256,
    allowSymlinks: asBoolean(parameters['allow_symlinks'] ?? false, 'allow_symlinks'),
    ignorePaths: ignorePaths.filter((p) => !ALWAYS_IGNORED.includes(p)),
  };
}

/** How a statement says that its files were digested. model_signing writes `shard_size` as `1000000.0`, which is the same number. */
function readSerialization(parameters: JsonObject): Serialization {
  const method = asString(parameters['method'], 'serialization method');
  const hash = asString(parameters['hash_type'], 'serialization hash_type');
  if (!isHashName(hash) || (method !== 'files' && method !== 'shards')) {
    throw new MpkError(
      'INPUT_UNSUPPORTED',
      `serialization is ${JSON.stringify(method.slice(0, 100))} over ${JSON.stringify(hash.slice(0, 100))}, this version reads files or shards over sha256, blake2b or blake3`,
    );
  }
  if (method === 'files') return { method, hash };
  const shardSizeBytes = asSize(parameters['shard_size'], 'serialization shard_size');
  if (shardSizeBytes === 0) throw malformed('serialization shard_size is 0');
  return { method, hash, shardSizeBytes };
}

const malformed = (message: string): MpkError => new MpkError('INPUT_MALFORMED', message);
