// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';

it('importing the package loads no Kubernetes client, no TUF and no way to sign in: few starts of the tool need them', () => {
  const built = new URL('../dist/index.js', import.meta.url).href;
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    await import(${JSON.stringify(built)});
    process.stdout.write(JSON.stringify(loaded));`;
  const env = { ...process.env, NODE_OPTIONS: '' };
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env }).toString();
  const loaded = JSON.parse(output) as string[];
  expect(loaded).toContain(built);
  const heavy =
    /@kubernetes|kubernetes-client|tuf-js|@tufjs|sign-in\.js|redirect-listener|node:http$|node:child_process$/;
  expect(loaded.filter((url) => heavy.test(url))).toEqual([]);
});
