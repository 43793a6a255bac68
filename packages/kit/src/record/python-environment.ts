// SPDX-License-Identifier: Apache-2.0
import { accessSync, closeSync, constants, openSync, readSync } from 'node:fs';
import { basename, delimiter, isAbsolute, join } from 'node:path';
import { asArray, asObject, asString, isMpkError, parseJson } from '@mpk/core';
import { toolOutput } from './tool-output.js';

const TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 8 * 1024 * 1024;
const MAX_SHEBANG_BYTES = 512;

/** What the interpreter of a run has installed. */
export interface PythonEnvironment {
  readonly implementation: string;
  readonly version: string;
  readonly packages: readonly { readonly name: string; readonly version: string }[];
}

/** Isolated (-I): nothing of the folder that it runs in is imported. */
const PROGRAM = `
import json, platform
from importlib import metadata
seen = {}
for d in metadata.distributions():
    n = d.metadata.get("Name") if d.metadata else None
    if n and n.lower() not in seen:
        seen[n.lower()] = {"name": n, "version": d.version or "unknown"}
print(json.dumps({"implementation": platform.python_implementation(), "version": platform.python_version(),
                  "packages": [seen[k] for k in sorted(seen)]}))
`;

/**
 * Asks the Python interpreter that a command uses what it is and what is installed.
 *
 * The interpreter is the command itself, or the one that the first line of the command's script names.
 *
 * @returns undefined for a command that is no Python, or an interpreter that does not answer
 */
export async function pythonEnvironment(
  command: string,
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly interpreter?: string },
): Promise<PythonEnvironment | undefined> {
  const interpreter = options.interpreter ?? interpreterOf(command, options.env);
  if (interpreter === undefined) return undefined;
  const output = await toolOutput(interpreter, ['-I', '-c', PROGRAM], {
    cwd: options.cwd,
    env: options.env,
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_OUTPUT_BYTES,
  });
  return output && parseEnvironment(output);
}

function parseEnvironment(output: Buffer): PythonEnvironment | undefined {
  try {
    const what = 'the answer of Python';
    const json = asObject(parseJson(output, { maxBytes: MAX_OUTPUT_BYTES, what }), what);
    return {
      implementation: asString(json['implementation'], what),
      version: asString(json['version'], what),
      packages: asArray(json['packages'], what).map((item) => {
        const { name, version } = asObject(item, what);
        return { name: asString(name, what), version: asString(version, what) };
      }),
    };
  } catch (error) {
    if (isMpkError(error)) return undefined;
    throw error;
  }
}

const PYTHON = /^(?:python|pypy)[0-9.]*(?:\.exe)?$/;

function interpreterOf(command: string, env: NodeJS.ProcessEnv): string | undefined {
  if (PYTHON.test(basename(command))) return command;
  const path = pathOf(command, env);
  const [, first = '', second = ''] = /^#!\s*(\S+)(?:\s+(\S+))?/.exec(path === undefined ? '' : firstLine(path)) ?? [];
  if (PYTHON.test(basename(first))) return first;
  return basename(first) === 'env' && PYTHON.test(second) ? second : undefined;
}

function pathOf(command: string, env: NodeJS.ProcessEnv): string | undefined {
  if (command.includes('/') || isAbsolute(command)) return command;
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function firstLine(path: string): string {
  try {
    const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const buffer = Buffer.alloc(MAX_SHEBANG_BYTES);
      return buffer.toString('latin1', 0, readSync(fd, buffer)).split('\n', 1)[0] ?? '';
    } finally {
      closeSync(fd);
    }
  } catch {
    // Whoever starts the command says what is wrong with it.
    return '';
  }
}
