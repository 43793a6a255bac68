// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { runMpk, type MpkRun } from './run-mpk.js';

interface Setup {
  readonly folder: string;
  readonly mpk: (...args: string[]) => MpkRun;
  /** a run that writes one file, recorded */
  readonly record: (output: string, ...more: string[]) => MpkRun;
}

const POLICY = `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: team }
spec:
  trust: { signers: { ci: { key: { file: ci.pub } }, gate: { key: { file: gate.pub } } } }
  requirements:
    signature: { anyOf: [ci] }
    provenance: { signedBy: [ci] }
    datasets: { require: signed }
    baseModels: { require: digest }
    attestations:
      - { id: eval, predicateType: 'https://in-toto.io/attestation/test-result/v0.1', signedBy: [ci] }
  vsa: { acceptFrom: [gate], verifierId: 'https://gate.example', maxAge: 1h }
`;

const writing = (folder: string): string[] => [
  '--',
  'sh',
  '-c',
  `mkdir -p ${folder} && echo ${folder} > ${folder}/w.txt`,
];

const withTeam = (use: (setup: Setup) => Promise<void> | void): Promise<void> =>
  withTempFolder(async (folder) => {
    const mpk = (...args: string[]): MpkRun => runMpk(args, { cwd: folder });
    for (const name of ['ci', 'gate']) mpk('key', 'generate', name);
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data/a.csv'), 'a\n');
    writeFileSync(join(folder, 'policy.yaml'), POLICY);
    writeFileSync(join(folder, 'eval.json'), JSON.stringify({ result: 'PASSED', configuration: [] }));
    await use({
      folder,
      mpk,
      record: (output, ...more) => mpk('record', '--output', output, '--key', 'ci.key', ...more, ...writing(output)),
    });
  });

describe('from a dataset to an accepted model', () => {
  it('records, attests, shows the tree, decides, and takes the decision over', () =>
    withTeam(({ folder, mpk, record }) => {
      expect(mpk('sign', 'data', '--key', 'ci.key').status).toBe(0);
      expect(record('base').status).toBe(0);
      const recorded = record('model', '--dataset', 'data', '--base', 'base,relation=finetune', '--seed', '3');
      expect([recorded.status, recorded.stdout]).toEqual([0, '']);
      expect(recorded.stderr).toMatch(
        /^recorded +1 file, 2 inputs\nmodel +sha256:[0-9a-f]{64}\nsignature .*model\.sig\n/,
      );

      const seen = ['--attestations', 'data', '--attestations', 'base'];
      const verify = (...args: string[]): MpkRun => mpk('verify', 'model', '--policy', 'policy.yaml', ...seen, ...args);
      expect([verify().status, verify('--json').json().code]).toEqual([10, 'ATTESTATION_MISSING']);
      const attest = mpk('attest', 'model', '--type', 'evaluation', '--predicate', 'eval.json', '--key', 'ci.key');
      expect([attest.status, attest.stdout.split('\n')[0]]).toEqual([
        0,
        'attested https://in-toto.io/attestation/test-result/v0.1',
      ]);
      const passed = verify('--vsa-signer', 'gate.key', '--vsa', 'vsa.json', '--json');
      expect([passed.status, passed.json().verdict]).toEqual([0, 'pass']);

      // A later step has neither the parents nor their signatures.
      rmSync(join(folder, 'base'), { recursive: true });
      rmSync(join(folder, 'data'), { recursive: true });
      const later = (...args: string[]): MpkRun => mpk('verify', 'model', '--policy', 'policy.yaml', ...args);
      expect(later().status).not.toBe(0);
      expect(later('--accept-vsa', '--attestations', 'vsa.json').status).toBe(0);
      writeFileSync(join(folder, 'model/w.txt'), 'other\n');
      expect(later('--accept-vsa', '--attestations', 'vsa.json').status).toBe(10);
    }));

  it('shows the tree in every format, and names what cannot be seen', () =>
    withTeam(({ folder, mpk, record }) => {
      mpk('sign', 'data', '--key', 'ci.key');
      record('base');
      record('model', '--dataset', 'data', '--base', 'base');
      const lineage = (...args: string[]): MpkRun => mpk('lineage', 'model', '--policy', 'policy.yaml', ...args);
      const seen = ['--attestations', 'data', '--attestations', 'base'];
      const text = lineage(...seen);
      expect([text.status, text.stdout]).toEqual([0, expect.stringMatching(/model[\s\S]*base[\s\S]*data/)]);
      expect(lineage('--attestations', 'data').status).toBe(20);
      expect(lineage(...seen, '--format', 'mermaid').stdout).toMatch(/^flowchart/);
      expect(lineage(...seen, '--format', 'svg').stdout).toMatch(/^<svg /);
      expect(lineage(...seen, '--format', 'html', '-o', 'tree.html').status).toBe(0);
      expect(lineage(...seen, '-o', 'policy.yaml', '--json')).toMatchObject({ status: 20 });
      expect(lineage(...seen, '--format', 'html', '-o', 'tree.html', '--force').status).toBe(0);
      expect(readFileSync(join(folder, 'tree.html'), 'utf8')).toMatch(/^<!doctype html>/i);
      expect(lineage(...seen, '--json').json().tree.name).toBe('model');
    }));
});

describe('mpk record', () => {
  it('leaves the standard streams and the exit code to the command', () =>
    withTeam(({ folder, mpk }) => {
      const args = [
        'record',
        '--output',
        'm',
        '--key',
        'ci.key',
        '--',
        'sh',
        '-c',
        'echo out; echo err >&2; exit 7',
        '--json',
      ];
      const { status, stdout, stderr } = mpk(...args);
      expect({ status, stdout, stderr }).toEqual({
        status: 7,
        stdout: 'out\n',
        stderr: expect.stringMatching(/err\n.*exit code 7: nothing was signed\n$/s),
      });
      expect(existsSync(join(folder, 'm'))).toBe(false);
    }));

  it('hands SIGTERM to the command and ends as it ends', () =>
    withTeam(async ({ folder }) => {
      const bin = join(import.meta.dirname, '../bin/run.js');
      const script = "trap 'exit 3' TERM; echo ready; while :; do sleep 0.05; done";
      const child = spawn(
        process.execPath,
        [bin, 'record', '--output', 'm', '--key', 'ci.key', '--', 'sh', '-c', script],
        {
          cwd: folder,
          stdio: ['ignore', 'pipe', 'ignore'],
        },
      );
      await once(child.stdout, 'data');
      child.kill('SIGTERM');
      expect(await once(child, 'exit')).toEqual([3, null]);
    }));

  it('says 128 and the number of the signal that ended the command', () =>
    withTeam(({ mpk }) => {
      expect(mpk('record', '--output', 'm', '--key', 'ci.key', '--', 'sh', '-c', 'kill -KILL $$').status).toBe(137);
    }));
});

describe('claims that nobody signed', () => {
  const bundle = (more: object): string =>
    `${JSON.stringify({
      ...more,
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: { publicKey: { hint: 'x' }, tlogEntries: [] },
      dsseEnvelope: {
        payload: Buffer.from('{}').toString('base64'),
        payloadType: 'application/vnd.in-toto+json',
        signatures: [{ sig: 'AAAA', keyid: '' }],
      },
    })}\n`;

  it('are data where they hold anything that a bundle does not, and else are said to be left out', () =>
    withTeam(({ folder, mpk }) => {
      mpk('sign', 'data', '--key', 'ci.key');
      const verify = (): MpkRun => mpk('verify', 'data', '--key', 'ci.pub', '--json');
      writeFileSync(join(folder, 'data/claims.jsonl'), bundle({ text: 'never signed' }).repeat(3));
      const poisoned = verify();
      expect([poisoned.status, poisoned.json().code]).toEqual([10, 'FILES_MISMATCH']);
      writeFileSync(join(folder, 'data/claims.jsonl'), bundle({}));
      const unsigned = verify();
      expect([unsigned.status, unsigned.json().model.ignored]).toEqual([0, ['claims.jsonl']]);
      rmSync(join(folder, 'data/claims.jsonl'));
      mpk('attest', 'data', '--type', 'evaluation', '--predicate', 'eval.json', '--key', 'ci.key');
      expect([verify().status, verify().json().model.ignored]).toEqual([0, undefined]);
    }));
});

describe('--attestations before MODEL', () => {
  it.each(['verify', 'lineage'])('of %s takes it for one more, and help and error say so', (verb) => {
    const run = runMpk([verb, '--key', 'k.pub', '--attestations', 'store', 'model']);
    expect([run.status, run.stderr]).toEqual([2, expect.stringMatching(/model[^]*arguments before/)]);
    expect(runMpk([verb, '--help']).stdout.replace(/\s+/g, ' ')).toContain('MODEL goes before it, or after --');
  });
});

describe('bad input', () => {
  const table: readonly [string, string[], number, string][] = [
    ['a record without a command', ['record', '--output', 'm', '--key', 'ci.key'], 2, 'USAGE'],
    ['a record of what is not there', ['record', '--output', 'm', '--key', 'ci.key', '--', './absent'], 2, 'USAGE'],
    ['a record without a signer', ['record', '--output', 'm', '--', 'true'], 2, 'USAGE'],
    [
      'a record over what is there',
      ['record', '--output', 'data', '--key', 'ci.key', '--', 'true'],
      20,
      'OUTPUT_EXISTS',
    ],
    [
      'an argument before the dashes',
      ['record', 'train', '--output', 'm', '--key', 'ci.key', '--', 'true'],
      2,
      'USAGE',
    ],
    ['a command without dashes', ['record', '--output', 'm', '--key', 'ci.key', 'python', 'train.py'], 2, 'USAGE'],
    ['a flag that record does not have', ['record', '--output', 'm', '--x', '--key', 'ci.key', '--', 'true'], 2, ''],
    [
      'an unknown relation',
      ['record', '--output', 'm', '--base', 'data,relation=clone', '--key', 'ci.key', '--', 'true'],
      2,
      'USAGE',
    ],
    [
      'a predicate of another type',
      ['attest', 'data', '--type', 'training', '--predicate', 'eval.json', '--key', 'ci.key'],
      20,
      'INPUT_MALFORMED',
    ],
    [
      'a predicate that is no JSON',
      ['attest', 'data', '--type', 'bom', '--predicate', 'policy.yaml', '--key', 'ci.key'],
      20,
      'INPUT_MALFORMED',
    ],
    [
      'a custom predicate without a type',
      ['attest', 'data', '--type', 'custom', '--predicate', 'eval.json', '--key', 'ci.key'],
      2,
      'USAGE',
    ],
    ['an unknown type', ['attest', 'data', '--type', 'x', '--predicate', 'eval.json', '--key', 'ci.key'], 2, ''],
    ['a lineage without a policy', ['lineage', 'data'], 20, 'NOTHING_TO_CHECK'],
    ['a lineage of what is not there', ['lineage', 'absent', '--policy', 'policy.yaml'], 20, 'INPUT_UNREADABLE'],
    [
      'attestations that are not there',
      ['lineage', 'data', '--policy', 'policy.yaml', '--attestations', 'absent'],
      20,
      'INPUT_UNREADABLE',
    ],
  ];
  test.each(table)('%s is refused', (_, args, status, code) =>
    withTeam(({ mpk }) => {
      const run = mpk(...args);
      expect([run.status, run.stdout, run.stderr.split(':')[0]]).toEqual([status, '', code || expect.any(String)]);
    }),
  );
});
