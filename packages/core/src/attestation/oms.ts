// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { MpkError } from '../errors.js';
import { asArray, asBoolean, asObject, asString } from '../json/narrow.js';
import type { Manifest } from '../manifest/manifest.js';
import { omsRootDigest } from '../manifest/oms-root.js';
import { CLAIMS_NAME, DEFAULT_IGNORES, DEFAULT_SIGNATURE_NAME, assertName, compareNames } from '../model/names.js';
import { STATEMENT_TYPE, type Statement } from './statement.js';

/** The predicate type of OpenSSF Model Signing v1.0. */
export const OMS_PREDICATE_TYPE = 'https://model_signing/signature/v1.0';
const OMS_PREDICATE_TYPE_V1 = /^https:\/\/model_signing\/signature\/v1\.[0-9]{1,3}$/;

/** Most files that one statement may list. */
export const MAX_RESOURCES = 200_000;

/** One signed file. `name` is checked: relative, canonical. */
export interface OmsResource {
  readonly name: string;
  /** lowercase hex */
  readonly sha256: string;
}

/** What an OMS statement says of a model. */
export interface OmsPredicate {
  /** in the statement's own order, which the root digest depends on */
  readonly resources: readonly OmsResource[];
  readonly allowSymlinks: boolean;
  /** what the signer left out, beyond what OMS always leaves out */
  readonly ignorePaths: readonly string[];
  /** lowercase hex, recomputed from the resources */
  readonly rootSha256: string;
}

/** Whether a statement says that it is an OMS v1.x signature of a model. */
export const isOmsStatement = ({ predicateType }: Statement): boolean => OMS_PREDICATE_TYPE_V1.test(predicateType);

/**
 * Reads the OMS v1.x predicate of a statement, `files` serialization over SHA-256.
 *
 * Accepts the spec's order of names as well as model_signing's (by path parts): the root digest is recomputed in the order
 * given. A one-file model is named by its file or, by model_signing, `.`.
 *
 * @throws MpkError `INPUT_MALFORMED`; `MODEL_NAME_INVALID` for a name that leaves the model; `INPUT_UNSUPPORTED` for shards
 * and other hashes; `INPUT_TOO_LARGE` over {@link MAX_RESOURCES}
 */
export function readOmsPredicate(statement: Statement): OmsPredicate {
  if (!isOmsStatement(statement)) {
    throw malformed(`predicateType is ${JSON.stringify(statement.predicateType)}, expected ${OMS_PREDICATE_TYPE}`);
  }
  if (statement.subject.length !== 1)
    throw malformed(`statement has ${statement.subject.length} subjects, expected exactly 1`);
  const serialization = asObject(statement.predicate['serialization'], 'serialization');
  const method = asString(serialization['method'], 'serialization method');
  const hashType = asString(serialization['hash_type'], 'serialization hash_type');
  if (method !== 'files' || hashType !== 'sha256') {
    throw new MpkError(
      'INPUT_UNSUPPORTED',
      `serialization is ${method} over ${hashType}, this version reads files over sha256`,
    );
  }
  const resources = readResources(statement.predicate['resources']);
  const rootSha256 = omsRootDigest(resources.map((r) => r.sha256));
  if (statement.subject[0]?.digest['sha256'] !== rootSha256) {
    throw malformed('the subject digest is not the root digest of the resources');
  }
  const ignorePaths = asArray(serialization['ignore_paths'] ?? [], 'ignore_paths').map((p) =>
    asString(p, 'ignore_paths item'),
  );
  return {
    resources,
    rootSha256,
    allowSymlinks: asBoolean(serialization['allow_symlinks'] ?? false, 'allow_symlinks'),
    ignorePaths: ignorePaths.filter((p) => !ALWAYS_IGNORED.includes(p)),
  };
}

function readResources(value: unknown): OmsResource[] {
  const list = asArray(value, 'resources');
  if (list.length === 0) throw malformed('resources is empty');
  if (list.length > MAX_RESOURCES) {
    throw new MpkError('INPUT_TOO_LARGE', `resources has ${list.length} items, at most ${MAX_RESOURCES} are read`);
  }
  const seen = new Set<string>();
  return list.map((item) => {
    const resource = asObject(item, 'resource');
    const name = asString(resource['name'], 'resource name');
    if (!(name === '.' && list.length === 1)) assertName(name);
    if (seen.has(name)) throw malformed(`resources has the name ${JSON.stringify(name)} twice`);
    seen.add(name);
    const algorithm = asString(resource['algorithm'], 'resource algorithm');
    if (algorithm !== 'sha256') {
      throw new MpkError(
        'INPUT_UNSUPPORTED',
        `a resource is digested with ${JSON.stringify(algorithm)}, this version reads sha256`,
      );
    }
    const sha256 = asString(resource['digest'], 'resource digest');
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw malformed('a resource digest is not 64 lowercase hex digits');
    return { name, sha256 };
  });
}

/** What lies beside the files without being part of them: other tools leave out only what the statement lists. */
const ALWAYS_IGNORED: readonly string[] = [...DEFAULT_IGNORES, DEFAULT_SIGNATURE_NAME, CLAIMS_NAME];

/** Options of {@link createOmsStatement}. */
export interface OmsStatementOptions {
  /** the model's own name; informational */
  readonly modelName: string;
  /** what was left out besides the defaults */
  readonly ignorePaths?: readonly string[];
  /** links were followed while reading (a Hugging Face cache) */
  readonly allowSymlinks?: boolean;
  /** `model-signing-1`: name the file of a one-file model `.`, as the Python tool demands */
  readonly compat?: 'model-signing-1';
  /** the model is one file, not a folder with one file */
  readonly singleFile?: boolean;
}

/** The OMS v1.0 statement of a manifest, as the specification writes it: UTF-8, two spaces, names in code point order. */
export function createOmsStatement(manifest: Manifest, options: OmsStatementOptions): Buffer {
  const dot = options.singleFile === true && options.compat === 'model-signing-1';
  const resources = manifest.files.map((file) => ({
    name: dot ? '.' : file.name,
    algorithm: 'sha256',
    digest: file.sha256,
  }));
  const statement = {
    _type: STATEMENT_TYPE,
    subject: [{ name: options.modelName, digest: { sha256: omsRootDigest(manifest.files.map((f) => f.sha256)) } }],
    predicateType: OMS_PREDICATE_TYPE,
    predicate: {
      serialization: {
        method: 'files',
        hash_type: 'sha256',
        allow_symlinks: options.allowSymlinks ?? false,
        ignore_paths: ignorePathsOf(manifest, options.ignorePaths ?? []),
      },
      resources,
    },
  };
  return Buffer.from(JSON.stringify(statement, null, 2));
}

/** A dataset may have a file of its own that is called like ours: what is signed is not left out. */
function ignorePathsOf({ files }: Manifest, more: readonly string[]): readonly string[] {
  const names = new Set(files.map(({ name }) => name));
  const always = ALWAYS_IGNORED.filter((name) => !names.has(name));
  return [...new Set([...always, ...more])].sort(compareNames);
}

/** Hex SHA-256 of bytes. */
export const sha256Hex = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

const malformed = (message: string): MpkError => new MpkError('INPUT_MALFORMED', message);
