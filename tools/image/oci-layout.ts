// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';
/** Fixed, so that the same layers give the same image. */
const EPOCH = '1970-01-01T00:00:00Z';

/** What an image is, besides its layers. */
export interface ImageConfig {
  readonly architecture: string;
  readonly config: object;
}

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/**
 * Writes an OCI image layout with one image, replacing the folder.
 *
 * @param layers - tar archives, lowest first
 * @param tag - `org.opencontainers.image.ref.name` in the index
 * @returns digest of the image's manifest
 * @see https://github.com/opencontainers/image-spec/blob/main/image-layout.md
 */
export function writeOciLayout(folder: string, layers: readonly Uint8Array[], image: ImageConfig, tag: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'blobs/sha256'), { recursive: true });
  const put = (mediaType: string, bytes: Uint8Array): Descriptor => {
    const digest = sha256(bytes);
    writeFileSync(join(folder, 'blobs/sha256', digest), bytes);
    return { mediaType, digest: `sha256:${digest}`, size: bytes.length };
  };
  const config = put(
    CONFIG,
    json({
      created: EPOCH,
      architecture: image.architecture,
      os: 'linux',
      config: image.config,
      rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${sha256(layer)}`) },
    }),
  );
  const compressed = layers.map((layer) => put(LAYER, gzipSync(layer, { level: 6 })));
  const manifest = put(MANIFEST, json({ schemaVersion: 2, mediaType: MANIFEST, config, layers: compressed }));
  const named = { ...manifest, annotations: { 'org.opencontainers.image.ref.name': tag } };
  writeFileSync(join(folder, 'index.json'), json({ schemaVersion: 2, manifests: [named] }));
  writeFileSync(join(folder, 'oci-layout'), json({ imageLayoutVersion: '1.0.0' }));
  return manifest.digest;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));
