// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { build } from 'esbuild';

/** Where the image has Node. */
export const NODE_PATH = '/usr/local/bin/node';

/** One argument is all that a shebang passes on every kernel. */
const BANNER = `#!${NODE_PATH}
const __mpkEntry = require('node:url').pathToFileURL(__filename).href;`;

/**
 * Bundles the image's `mpk-step` into one CommonJS file, from the sources of this repository.
 *
 * CommonJS, because dependencies use `__dirname`; `import.meta.url` becomes the URL of the bundle itself, so that it can start
 * itself again as a worker.
 *
 * @param root - the repository
 * @returns the program, executable as it is
 */
export async function bundleStep(root: string): Promise<Uint8Array> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [join(root, 'packages/kubeflow/src/main.ts')],
    bundle: true,
    write: false,
    outfile: 'mpk-step.cjs',
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    conditions: ['@mpk/source', 'module', 'import', 'node'],
    // ESM first would be smaller, but some dependencies ship broken ESM builds.
    mainFields: ['main', 'module'],
    banner: { js: BANNER },
    define: { 'import.meta.url': '__mpkEntry' },
    // Names stay, so that a stack trace says something.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    logLevel: 'error',
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error('esbuild made no file');
  return file.contents;
}
