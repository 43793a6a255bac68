// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { MpkError, unreadable } from '@mpk/core';

/**
 * Where a run's output will lie, without links.
 *
 * @throws MpkError `OUTPUT_UNWRITABLE` where its folder cannot be told
 */
export function outputPathOf(path: string): string {
  const absolute = resolve(path);
  const real = realPath(absolute);
  if (real !== undefined) return real;
  const parent = dirname(absolute);
  return parent === absolute ? absolute : join(outputPathOf(parent), basename(absolute));
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new MpkError('OUTPUT_UNWRITABLE', `${path} cannot be an output: ${unreadable(path, cause).message}`, {
      cause,
    });
  }
}

/** Whether something lies there already: a file, or a folder that is not empty. @throws MpkError `INPUT_UNREADABLE` */
export function holdsSomething(path: string): boolean {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return false;
    return !stat.isDirectory() || readdirSync(path).length > 0;
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** A run that ended well made something. @throws MpkError `MODEL_EMPTY`, `INPUT_UNREADABLE` */
export function assertMade(path: string): void {
  if (holdsSomething(path)) return;
  throw new MpkError('MODEL_EMPTY', `the command ended well, but made nothing at ${path}`, {
    hint: 'give as output (--output) what the command writes',
  });
}

/** What is made must not lie in what it is made from, nor around it. @throws MpkError `USAGE` */
export function assertApart(output: string, input: string): void {
  const within = (inner: string, outer: string): boolean =>
    inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
  if (!within(output, input) && !within(input, output)) return;
  throw new MpkError('USAGE', `the output ${output} and the input ${input} lie in each other`, {
    hint: 'give the output a folder of its own',
  });
}

/** A signature that the run itself left, or copied, is not taken for this one, nor replaced. @throws MpkError `OUTPUT_EXISTS` */
export function assertUnsigned(signaturePath: string): void {
  if (!existsSync(signaturePath)) return;
  throw new MpkError('OUTPUT_EXISTS', `the run left a signature in its output, ${signaturePath}`, {
    hint: 'nothing was signed; have the run write none, and copy none from its inputs',
  });
}
