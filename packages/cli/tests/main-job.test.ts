// SPDX-License-Identifier: Apache-2.0
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { resultSchema } from '@mpk/core';
import { withTempFolder } from '@mpk/testkit';
import { runMpk, type MpkRun } from './run-mpk.js';

const valid = new Ajv2020({ strict: true }).compile(resultSchema);

/** A small model, its key, and a policy beside it. */
function setUp(folder: string): { model: string; policy: string; mpk: (...args: string[]) => MpkRun } {
  const model = join(folder, 'model');
  mkdirSync(join(model, 'sub'), { recursive: true });
  writeFileSync(join(model, 'config.json'), '{"a": 1}\n');
  writeFileSync(join(model, 'sub/README.md'), '# model\n');
  const mpk = (...args: string[]): MpkRun => runMpk(args, { cwd: folder });
  mpk('key', 'generate', 'release');
  writeFileSync(
    join(folder, 'policy.yaml'),
    `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: test, version: 1.2.3 }
spec:
  trust: { signers: { release: { key: { file: release.pub } } } }
  requirements:
    signature: { anyOf: [release] }
    formats: { allow: [json, text] }
  rules:
    - { id: size, cel: model.sizeBytes < 1000, message: too large }
`,
  );
  return { model, policy: join(folder, 'policy.yaml'), mpk };
}

describe('the main job', () => {
  it('signs, verifies and reports, from a key to an accepted model', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      const signed = mpk('sign', 'model', '--key', 'release.key', '--json').json();
      expect(signed).toMatchObject({ files: 2, bundlePath: join(folder, 'model/model.sig') });
      const run = mpk('verify', 'model', '--policy', 'policy.yaml', '--report', 'out', '--json');
      const result = run.json();
      expect([run.status, result.verdict, result.code]).toEqual([0, 'pass', 'PASSED']);
      expect(result.requirements.map((line: any) => [line.id, line.outcome])).toEqual([
        ['signature', 'pass'],
        ['formats', 'pass'],
        ['rule:size', 'pass'],
      ]);
      expect(result.model.manifestDigest).toBe(signed.manifestDigest);
      expect(readdirSync(join(folder, 'out')).sort()).toEqual([
        'evidence.json',
        'report.html',
        'report.json',
        'report.md',
      ]);
      expect([valid(result), valid.errors]).toEqual([true, null]);
    }));

  const tamperings: [string, (model: string) => void][] = [
    ['a changed byte', (m) => writeFileSync(join(m, 'config.json'), '{"a": 2}\n')],
    ['an added file', (m) => writeFileSync(join(m, 'x.txt'), 'x')],
    ['a removed file', (m) => rmSync(join(m, 'config.json'))],
    ['a renamed file', (m) => renameSync(join(m, 'config.json'), join(m, 'config2.json'))],
    ['a moved file', (m) => renameSync(join(m, 'sub/README.md'), join(m, 'README.md'))],
  ];
  it.each(tamperings)('refuses %s with 10 under policy, key and lock', (_, tamper) =>
    withTempFolder(async (folder) => {
      const { model, mpk } = setUp(folder);
      mpk('sign', 'model', '--key', 'release.key');
      mpk('pin', 'model');
      tamper(model);
      for (const against of [
        ['--policy', 'policy.yaml'],
        ['--key', 'release.pub'],
        ['--lock', 'model.lock'],
      ]) {
        const run = mpk('verify', 'model', ...against, '--json');
        expect([run.status, run.json().verdict, run.json().code]).toEqual([10, 'fail', 'FILES_MISMATCH']);
      }
    }),
  );

  it('judges stored evidence again, with the same answer and without the model', () =>
    withTempFolder(async (folder) => {
      const { model, mpk } = setUp(folder);
      mpk('sign', 'model', '--key', 'release.key');
      const first = mpk('verify', 'model', '--policy', 'policy.yaml', '--report', 'out', '--json').json();
      rmSync(model, { recursive: true });
      const again = mpk('decide', 'out/evidence.json', '--policy', 'policy.yaml', '--json');
      const { report, ...expected } = first;
      expect(report).toBe('out/report.html');
      expect([again.status, again.json()]).toEqual([0, expected]);
    }));

  it('verifies the signatures of stored evidence anew, with the judging policy’s own keys', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      mpk('sign', 'model', '--key', 'release.key');
      mpk('verify', 'model', '--policy', 'policy.yaml', '--report', 'out');
      mpk('key', 'generate', 'release', '--force');
      expect(mpk('decide', 'out/evidence.json', '--policy', 'policy.yaml').status).toBe(10);
    }));

  it('gives the same result for the same model, policy and clock whatever the number of threads', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      mpk('sign', 'model', '--key', 'release.key');
      const [one, four] = ['1', '4'].map(
        (jobs) => mpk('verify', 'model', '--policy', 'policy.yaml', '--jobs', jobs, '--json').stdout,
      );
      expect(one).toBe(four);
    }));
});

describe('what verify refuses to decide', () => {
  it('is a model without policy, key or lock: 20, and it says what to give', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      const run = mpk('verify', 'model', '--json');
      expect([run.status, run.json().verdict, run.json().code]).toEqual([20, 'undecided', 'NOTHING_TO_CHECK']);
      expect(run.json().error.hint).toContain('--policy');
      expect(mpk('verify', 'model').stdout).toContain('mpk policy init');
    }));

  const inputs: [string, (folder: string, model: string) => void, string][] = [
    ['a policy with a typing error', (f) => appendFileSync(join(f, 'policy.yaml'), 'speck: {}\n'), 'POLICY_INVALID'],
    ['a missing policy', (f) => rmSync(join(f, 'policy.yaml')), 'INPUT_UNREADABLE'],
    ['a missing key', (f) => rmSync(join(f, 'release.pub')), 'INPUT_UNREADABLE'],
    [
      'a truncated signature',
      (_, m) => writeFileSync(join(m, 'model.sig'), readFileSync(join(m, 'model.sig')).subarray(0, 99)),
      'INPUT_MALFORMED',
    ],
    ['a link out of the model', (_, m) => symlinkSync('/etc/passwd', join(m, 'link')), 'MODEL_LINK_REFUSED'],
    ['a model that is not there', (_, m) => rmSync(m, { recursive: true }), 'INPUT_UNREADABLE'],
  ];
  it.each(inputs)('is %s: 20', (_, spoil, code) =>
    withTempFolder(async (folder) => {
      const { model, mpk } = setUp(folder);
      mpk('sign', 'model', '--key', 'release.key');
      spoil(folder, model);
      const run = mpk('verify', 'model', '--policy', 'policy.yaml', '--json');
      expect([run.status, run.json().code, valid(run.json())]).toEqual([20, code, true]);
      expect(run.json().verdict).toBe('undecided');
    }),
  );
});

describe('modes', () => {
  it.each(['warn', 'audit'])('%s keeps the true verdict and exits 0', (mode) =>
    withTempFolder(async (folder) => {
      const { policy, mpk } = setUp(folder);
      writeFileSync(policy, readFileSync(policy, 'utf8').replace('spec:', `spec:\n  mode: ${mode}`));
      const run = mpk('verify', 'model', '--policy', 'policy.yaml', '--json');
      expect([run.status, run.json().verdict, run.json().mode]).toEqual([0, 'fail', mode]);
    }),
  );
});

describe('pin', () => {
  it('writes a lock, refuses to overwrite it, and with --update shows what changed', () =>
    withTempFolder(async (folder) => {
      const { model, mpk } = setUp(folder);
      expect(mpk('pin', 'model').status).toBe(0);
      const before = readFileSync(join(folder, 'model.lock'), 'utf8');
      expect(mpk('pin', 'model').status).toBe(20);
      writeFileSync(join(model, 'new.txt'), 'x');
      const asked = mpk('pin', 'model', '--update');
      expect([asked.status, asked.stderr]).toEqual([20, expect.stringContaining('+ new.txt')]);
      expect(readFileSync(join(folder, 'model.lock'), 'utf8')).toBe(before);
      expect(mpk('pin', 'model', '--update', '--yes').status).toBe(0);
      expect(mpk('verify', 'model', '--lock', 'model.lock').status).toBe(0);
    }));

  it('does not pin its own lock', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      mpk('pin', 'model', '-o', 'model/model.lock');
      expect(mpk('verify', 'model', '--lock', 'model/model.lock').status).toBe(0);
    }));
});

describe('sign', () => {
  it('refuses to replace a signature unless forced, and leaves nothing half-written', () =>
    withTempFolder(async (folder) => {
      const { model, mpk } = setUp(folder);
      mpk('sign', 'model', '--key', 'release.key');
      const run = mpk('sign', 'model', '--key', 'release.key', '--json');
      expect([run.status, run.json().error.code]).toEqual([20, 'OUTPUT_EXISTS']);
      expect(mpk('sign', 'model', '--key', 'release.key', '--force').status).toBe(0);
      expect(readdirSync(model).sort()).toEqual(['config.json', 'model.sig', 'sub']);
    }));

  it('counts what the signer left out as unsigned', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      mpk('sign', 'model', '--key', 'release.key', '--ignore-path', 'sub');
      expect(mpk('verify', 'model', '--key', 'release.pub', '--json').json().requirements[0].found).toContain(
        'sub/README.md',
      );
    }));

  it('is a usage error without a method', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      expect(mpk('sign', 'model').status).toBe(2);
      expect(mpk('sign', 'model', '--keyless').status).toBe(2);
    }));

  it('takes the password of an encrypted key from a file or the environment, and shows it nowhere', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      writeFileSync(join(folder, 'password'), 'correct horse\n');
      mpk('key', 'generate', 'sealed', '--password-file', 'password');
      expect(readFileSync(join(folder, 'sealed.key'), 'utf8')).toContain('ENCRYPTED');
      expect(statSync(join(folder, 'sealed.key')).mode & 0o777).toBe(0o600);
      expect(mpk('sign', 'model', '--key', 'sealed.key', '--json').json().error.code).toBe('KEY_INVALID');
      const wrong = runMpk(['sign', 'model', '--key', 'sealed.key', '--json'], {
        cwd: folder,
        env: { MPK_KEY_PASSWORD: 'wrong horse' },
      });
      expect([wrong.status, wrong.json().error.code]).toEqual([20, 'KEY_INVALID']);
      expect(wrong.stdout + wrong.stderr).not.toContain('wrong horse');
      expect(mpk('sign', 'model', '--key', 'sealed.key', '--password-file', 'password').status).toBe(0);
    }));

  it('signs and verifies a single file beside it', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      mpk('sign', 'model/config.json', '--key', 'release.key');
      expect(existsSync(join(folder, 'model/config.json.sig'))).toBe(true);
      expect(mpk('verify', 'model/config.json', '--key', 'release.pub').status).toBe(0);
      renameSync(join(folder, 'model/config.json'), join(folder, 'model/other.json'));
      expect(
        mpk('verify', 'model/other.json', '--key', 'release.pub', '--signature', 'model/config.json.sig').status,
      ).toBe(10);
    }));
});

describe('key generate', () => {
  it('does not overwrite a key', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      const before = readFileSync(join(folder, 'release.key'), 'utf8');
      expect(mpk('key', 'generate', 'release').status).toBe(20);
      expect(readFileSync(join(folder, 'release.key'), 'utf8')).toBe(before);
    }));
});

describe('signature show', () => {
  it('shows what the bundle says and that nothing was verified', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      mpk('sign', 'model', '--key', 'release.key');
      const run = mpk('signature', 'show', 'model/model.sig');
      expect(run.stdout).toContain('not verified');
      expect(run.stdout).toContain('sub/README.md');
      expect(mpk('signature', 'show', 'model/model.sig', '--json').json()).toMatchObject({
        verified: false,
        method: 'key',
        modelName: 'model',
        serialization: 'files-sha256',
        limits: [],
      });
    }));

  it('shows attestations, alone and in claims, without what a terminal would obey', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      const note = `\u001b[2J\u202e${'x'.repeat(600)}`;
      writeFileSync(join(folder, 'p.json'), JSON.stringify({ score: 0.93, note }));
      const attest = (output: string[]): MpkRun =>
        mpk(
          ...['attest', 'model', '--type', 'custom', '--predicate-type', 'https://acme.example/x/v1'],
          ...['--predicate', 'p.json', '--key', 'release.key', ...output],
        );
      expect([attest(['-o', 'a.json']).status, attest([]).status, attest([]).status]).toEqual([0, 0, 0]);
      const one = mpk('signature', 'show', 'a.json');
      expect(one.stdout).toMatch(/^about {7}model#manifest {2}sha256:[0-9a-f]{64}$/m);
      expect(one.stdout).toMatch(/^predicate {3}https:\/\/acme\.example\/x\/v1$/m);
      expect(one.stdout).toMatch(/^ {2}"score": 0\.93,$/m);
      expect(one.stdout).toMatch(/x\.\.\. \(605 characters\)"$/m);
      expect(one.stdout).not.toMatch(/[\u001b\u202e]/);
      expect(mpk('signature', 'show', 'a.json', '--json').json()).toMatchObject({
        verified: false,
        predicate: { note },
      });
      const all = mpk('signature', 'show', 'model/claims.jsonl');
      expect(all.stdout).toMatch(/^not verified: this is what 2 signatures say of themselves\n/);
      expect(mpk('signature', 'show', 'model/claims.jsonl', '--json').json().bundles).toHaveLength(2);
      expect(mpk('signature', 'show', 'p.json').status).toBe(20);
    }));
});

describe('the digest cache', () => {
  it('gives the same answer, sees changes, and is not used where contents are asked for', () =>
    withTempFolder(async (folder) => {
      const { model } = setUp(folder);
      const mpk = (...args: string[]) => runMpk(args, { cwd: folder, env: { XDG_CACHE_HOME: join(folder, 'cache') } });
      mpk('pin', 'model');
      await new Promise((resolve) => setTimeout(resolve, 2200));
      for (let i = 0; i < 2; i++) expect(mpk('verify', 'model', '--lock', 'model.lock', '--cache').status).toBe(0);
      expect(readdirSync(join(folder, 'cache/mpk/digests'))).toHaveLength(1);
      writeFileSync(join(model, 'config.json'), '{"a": 3}\n');
      expect(mpk('verify', 'model', '--lock', 'model.lock', '--cache').status).toBe(10);
    }));
});

describe('output', () => {
  it('puts results on stdout, and no colours where there is no terminal', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      const run = mpk('verify', 'model', '--policy', 'policy.yaml');
      expect(run.stdout.startsWith('FAIL  file://')).toBe(true);
      expect(run.stdout + run.stderr).not.toContain('\u001b');
    }));

  it('prints one JSON document on stdout for errors too', () =>
    withTempFolder(async (folder) => {
      const { mpk } = setUp(folder);
      const run = mpk('digest', 'nowhere', '--json');
      expect([run.status, run.json().error.code]).toEqual([20, 'INPUT_UNREADABLE']);
      expect(mpk('digest', 'nowhere').stderr).toContain('nowhere');
      expect(mpk('verify', '--nonsense').status).toBe(2);
    }));
});
