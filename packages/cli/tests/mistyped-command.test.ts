// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { runMpk } from './run-mpk.js';

describe('an argument that is missing', () => {
  it('is told without advice on flags that were not given', () => {
    const bare = runMpk(['bom', 'verify', 'b.json']);
    expect([bare.status, bare.stderr]).toEqual([2, expect.stringContaining('Missing 1 required arg')]);
    expect(bare.stderr).not.toContain('multiple values');
    expect(runMpk(['bom', 'verify', '--signature', 'a', 'b.json']).stderr).toContain('multiple values');
  });
});

describe('a command that is not there', () => {
  it.each([
    ['verfy model', 'there is no command "verfy"', 'did you mean mpk verify?'],
    ['policy lnt policy.yaml', 'there is no command "policy lnt"', 'did you mean mpk policy lint?'],
    ['bom verfy bom.json', 'there is no command "bom verfy"', 'did you mean mpk bom verify?'],
    ['bom verfy', 'there is no command "bom verfy"', 'did you mean mpk bom verify?'],
    ['nonsense', 'there is no command "nonsense"', 'mpk --help shows them'],
  ])('%s is told with the one that was meant', (typed, message, hint) => {
    const text = runMpk(typed.split(' '));
    expect([text.status, text.stdout, text.stderr]).toEqual([2, '', `USAGE: ${message}\nwhat to do: ${hint}\n`]);
    const json = runMpk([...typed.split(' '), '--json']);
    expect([json.status, json.json()]).toEqual([2, { error: { code: 'USAGE', message, hint } }]);
  });

  it('is a model where there is a file of that name', () =>
    withTempFolder(async (folder) => {
      writeFileSync(join(folder, 'verfy'), '{}');
      expect(runMpk(['bom', 'verfy'], { cwd: folder }).status).toBe(0);
      expect(runMpk(['bom', 'nowhere'], { cwd: folder }).stderr).toContain('INPUT_UNREADABLE');
    }));
});
