// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';

it('importing the package loads nothing of Sigstore: every start of the tool would pay for it', () => {
  const built = new URL('../dist/index.js', import.meta.url).href;
  const script = `
    import { createRequire } from 'node:module';
    const signing = await import(${JSON.stringify(built)});
    const loaded = Object.keys(createRequire(${JSON.stringify(built)}).cache);
    console.log(JSON.stringify({ names: Object.keys(signing), loaded }));`;
  const env = { ...process.env, NODE_OPTIONS: '' };
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env }).toString();
  const { names, loaded } = JSON.parse(output) as { names: string[]; loaded: string[] };
  expect(names).toContain('createKeylessVerifier');
  expect(loaded.filter((path) => path.includes('sigstore'))).toEqual([]);
});
