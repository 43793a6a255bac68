// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';

/** Where the image has Node. */
export const NODE_PATH = '/usr/local/bin/node';

/** Where the image has the two files of the step runner. */
export const PROGRAM_PATH = '/usr/local/bin/mpk-step';
export const KUBERNETES_PATH = '/usr/local/lib/mpk-step/kubernetes-api.cjs';

/** The latter as the former imports it; what the sandbox grants (`programFiles` in packages/kubeflow) follows from it. */
const KUBERNETES_SPECIFIER = '../lib/mpk-step/kubernetes-api.cjs';

/** One argument is all that a shebang passes on every kernel. */
const BANNER = `#!${NODE_PATH}
const __mpkEntry = require('node:url').pathToFileURL(__filename).href;`;

/** The image's `mpk-step`: CommonJS files that need nothing but Node. */
export interface StepProgram {
  /** executable as it is */
  readonly program: Uint8Array;
  /** the Kubernetes client, which the program imports when a policy is to come from a ConfigMap, or a token from the API */
  readonly kubernetes: Uint8Array;
}

/**
 * Bundles the image's `mpk-step` from the sources of this repository.
 *
 * CommonJS, because dependencies use `__dirname`; `import.meta.url` becomes the URL of the bundle itself, so that it can start
 * itself again as a worker. Node reads the program some four times per step, so the Kubernetes client, which is larger than all
 * the rest and which few steps need, is a file of its own.
 *
 * @param root - the repository
 */
export async function bundleStep(root: string): Promise<StepProgram> {
  const sources = join(root, 'packages/kubeflow/src');
  const clients = [
    join(sources, 'kubernetes-api.ts'),
    join(root, 'packages/signing/src/identity/kubernetes/kubernetes-client.ts'),
  ];
  const [program, kubernetes] = await Promise.all([
    bundle({
      absWorkingDir: root,
      entryPoints: [join(sources, 'main.ts')],
      plugins: [kubernetesApart],
      banner: { js: BANNER },
      define: { 'import.meta.url': '__mpkEntry' },
    }),
    bundle({
      absWorkingDir: root,
      stdin: { contents: clients.map((path) => `export * from ${JSON.stringify(path)};`).join('\n'), resolveDir: root },
    }),
  ]);
  return { program, kubernetes };
}

const kubernetesApart: Plugin = {
  name: 'kubernetes-apart',
  setup(running) {
    const toOwnFile = () => ({ path: KUBERNETES_SPECIFIER, external: true });
    running.onResolve({ filter: /\/kubernetes-(?:api|client)\.js$/ }, toOwnFile);
  },
};

/** What the library of CycloneDX validates with, and writes XML with, where somebody has it: the kit does not ask for it. */
const VALIDATORS = ['ajv', 'ajv-formats', 'ajv-formats-draft2019', 'libxmljs2', 'xmlbuilder2'];

async function bundle(options: BuildOptions): Promise<Uint8Array> {
  const result = await build({
    ...options,
    bundle: true,
    // Optional, and said to be missing where a step asks for it: a second opinion, and what loads PKCS#11 modules.
    external: ['@sigstore/*', 'koffi', ...VALIDATORS],
    write: false,
    outfile: 'bundle.cjs',
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    conditions: ['@mpk/source', 'module', 'import', 'node'],
    // ESM first would be smaller, but some dependencies ship broken ESM builds.
    mainFields: ['main', 'module'],
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
