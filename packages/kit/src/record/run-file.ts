// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { MpkError, isMpkError, parseJson, readFileBounded, sha256Hex, type ResourceDescriptor } from '@mpk/core';

/** Largest configuration file or file of metrics. */
export const MAX_RUN_FILE_BYTES = 64 * 1024 * 1024;
/** Most numbers of a metrics file that are written into the provenance. */
const MAX_METRICS = 1000;

/** A configuration file as it was before the run. */
export interface ConfigFile {
  readonly resource: ResourceDescriptor;
  /** @throws MpkError `MODEL_CHANGED` */
  assertUnchanged(): void;
}

const readRunFile = (path: string, what: string): Buffer =>
  readFileBounded(path, { maxBytes: MAX_RUN_FILE_BYTES, what });

/**
 * Digests a configuration file. Its content is not recorded: it may hold secrets.
 *
 * @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`
 */
export function configFile(path: string): ConfigFile {
  const digest = (): string => sha256Hex(readRunFile(path, 'configuration file'));
  const sha256 = digest();
  return {
    resource: { name: basename(path), digest: { sha256 } },
    assertUnchanged() {
      if (digest() === sha256) return;
      throw new MpkError('MODEL_CHANGED', `the configuration file ${path} is not any more what it was before the run`, {
        hint: 'nothing was signed; have the run write its own copy elsewhere',
      });
    },
  };
}

/** The metrics file of a run, looked at before and after it. */
export class MetricsFile {
  readonly #before: string | undefined;

  constructor(private readonly path: string) {
    this.#before = stateOf(path);
  }

  /**
   * The file that the run wrote, with its numbers where it is a JSON object.
   *
   * @throws MpkError `INPUT_UNREADABLE` where the run wrote none; `INPUT_TOO_LARGE`
   */
  read(): ResourceDescriptor {
    const state = stateOf(this.path);
    if (state === undefined || state === this.#before) {
      throw new MpkError('INPUT_UNREADABLE', `the run did not write the metrics file ${this.path}`, {
        hint: 'nothing was signed; name the file that the command writes, or leave --metrics out',
      });
    }
    const bytes = readRunFile(this.path, 'metrics file');
    const values = numbersOf(bytes);
    return {
      name: basename(this.path),
      digest: { sha256: sha256Hex(bytes) },
      annotations: { role: 'metrics', ...(values && { values }) },
    };
  }
}

function stateOf(path: string): string | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat && [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' ');
}

/** The numbers at the top of a JSON object: what a policy can hold against bounds. */
function numbersOf(bytes: Buffer): Record<string, number> | undefined {
  let json: unknown;
  try {
    json = parseJson(bytes, { maxBytes: MAX_RUN_FILE_BYTES, what: 'metrics file' });
  } catch (error) {
    // Any format is welcome; of others only the digest is recorded.
    if (isMpkError(error)) return undefined;
    throw error;
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const numbers = Object.entries(json).filter((entry): entry is [string, number] => Number.isFinite(entry[1]));
  return numbers.length === 0 ? undefined : Object.fromEntries(numbers.slice(0, MAX_METRICS));
}
