// SPDX-License-Identifier: Apache-2.0
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';

/** What its modules are called in esbuild's account. */
export const NAMESPACE = 'named-exports';

/**
 * Gives packages of CommonJS that are imported on demand their names, as Node does: esbuild gives such a module nothing but `default`.
 *
 * @param own - packages that are no such ones
 */
export const namedExports = (own: RegExp): Plugin => ({
  name: NAMESPACE,
  setup(running) {
    running.onResolve({ filter: /^[^./]/ }, async ({ path, kind, namespace, resolveDir }) => {
      if (kind !== 'dynamic-import' || namespace === NAMESPACE || own.test(path)) return undefined;
      const found = await running.resolve(path, { kind: 'import-statement', resolveDir });
      if (found.external || found.errors.length > 0 || found.path.startsWith('node:')) return undefined;
      return { path: found.path, namespace: NAMESPACE };
    });
    running.onLoad({ filter: /./, namespace: NAMESPACE }, async ({ path }) => {
      const names = Object.keys((await import(pathToFileURL(path).href)) as object);
      const exported = names.filter((name) => /^[A-Za-z_$][\w$]*$/.test(name));
      return { contents: `export { ${exported.join(', ')} } from ${JSON.stringify(path)};`, resolveDir: '/' };
    });
  },
});
