// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';

/** What a program loads that imports a door of the built package. */
function loadedBy(door: string): readonly string[] {
  const built = new URL(`../dist/${door}`, import.meta.url).href;
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
  return loaded;
}

it.each([
  ['keys/index.js', /dist\/(?:keyless|identity|trust|http)\//],
  ['keyless/index.js', /dist\/(?:trust|certificate\/certificate-verifier)|keyless-verification|second-opinion/],
])('importing %s loads nothing of what it does not sign with', (door, others) => {
  expect(loadedBy(door).filter((url) => others.test(url))).toEqual([]);
});

it('importing the package loads no Kubernetes client, no TUF and no way to sign in: few starts of the tool need them', () => {
  const loaded = loadedBy('index.js');
  const heavy =
    /@kubernetes|kubernetes-client|tuf-js|@tufjs|sign-in\.js|redirect-listener|node:http$|node:child_process$/;
  expect(loaded.filter((url) => heavy.test(url))).toEqual([]);
});
