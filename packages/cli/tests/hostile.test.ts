// SPDX-License-Identifier: Apache-2.0
// What a security review found, each as the case that would have caught it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { runMpk, type MpkRun } from './run-mpk.js';

const bin = join(import.meta.dirname, '../bin/run.js');

function setUp(folder: string): { model: string; mpk: (...args: string[]) => MpkRun } {
  const model = join(folder, 'm');
  mkdirSync(model);
  writeFileSync(join(model, 'config.json'), '{}');
  const mpk = (...args: string[]): MpkRun => runMpk(args, { cwd: folder });
  mpk('key', 'generate', 'k');
  mpk('key', 'generate', 'k2');
  mpk('sign', 'm', '--key', 'k.key');
  return { model, mpk };
}

describe('--signature', () => {
  it('takes no file out of the model that is not a signature', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      writeFileSync(join(folder, 'm/evil.pkl'), 'evil');
      expect(mpk('verify', 'm', '--key', 'k.pub').status).toBe(10);
      const run = mpk('verify', 'm', '--key', 'k.pub', '--signature', 'm/evil.pkl', '--json');
      expect([run.status, run.json().code]).toEqual([20, 'INPUT_MALFORMED']);
    }));

  it('is used instead of the one inside, not besides it', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      mpk('sign', 'm', '--key', 'k2.key', '-o', 'other.sig');
      expect(mpk('verify', 'm', '--key', 'k.pub').status).toBe(0);
      expect(mpk('verify', 'm', '--key', 'k.pub', '--signature', 'other.sig').status).toBe(10);
    }));

  it('names the file inside the model that is no signature', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      mpk('pin', 'm');
      writeFileSync(join(folder, 'm/model.sig'), '');
      expect(mpk('verify', 'm', '--lock', 'model.lock').stdout).toContain('model.sig is not a signature');
    }));
});

describe('flags that ask for something', () => {
  it.each([
    [['--key', 'k.pub', '--identity', 'nobody@example.com']],
    [['--lock', 'model.lock', '--identity', 'nobody@example.com']],
    [['--key', 'k2.pub', '--certificate-authority', 'k.pub', '--subject', 'CN=x']],
    [['--certificate-authority', 'k.pub']],
  ])('are never dropped or weakened: %j is a usage error', (args) =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      mpk('pin', 'm');
      expect(mpk('verify', 'm', ...args).status).toBe(2);
    }),
  );

  it('go before MPK_POLICY', () =>
    withTempFolder(async (folder) => {
      setUp(folder);
      const env = { MPK_POLICY: 'missing.yaml' };
      expect(runMpk(['verify', 'm', '--key', 'k.pub'], { cwd: folder, env }).status).toBe(0);
      expect(runMpk(['verify', 'm'], { cwd: folder, env }).status).toBe(20);
    }));
});

describe('values from variables', () => {
  it('an empty model is a usage error and not this folder', () =>
    withTempFolder(async (folder) => {
      const { model } = setUp(folder);
      for (const args of [
        ['verify', '', '--key', '../k.pub'],
        ['sign', '', '--key', '../k.key'],
        ['digest', ''],
        ['key', 'generate', ''],
      ]) {
        expect(runMpk(args, { cwd: model }).status).toBe(2);
      }
    }));

  it.each([
    [['verify', '--help', '--key', 'k2.pub']],
    [['verify', 'm', '--key', 'k2.pub', '--uri', '--help']],
    [['verify', 'm', '--key', '-h']],
  ])('--help among other arguments is a usage error, never 0: %j', (args) =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      expect(mpk(...args).status).toBe(2);
    }),
  );

  it('--help after a command alone is help', () => {
    expect(runMpk(['verify', '--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('USAGE') });
    expect(runMpk(['policy', '--help']).status).toBe(0);
  });
});

describe('output that cannot be written', () => {
  it('keeps the exit status of the answer when stdout is full', () =>
    withTempFolder(async (folder) => {
      setUp(folder);
      const full = openSync('/dev/full', 'w');
      const run = (...args: string[]) =>
        spawnSync(process.execPath, [bin, ...args], { cwd: folder, stdio: ['ignore', full, 'pipe'] }).status;
      expect(run('verify', 'm', '--key', 'k2.pub')).toBe(10);
      expect(run('verify', 'm', '--key', 'k.pub', '--json')).toBe(0);
    }));

  it('tells so before it reads the model', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      const run = mpk('verify', 'm', '--key', 'k.pub', '--report', 'k.pub');
      expect([run.status, run.stderr]).toEqual([
        20,
        expect.stringContaining('OUTPUT_UNWRITABLE: cannot write a report to k.pub'),
      ]);
    }));

  it('leaves no report of an earlier run', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      mpk('verify', 'm', '--key', 'k.pub', '--report', 'out');
      mpk('verify', 'nowhere', '--key', 'k.pub', '--report', 'out');
      expect(existsSync(join(folder, 'out/evidence.json'))).toBe(false);
      expect(JSON.parse(readFileSync(join(folder, 'out/report.json'), 'utf8')).verdict).toBe('undecided');
    }));

  it('does not cost the old private key', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      mkdirSync(join(folder, 'z.pub'));
      writeFileSync(join(folder, 'z.key'), 'precious');
      expect(mpk('key', 'generate', 'z', '--force').status).toBe(20);
      expect(readFileSync(join(folder, 'z.key'), 'utf8')).toBe('precious');
    }));
});

describe('names that play tricks', () => {
  it('reach no terminal', () =>
    withTempFolder(async (folder) => {
      const { model, mpk } = setUp(folder);
      symlinkSync('x', join(model, 'x\r\u001b[2K\u001b[32mPASS'));
      const run = mpk('verify', 'm', '--key', 'k.pub', '--uri', 'u\u001b[1A\u202e');
      expect(run.stdout + run.stderr).not.toMatch(/[\u001b\r\u202e]/);
      expect(mpk('digest', 'm').stderr).toContain('\\u001b[2K');
    }));
});

describe('a model under a linked path', () => {
  it('leaves out its lock and signature as it does under its own', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      mpk('pin', 'm', '-o', 'm/model.lock');
      symlinkSync('m', join(folder, 'link'));
      expect(mpk('verify', 'link', '--lock', 'link/model.lock').status).toBe(0);
      rmSync(join(folder, 'm/model.lock'));
      expect(mpk('sign', 'link', '--key', 'k.key', '-o', 'link/model.sig', '--force').status).toBe(0);
      renameSync(join(folder, 'm/model.sig'), join(folder, 'm/x.sig'));
      expect(mpk('verify', 'link', '--key', 'k.pub', '--signature', 'link/x.sig').status).toBe(0);
      expect(mpk('verify', 'link', '--key', 'k.pub', '--signature', 'm/x.sig').status).toBe(0);
    }));
});

describe('a signature that would be a file of the model', () => {
  it.each([
    ['sign', ['sign', 'm', '--key', 'k.key', '-o', 'm/other.sig']],
    ['sign, by way of a link', ['sign', 'm', '--key', 'k.key', '-o', 'link/other.sig']],
    ['sign --append', ['sign', 'm', '--key', 'k.key', '--append', '-o', 'm/claims.txt']],
    ['attest', ['attest', 'm', '--type', 'evaluation', '--predicate', 'p.json', '--key', 'k.key', '-o', 'm/att.json']],
  ])('%s refuses it, and the model stays as it was', (_, args) =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      symlinkSync('m', join(folder, 'link'));
      writeFileSync(join(folder, 'p.json'), '{"result":"PASSED","configuration":[]}');
      const run = mpk(...args);
      expect([run.status, run.stderr]).toEqual([2, expect.stringContaining('would be a file of the model')]);
      expect(run.stderr).toContain('beside the model');
      expect(mpk('verify', 'm', '--key', 'k.pub').status).toBe(0);
    }),
  );
});

describe('errors', () => {
  it('say what and what to do, in words, without a stack', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      expect(mpk('digest', 'nowhere').stderr).toBe(
        'INPUT_UNREADABLE: cannot read nowhere: there is no such file or folder\n',
      );
      expect(mpk('verify', 'm', '--key', 'nope.pub').stdout).toContain(
        'cannot read key nope.pub: there is no such file or folder',
      );
      expect(mpk('key', 'generate', 'k').stderr).toContain('what to do: choose another name, or use --force');
    }));
});
