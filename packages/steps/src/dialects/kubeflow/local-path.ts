// SPDX-License-Identifier: Apache-2.0
import { MpkError, asObject, asString, optionalString, type JsonObject } from '@mpk/core';

/** Where the Kubeflow launcher puts artifacts of each scheme. */
const MOUNTS: readonly (readonly [scheme: string, folder: string])[] = [
  ['gs://', '/gcs/'],
  ['s3://', '/s3/'],
  ['minio://', '/minio/'],
];
const OCI = 'oci://';
const WORKSPACE = '/kfp-workspace/.artifacts';

/** A runtime artifact of an executor input, with its local path. */
export interface RuntimeArtifact {
  readonly name: string;
  readonly uri: string;
  readonly path: string;
  readonly metadata: JsonObject;
  /** `false` where `customPath` led elsewhere: then the URI says nothing about the bytes */
  readonly isFromUri: boolean;
}

/**
 * Reads a runtime artifact and derives its local path as the launcher does: `customPath`, else by the scheme of the URI.
 *
 * @throws MpkError `INPUT_UNSUPPORTED` for a scheme that the launcher does not download; `INPUT_MALFORMED` for a path that is
 * not absolute or that has `..` in it
 */
export function readRuntimeArtifact(value: unknown, what: string): RuntimeArtifact {
  const artifact = asObject(value, what);
  const uri = asString(artifact['uri'] ?? '', `${what} uri`);
  const metadata = asObject(artifact['metadata'] ?? {}, `${what} metadata`);
  const customPath = optionalString(artifact['customPath'], `${what} customPath`);
  const inWorkspace = metadata['_kfp_workspace'] === true;
  const isFromUri = customPath === undefined || customPath === '';
  const path = isFromUri ? localPath(uri, inWorkspace, what) : customPath;
  const name = asString(artifact['name'] ?? '', `${what} name`);
  return { name, uri, path: safePath(path, what), metadata, isFromUri };
}

function localPath(uri: string, inWorkspace: boolean, what: string): string {
  if (uri.startsWith('/')) return uri;
  if (uri.startsWith(OCI)) return `/oci/${uri.slice(OCI.length).replaceAll('/', '_')}/models`;
  const mount = MOUNTS.find(([scheme]) => uri.startsWith(scheme));
  if (mount === undefined) {
    throw new MpkError(
      'INPUT_UNSUPPORTED',
      `${what} has the URI ${JSON.stringify(uri.slice(0, 200))}, which Kubeflow does not download`,
      { hint: 'import the model into an object store first: gs, s3, minio or oci' },
    );
  }
  const path = `${mount[1]}${uri.slice(mount[0].length)}`;
  return inWorkspace ? `${WORKSPACE}${path}` : path;
}

/** A path from outside, as it may be read from or written to. @throws MpkError `INPUT_MALFORMED` */
export function safePath(path: string, what: string): string {
  if (!path.startsWith('/') || path.includes('\0') || path.split('/').includes('..')) {
    throw new MpkError('INPUT_MALFORMED', `${what} has a local path that is not absolute, or has ".." or a NUL`);
  }
  return path;
}
