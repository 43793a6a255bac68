// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { asArray, asObject, asSize, asString, type JsonObject } from '../json/narrow.js';
import { parseJson } from '../json/parse-json.js';
import { createManifest, manifestDigest, manifestOmsRoot } from '../manifest/manifest.js';
import type { Manifest, ManifestFile } from '../manifest/manifest.js';

export const LOCK_SCHEMA = 'modelprovenance.dev/lock/v1alpha1';

/** Most bytes of a lock that are read: enough for 250,000 files. */
export const MAX_LOCK_BYTES = 64 * 1024 * 1024;
/** Longest `uri` of a lock, in UTF-16 code units. */
export const MAX_LOCK_URI_LENGTH = 2048;

const LOCK_KEYS = ['schema', 'uri', 'commit', 'createdAt', 'manifestDigest', 'omsRootDigest', 'files'];
const FILE_KEYS = ['name', 'sizeBytes', 'sha256'];

/** What a third-party model was when somebody looked at it: names, sizes and digests of all its files. Not signed. */
export interface ModelLock {
  readonly schema: typeof LOCK_SCHEMA;
  /** where the model came from, such as `hf://org/name@commit` */
  readonly uri?: string;
  /** commit of its repository: 40 (SHA-1) or 64 (SHA-256) lowercase hex digits */
  readonly commit?: string;
  /** ISO 8601, UTC */
  readonly createdAt: string;
  /** `sha256:` + hex; always that of `files` */
  readonly manifestDigest: string;
  /** `sha256:` + hex; always that of `files` */
  readonly omsRootDigest: string;
  /** in OMS order */
  readonly files: readonly ManifestFile[];
}

/** Options of {@link createLock}. */
export interface LockOptions {
  readonly uri?: string;
  readonly commit?: string;
  readonly createdAt: Date;
}

/**
 * Pins a manifest.
 *
 * @throws MpkError `MODEL_EMPTY`, `MODEL_NAME_INVALID` from the manifest; `INPUT_MALFORMED` for a uri or commit that
 * `parseLock` would refuse
 */
export function createLock(manifest: Manifest, options: LockOptions): ModelLock {
  const { files } = createManifest(manifest.files);
  const { uri, commit, createdAt } = options;
  return {
    schema: LOCK_SCHEMA,
    ...(uri === undefined ? {} : { uri: assertUri(uri) }),
    ...(commit === undefined ? {} : { commit: assertCommit(commit) }),
    createdAt: createdAt.toISOString(),
    manifestDigest: manifestDigest({ files }),
    omsRootDigest: manifestOmsRoot({ files }),
    files,
  };
}

/** The text of a lock file: one for one lock, two spaces, keys in the schema's order, a line feed at the end. */
export function serializeLock(lock: ModelLock): string {
  const { schema, uri, commit, createdAt, manifestDigest: digest, omsRootDigest: root } = lock;
  const { files } = createManifest(lock.files);
  const ordered = { schema, uri, commit, createdAt, manifestDigest: digest, omsRootDigest: root, files };
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

/**
 * Parses a lock file. Files may stand in any order; both digests are recomputed from them and must agree.
 *
 * A key that this version does not know is refused: what it meant to pin would not be held.
 *
 * @param bytes - untrusted, at most {@link MAX_LOCK_BYTES}
 * @returns the lock with its files in OMS order
 * @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED`; `INPUT_UNSUPPORTED` for another schema; `MODEL_NAME_INVALID` for a
 * name that leaves the model or stands twice
 */
export function parseLock(bytes: Uint8Array): ModelLock {
  const json = asObject(parseJson(bytes, { maxBytes: MAX_LOCK_BYTES, what: 'lock' }), 'lock');
  if (json['schema'] !== LOCK_SCHEMA) {
    throw new MpkError('INPUT_UNSUPPORTED', `lock schema is ${quoted(json['schema'])}, expected ${LOCK_SCHEMA}`, {
      hint: 'write the lock again with mpk pin',
    });
  }
  refuseUnknownKeys(json, LOCK_KEYS, 'lock');
  const files = readFiles(json['files']);
  return {
    schema: LOCK_SCHEMA,
    ...(json['uri'] === undefined ? {} : { uri: assertUri(asString(json['uri'], 'lock uri')) }),
    ...(json['commit'] === undefined ? {} : { commit: assertCommit(asString(json['commit'], 'lock commit')) }),
    createdAt: readTime(json['createdAt']),
    manifestDigest: sameDigest(json, 'manifestDigest', manifestDigest({ files })),
    omsRootDigest: sameDigest(json, 'omsRootDigest', manifestOmsRoot({ files })),
    files,
  };
}

function readFiles(value: unknown): readonly ManifestFile[] {
  const list = asArray(value, 'lock files');
  if (list.length === 0) throw malformed('lock has no files');
  const files = list.map((item) => {
    const file = asObject(item, 'lock file');
    refuseUnknownKeys(file, FILE_KEYS, 'lock file');
    const sha256 = asString(file['sha256'], 'lock file sha256');
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw malformed('a lock file sha256 is not 64 lowercase hex digits');
    return {
      name: asString(file['name'], 'lock file name'),
      sizeBytes: asSize(file['sizeBytes'], 'lock file sizeBytes'),
      sha256,
    };
  });
  return createManifest(files).files;
}

function readTime(value: unknown): string {
  const text = asString(value, 'lock createdAt');
  const full = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/.test(text);
  // Date.parse rolls 30 February over to March: the way back must give the same text.
  const time = full ? Date.parse(text) : Number.NaN;
  const shortest = text.includes('.') ? text : text.replace('Z', '.000Z');
  if (Number.isNaN(time) || new Date(time).toISOString() !== shortest) {
    throw malformed('lock createdAt is not an ISO 8601 time in UTC');
  }
  return text;
}

function sameDigest(json: JsonObject, key: string, computed: string): string {
  const stated = asString(json[key], `lock ${key}`);
  if (stated !== computed) {
    throw new MpkError('INPUT_MALFORMED', `lock ${key} is not that of its files, which is ${computed}`, {
      hint: 'the lock was edited or damaged: write it again with mpk pin',
    });
  }
  return computed;
}

function refuseUnknownKeys(json: JsonObject, known: readonly string[], what: string): void {
  const unknown = Object.keys(json).find((key) => !known.includes(key));
  if (unknown !== undefined) throw malformed(`${what} has the unknown key ${quoted(unknown)}`);
}

function assertUri(uri: string): string {
  if (uri.length === 0 || uri.length > MAX_LOCK_URI_LENGTH || !/^[a-z][a-z0-9+.-]*:[^\s\p{Cc}\p{Cs}]+$/u.test(uri)) {
    throw new MpkError('INPUT_MALFORMED', 'lock uri is not a URI', { hint: 'write it as scheme:rest, without spaces' });
  }
  return uri;
}

function assertCommit(commit: string): string {
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) {
    throw new MpkError('INPUT_MALFORMED', 'lock commit is not 40 or 64 lowercase hex digits');
  }
  return commit;
}

const quoted = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(value.slice(0, 100)) : 'not a string';

const malformed = (message: string): MpkError => new MpkError('INPUT_MALFORMED', message);
