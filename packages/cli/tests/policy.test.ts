// SPDX-License-Identifier: Apache-2.0
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { withTempFolder } from '@mpk/testkit';
import { runMpk, type MpkRun } from './run-mpk.js';
import { withReader } from './tutorials/follow.js';
import { stepsOf } from './tutorials/page.js';

const root = join(import.meta.dirname, '../../..');

// Every step is a process of its own, and other packages' tests run at the same time.
jest.setTimeout(60_000);

let made: string;

/** Made once, copied for each test. */
beforeAll(() => {
  made = mkdtempSync(join(tmpdir(), 'mpk-policy-'));
  mkdirSync(join(made, 'model'));
  mkdirSync(join(made, 'sub'));
  writeFileSync(join(made, 'model/config.json'), '{}\n');
  const commands = [
    ['key', 'generate', 'release'],
    ['sign', 'model', '--key', 'release.key'],
    ['pin', 'model'],
    ['policy', 'init', '--key', 'release.pub', '--lock', 'model.lock', '-o', 'sub/policy.yaml'],
  ];
  for (const command of commands) expect(runMpk(command, { cwd: made }).status).toBe(0);
});
afterAll(() => rmSync(made, { recursive: true }));

/** A signed and pinned model, its key, and a policy in a folder of its own. */
function setUp(folder: string): (...args: string[]) => MpkRun {
  cpSync(made, folder, { recursive: true });
  return (...args) => runMpk(args, { cwd: folder });
}

const edit = (path: string, from: string, to: string): void => {
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
};

describe('mpk policy init', () => {
  it('takes paths from here and writes them from the folder of the policy, which then verifies', () =>
    withTempFolder((folder) => {
      const mpk = setUp(folder);
      const text = readFileSync(join(folder, 'sub/policy.yaml'), 'utf8');
      expect(text).toContain('file: "../release.pub"');
      expect(text).toContain('lock: "../model.lock"');
      expect(mpk('policy', 'lint', 'sub/policy.yaml').stdout).toBe('sub/policy.yaml is valid\n');
      expect(mpk('verify', 'model', '--policy', 'sub/policy.yaml').status).toBe(0);
      return Promise.resolve();
    }));

  const refusals: [string, string[], number, string][] = [
    ['a name that is none', ['--name', 'Hello World'], 2, 'USAGE'],
    ['a private key', ['--key', 'release.key'], 20, 'KEY_INVALID'],
    ['a missing key', ['--key', 'gone.pub'], 20, 'INPUT_UNREADABLE'],
    ['a missing lock', ['--lock', 'gone.lock'], 20, 'INPUT_UNREADABLE'],
  ];
  it.each(refusals)('refuses %s and writes nothing', (_, flags, status, code) =>
    withTempFolder((folder) => {
      const mpk = setUp(folder);
      const run = mpk('policy', 'init', ...flags, '--json');
      expect([run.status, run.json().error.code]).toEqual([status, code]);
      expect(existsSync(join(folder, 'policy.yaml'))).toBe(false);
      return Promise.resolve();
    }),
  );

  it('says on stderr which file has to be put where when it was given none', () =>
    withTempFolder((folder) => {
      const mpk = setUp(folder);
      const run = mpk('policy', 'init');
      expect([run.status, run.stdout]).toEqual([0, expect.stringContaining('wrote policy.yaml')]);
      expect(run.stderr).toContain('keys/release.pub, which is not there');
      expect(mpk('policy', 'init', '--force', '--json').json()).toEqual({
        path: 'policy.yaml',
        missing: ['keys/release.pub'],
      });
      return Promise.resolve();
    }));
});

describe('mpk policy lint', () => {
  const spoilings: [string, string, string, RegExp][] = [
    ['an unknown format', '[pickle]', '[Pickle]', /^sub\/policy.yaml:\d+:14: error: .* did you mean "pickle"\?$/m],
    ['an unknown signer', '[release]', '[relase]', /^sub\/policy.yaml:\d+:15: error: .* did you mean "release"\?$/m],
    [
      'a missing key',
      '"../release.pub"',
      'release.pub',
      /^sub\/policy.yaml:\d+:17: error: cannot read public key .*$/m,
    ],
    ['a private key', 'release.pub', 'release.key', /^sub\/policy.yaml:\d+:17: error: found a private key/m],
    ['a lock that is none', 'model.lock', 'release.pub', /^sub\/policy.yaml:\d+:13: error: .* cannot be used: lock/m],
  ];
  it.each(spoilings)('places %s', (_, from, to, expected) =>
    withTempFolder((folder) => {
      const mpk = setUp(folder);
      edit(join(folder, 'sub/policy.yaml'), from, to);
      const run = mpk('policy', 'lint', 'sub/policy.yaml');
      expect([run.status, run.stderr]).toEqual([20, '']);
      expect(run.stdout).toMatch(expected);
      expect(mpk('verify', 'model', '--policy', 'sub/policy.yaml').status).toBe(20);
      return Promise.resolve();
    }),
  );

  it('leaves the files alone that the policy names when only the document is asked for', () =>
    withTempFolder((folder) => {
      const mpk = setUp(folder);
      rmSync(join(folder, 'release.pub'));
      expect(mpk('policy', 'lint', 'sub/policy.yaml').status).toBe(20);
      expect(mpk('policy', 'lint', 'sub/policy.yaml', '--document-only').status).toBe(0);
      return Promise.resolve();
    }));
});

describe('what is no policy', () => {
  it.each([
    ['model.lock', 'this is a lock, not a policy: give it with --lock'],
    ['model/model.sig', 'this is a signature bundle, not a policy: give it with --signature'],
    ['release.pub', 'this is a public key, not a policy: give it with --key'],
    ['release.key', 'this is a private key, not a policy'],
    ['out/evidence.json', 'this is evidence, not a policy: give it to `mpk decide`'],
    ['out/report.json', 'this is the result of a verification, not a policy'],
  ])('%s is called what it is', (path, message) =>
    withTempFolder((folder) => {
      const mpk = setUp(folder);
      mpk('verify', 'model', '--key', 'release.pub', '--report', 'out');
      const { status, stdout } = mpk('policy', 'lint', path);
      expect([status, stdout]).toEqual([20, expect.stringContaining(`${path}:1:1: error: ${message}`)]);
      const result = mpk('verify', 'model', '--policy', path, '--json').json();
      expect(result).toMatchObject({ code: 'POLICY_INVALID', verdict: 'undecided' });
      expect(result.error.message).toContain(message);
      expect(result.error.message).not.toContain('\n');
      return Promise.resolve();
    }),
  );
});

describe('mpk policy explain and show', () => {
  it('explain ends with its last line', () =>
    withTempFolder((folder) => {
      const { stdout } = setUp(folder)('policy', 'explain', 'sub/policy.yaml');
      expect(stdout).toMatch(/the pipeline stops\.\n$/);
      return Promise.resolve();
    }));

  it.each(['explain', 'show'])('%s says once which file is missing', (verb) =>
    withTempFolder((folder) => {
      const mpk = setUp(folder);
      rmSync(join(folder, 'release.pub'));
      const { status, stderr } = mpk('policy', verb, 'sub/policy.yaml');
      expect(status).toBe(20);
      const words = stderr.replaceAll(/\s+/g, '');
      expect(words.split(join(folder, 'release.pub'))).toHaveLength(2);
      expect(words).toContain('spec.trust.signers.release.key.file');
      return Promise.resolve();
    }),
  );
});

/** The blocks of one language of a page, in their order. */
const blocks = (page: string, language: string): readonly string[] =>
  [...readFileSync(join(root, page), 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)]
    .filter((match) => match[1] === language)
    .map((match) => match[2] ?? '');

describe('mpk policy test', () => {
  it('runs the tests that tutorial and reference show', () =>
    withReader({ files: { 'model/config.json': '{}\n' } }, async ({ folder, run, follow }) => {
      const steps = stepsOf('docs/tutorials/policy.md');
      const last = steps.at(-1);
      const [test] = last?.kind === 'run' ? last.commands : [];
      await follow(steps.slice(0, -1));
      for (const page of ['docs/reference/policy.md', 'docs/tutorials/policy.md']) {
        const example = blocks(page, 'yaml').find((text) => text.includes('ModelPolicyTests')) ?? '';
        writeFileSync(join(folder, 'policies/policy.tests.yaml'), example);
        const passed = expect.stringContaining('2 passed, 0 failed');
        expect(await run(test?.command ?? '')).toMatchObject({ status: 0, output: passed });
      }
      rmSync(join(folder, 'policies/report/evidence.json'));
      const { status, output } = await run(test?.command ?? '');
      expect([status, output]).toEqual([10, expect.stringMatching(/^FAIL our release passes: INPUT_UNREADABLE: .*$/m)]);
      expect(output).toContain('1 passed, 1 failed');
    }));

  it('has help with tests that are valid', () =>
    withTempFolder((folder) => {
      const mpk = setUp(folder);
      const help = mpk('policy', 'test', '--help').stdout;
      const [example = ''] = /^ *apiVersion:[\s\S]*?expect: fail}$/m.exec(help) ?? [];
      writeFileSync(join(folder, 'tests.yaml'), example);
      const run = mpk('policy', 'test', 'tests.yaml', '--policy', 'sub/policy.yaml', '--json');
      expect([run.status, run.json().failed]).toEqual([10, 2]);
      return Promise.resolve();
    }));

  it('escapes names and paths that a terminal would obey', () =>
    withTempFolder((folder) => {
      const mpk = setUp(folder);
      const test = 'name: "a\\e[31m\\u202eb", evidence: "no\\e[2Jwhere.json", expect: pass';
      const head = 'apiVersion: modelprovenance.dev/v1alpha1\nkind: ModelPolicyTests\n';
      writeFileSync(join(folder, 'tests.yaml'), `${head}tests:\n- {${test}}\n`);
      const run = mpk('policy', 'test', 'tests.yaml', '--policy', 'sub/policy.yaml');
      expect([run.status, run.stdout]).toEqual([10, expect.stringContaining('FAIL a\\u001b[31m\\u202eb: ')]);
      expect(run.stdout + run.stderr).not.toMatch(/[\u001b\u202e]/);
      return Promise.resolve();
    }));

  it('is what lint and verify point to when they are given tests', () =>
    withTempFolder((folder) => {
      const mpk = setUp(folder);
      writeFileSync(join(folder, 'tests.yaml'), blocks('docs/tutorials/policy.md', 'yaml')[0] ?? '');
      expect(mpk('policy', 'lint', 'tests.yaml').stdout).toContain(
        'tests.yaml:1:1: error: these are the tests of a policy, not a policy: run them with `mpk policy test',
      );
      return Promise.resolve();
    }));
});
