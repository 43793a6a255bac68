// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { decodeBase64 } from '../json/base64.js';
import { asArray, asBoolean, asObject, asSize, asString, optionalString } from '../json/narrow.js';
import { parseJson } from '../json/parse-json.js';
import { createManifest, manifestDigest, manifestOmsRoot } from '../manifest/manifest.js';
import { parseModelClaims } from '../claims/parse-claims.js';
import { parseInspection } from '../inspection/parse-inspection.js';
import { parseBomScores } from './parse-bom-scores.js';
import { readSerializations } from './parse-serializations.js';
import { sha256Hex } from '../attestation/oms.js';
import { EVIDENCE_SCHEMA, type Evidence, type EvidenceBundle, type EvidenceFile, type FileFormat } from './types.js';

/** Largest evidence document that is read. */
export const MAX_EVIDENCE_BYTES = 256 * 1024 * 1024;
/** Most bundles of one model. */
export const MAX_BUNDLES = 256;
/** Most bundles about what a model was made from. */
export const MAX_RELATED_BUNDLES = 4096;

/**
 * Parses stored evidence. Its digests are recomputed from its own files, so that it cannot contradict itself; whether the
 * files were as it says is for whoever kept it to know.
 *
 * @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED`, `MODEL_NAME_INVALID`, `MODEL_EMPTY`
 */
export function parseEvidence(bytes: Uint8Array): Evidence {
  const json = asObject(parseJson(bytes, { maxBytes: MAX_EVIDENCE_BYTES, what: 'evidence' }), 'evidence');
  if (json['schema'] !== EVIDENCE_SCHEMA) {
    throw new MpkError(
      'INPUT_MALFORMED',
      `evidence schema is ${JSON.stringify(json['schema'])}, expected ${EVIDENCE_SCHEMA}`,
    );
  }
  const tool = asObject(json['tool'], 'evidence tool');
  return {
    schema: EVIDENCE_SCHEMA,
    collectedAt: asString(json['collectedAt'], 'evidence collectedAt'),
    tool: { name: asString(tool['name'], 'tool name'), version: asString(tool['version'], 'tool version') },
    model: readModel(json['model']),
    ...(json['inspection'] !== undefined && { inspection: parseInspection(json['inspection']) }),
    ...(json['claims'] !== undefined && { claims: parseModelClaims(json['claims']) }),
    ...(json['audit'] !== undefined && { audit: parseInspection(json['audit']) }),
    ...(json['bomScores'] !== undefined && { bomScores: parseBomScores(json['bomScores']) }),
    bundles: readBundles(json['bundles'], 'bundles', MAX_BUNDLES),
    ...(json['related'] !== undefined && {
      related: readBundles(json['related'], 'related', MAX_RELATED_BUNDLES),
    }),
  };
}

function readModel(value: unknown): Evidence['model'] {
  const model = asObject(value, 'evidence model');
  const files = asArray(model['files'], 'model files').map(readFile);
  const manifest = createManifest(files);
  const derived = {
    manifestDigest: manifestDigest(manifest),
    omsRootDigest: manifestOmsRoot(manifest),
    sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
  };
  for (const [key, expected] of Object.entries(derived)) {
    if (model[key] !== expected) {
      throw new MpkError('INPUT_MALFORMED', `evidence model ${key} does not follow from its files`);
    }
  }
  const byName = new Map(files.map((file) => [file.name, file]));
  return {
    name: asString(model['name'], 'model name'),
    uri: asString(model['uri'], 'model uri'),
    path: optionalString(model['path'], 'model path'),
    singleFile: asBoolean(model['singleFile'], 'model singleFile'),
    ...derived,
    files: manifest.files.map((file) => byName.get(file.name) ?? file),
    ignored: asArray(model['ignored'], 'model ignored').map((name) => asString(name, 'ignored name')),
    ...(model['serializations'] !== undefined && {
      serializations: readSerializations(model['serializations'], manifest),
    }),
  };
}

function readFile(value: unknown): EvidenceFile {
  const file = asObject(value, 'evidence file');
  const sha256 = asString(file['sha256'], 'file sha256');
  if (!/^[0-9a-f]{64}$/.test(sha256))
    throw new MpkError('INPUT_MALFORMED', 'file sha256 is not 64 lowercase hex digits');
  const name = asString(file['name'], 'file name');
  const sizeBytes = asSize(file['sizeBytes'], 'file sizeBytes');
  return {
    name,
    sizeBytes,
    sha256,
    ...(file['format'] !== undefined && { format: readFormat(file['format']) }),
    ...(file['inspectedBytes'] !== undefined && {
      inspectedBytes: Math.min(sizeBytes, asSize(file['inspectedBytes'], 'file inspectedBytes')),
    }),
  };
}

function readFormat(value: unknown): FileFormat {
  const format = asObject(value, 'file format');
  return { id: formatId(format['id']), contains: asArray(format['contains'], 'format contains').map(formatId) };
}

function formatId(value: unknown): string {
  const id = asString(value, 'format id');
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) throw new MpkError('INPUT_MALFORMED', 'a format id is not a plain word');
  return id;
}

function readBundles(value: unknown, name: string, most: number): readonly EvidenceBundle[] {
  const list = asArray(value, `evidence ${name}`);
  if (list.length > most) throw new MpkError('INPUT_TOO_LARGE', `evidence ${name} has more than ${most} bundles`);
  return list.map(readBundle);
}

function readBundle(value: unknown): EvidenceBundle {
  const bundle = asObject(value, 'evidence bundle');
  const content = asString(bundle['content'], 'bundle content');
  const sha256 = asString(bundle['sha256'], 'bundle sha256');
  if (sha256Hex(decodeBase64(content, 'bundle content')) !== sha256) {
    throw new MpkError('INPUT_MALFORMED', 'an evidence bundle does not have the digest that stands beside it');
  }
  return { source: asString(bundle['source'], 'bundle source'), sha256, content };
}
