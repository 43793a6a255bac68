// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_SIGNATURE_NAME, MpkError, unreadable } from '@mpk/core';
import { openRegular } from './bounded-file.js';
import { inFolderOf, writeOutput } from './output-file.js';

const CHUNK_BYTES = 1024 * 1024;

/** A model to copy: only the files named here, each held to its digest. */
export interface HandOn {
  /** absolute path of the model */
  readonly path: string;
  readonly singleFile: boolean;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
  /** the bundle that travels with a folder; undefined for none */
  readonly bundle: Uint8Array | undefined;
}

/**
 * Copies a verified model, and nothing else that lies beside it, to `destination`.
 *
 * Every byte is digested as it is copied, so what the consumer gets is what was verified, even where the source changed
 * since. Links are followed and become files, as they do in every object store.
 *
 * @throws MpkError `MODEL_CHANGED`, `INPUT_UNREADABLE`, `OUTPUT_UNWRITABLE`; then nothing is left at `destination`
 */
export async function handOn(model: HandOn, destination: string): Promise<void> {
  try {
    await copyAll(model, destination);
  } catch (error) {
    // Half a model must not be taken for a verified one.
    await rm(destination, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

async function copyAll(model: HandOn, destination: string): Promise<void> {
  for (const file of model.files) {
    const from = model.singleFile ? model.path : join(model.path, file.name);
    const to = model.singleFile ? destination : join(destination, file.name);
    const sha256 = await copyDigested(from, to);
    if (sha256 !== file.sha256) {
      throw new MpkError('MODEL_CHANGED', `${JSON.stringify(file.name)} changed after it was verified`);
    }
  }
  if (model.bundle !== undefined && !model.singleFile && !model.files.some((f) => f.name === DEFAULT_SIGNATURE_NAME)) {
    await writeOutput(join(destination, DEFAULT_SIGNATURE_NAME), model.bundle);
  }
}

/** @returns lowercase hex SHA-256 of what was written */
async function copyDigested(from: string, to: string): Promise<string> {
  const source = await openRegular(from);
  const hash = createHash('sha256');
  try {
    await inFolderOf(to, async () => {
      const target = await open(to, 'w');
      try {
        const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
        for (let position = 0; ;) {
          const { bytesRead } = await source.read(chunk, 0, CHUNK_BYTES, position).catch((cause: unknown) => {
            throw unreadable(from, cause);
          });
          if (bytesRead === 0) break;
          hash.update(chunk.subarray(0, bytesRead));
          await target.writeFile(chunk.subarray(0, bytesRead));
          position += bytesRead;
        }
      } finally {
        await target.close();
      }
    });
  } finally {
    await source.close();
  }
  return hash.digest('hex');
}
