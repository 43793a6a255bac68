// SPDX-License-Identifier: Apache-2.0
// What an import loads, every start of the tool pays for.
import { execFileSync } from 'node:child_process';

/** The modules of this package that importing one of its built files loads, and those of Node. */
function loadedBy(entry: string): { own: string[]; node: string[] } {
  const built = new URL('../dist/', import.meta.url).href;
  const script = `
    import { registerHooks } from 'node:module';
    const own = [];
    registerHooks({
      load: (url, context, next) => {
        if (url.startsWith(${JSON.stringify(built)})) own.push(url.slice(${built.length}));
        return next(url, context);
      },
    });
    await import(${JSON.stringify(built + entry)});
    const node = process.moduleLoadList.filter((name) => /^NativeModule (?:http|https|http2|child_process|.*undici)/.test(name));
    console.log(JSON.stringify({ own, node }));`;
  const env = { ...process.env, NODE_OPTIONS: '' };
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { env }).toString());
}

it('importing the package loads nothing that only keyless signatures, timestamps or keys elsewhere need', () => {
  const { own, node } = loadedBy('index.js');
  expect(own).toContain('keyless/keyless-verifier.js');
  const heavy =
    /keyless-signing|keyless-verification|(?<!tuf-)client|verify-|log-|tst-info|signed-data|timestamp-|run-program|program-key|module-file/;
  expect(own.filter((path) => heavy.test(path))).toEqual([]);
  expect(node).toEqual([]);
});

it('importing what timestamps need loads no HTTP client before there is something to ask', () => {
  const { own, node } = loadedBy('timestamp/index.js');
  expect(own).toContain('timestamp/verify-timestamp.js');
  expect(own.filter((path) => path.includes('keyless-'))).toEqual([]);
  expect(node).toEqual([]);
});
