// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Manifest } from '../manifest/manifest.js';
import { omsRootDigest } from '../manifest/oms-root.js';
import { CLAIMS_NAME, DEFAULT_IGNORES, DEFAULT_SIGNATURE_NAME, compareNames } from '../model/names.js';
import { toResources, type SerializedModel } from '../serialization/file-digests.js';
import { DEFAULT_SERIALIZATION } from '../serialization/serialization.js';
import { STATEMENT_TYPE, type Statement } from './statement.js';

/** The predicate type of OpenSSF Model Signing v1.0. */
export const OMS_PREDICATE_TYPE = 'https://model_signing/signature/v1.0';
const OMS_PREDICATE_TYPE_V1 = /^https:\/\/model_signing\/signature\/v1\.[0-9]{1,3}$/;

/** Whether a statement says that it is an OMS v1.x signature of a model. */
export const isOmsV1Statement = ({ predicateType }: Pick<Statement, 'predicateType'>): boolean =>
  OMS_PREDICATE_TYPE_V1.test(predicateType);

/** What lies beside the files without being part of them: other tools leave out only what the statement lists. */
export const ALWAYS_IGNORED: readonly string[] = [...DEFAULT_IGNORES, DEFAULT_SIGNATURE_NAME, CLAIMS_NAME];

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
  /** another serialization than files over SHA-256, and the digests of the files in it */
  readonly serialized?: SerializedModel;
}

/** The OMS v1.0 statement of a manifest, as the specification writes it: UTF-8, two spaces, names in code point order. */
export function createOmsStatement(manifest: Manifest, options: OmsStatementOptions): Buffer {
  const serialized = options.serialized ?? plainly(manifest);
  const { serialization } = serialized;
  const dot = options.singleFile === true && options.compat === 'model-signing-1';
  const named = dot ? renamed(manifest, serialized) : { manifest, files: serialized.files };
  const resources = toResources(serialization, named.manifest, named.files).map(({ name, digest }) => ({
    name,
    algorithm: serialization.hash,
    digest,
  }));
  const statement = {
    _type: STATEMENT_TYPE,
    subject: [{ name: options.modelName, digest: { sha256: omsRootDigest(resources.map((r) => r.digest)) } }],
    predicateType: OMS_PREDICATE_TYPE,
    predicate: {
      serialization: {
        method: serialization.method,
        hash_type: serialization.hash,
        ...(serialization.method === 'shards' && { shard_size: serialization.shardSizeBytes }),
        allow_symlinks: options.allowSymlinks ?? false,
        ignore_paths: ignorePathsOf(manifest, options.ignorePaths ?? []),
      },
      resources,
    },
  };
  return Buffer.from(JSON.stringify(statement, null, 2));
}

const plainly = ({ files }: Manifest): SerializedModel => ({
  serialization: DEFAULT_SERIALIZATION,
  files: files.map(({ name, sha256 }) => ({ name, digests: [sha256] })),
});

/** The one file as model_signing calls it. */
const renamed = (
  manifest: Manifest,
  { files }: SerializedModel,
): Pick<SerializedModel, 'files'> & { manifest: Manifest } => ({
  manifest: { files: manifest.files.map((file) => ({ ...file, name: '.' })) },
  files: files.map((file) => ({ ...file, name: '.' })),
});

/** A dataset may have a file of its own that is called like ours: what is signed is not left out. */
function ignorePathsOf({ files }: Manifest, more: readonly string[]): readonly string[] {
  const names = new Set(files.map(({ name }) => name));
  const always = ALWAYS_IGNORED.filter((name) => !names.has(name));
  return [...new Set([...always, ...more])].sort(compareNames);
}

/** Hex SHA-256 of bytes. */
export const sha256Hex = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');
