// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { JsonObject } from './leaves.ts';
import type { Peer } from './peers.ts';
import type { Folder } from './truth.ts';

const TIMEOUT_MS = 300_000;

/** Nobody tells anybody of a run, and nobody asks a network. */
const QUIET = {
  ...{ PROMPTFOO_DISABLE_TELEMETRY: '1', NO_ANALYTICS: '1', DO_NOT_TRACK: '1', CI: 'true', NO_COLOR: '1' },
  ...{ AISBOM_OFFLINE: '1', AISBOM_NO_TELEMETRY: '1', SYFT_CHECK_FOR_APP_UPDATE: 'false', HF_HUB_OFFLINE: '1' },
};

/** The document of a folder, made in an empty home; undefined where none was written. */
export function ask({ name, program = [], args }: Peer, folder: Folder): JsonObject | undefined {
  const scratch = mkdtempSync(join(tmpdir(), 'bom-bench-'));
  try {
    const path = write(folder, scratch);
    const output = join(scratch, 'bom.json');
    const [command = '', ...before] = program;
    const env = { ...QUIET, PATH: process.env['PATH'], HOME: scratch, XDG_CACHE_HOME: join(scratch, 'cache') };
    const options = { cwd: scratch, env, encoding: 'utf8', timeout: TIMEOUT_MS, maxBuffer: 1 << 28 } as const;
    const { status, stderr } = spawnSync(command, [...before, ...args(path, output)], options);
    if (existsSync(output)) return JSON.parse(readFileSync(output, 'utf8')) as JsonObject;
    console.error(`${name} of ${folder.name}: no document (status ${String(status)}): ${stderr.trim().slice(-300)}`);
    return undefined;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function write({ name, files }: Folder, scratch: string): string {
  const path = join(scratch, name);
  for (const [file, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), bytes);
  }
  return path;
}
