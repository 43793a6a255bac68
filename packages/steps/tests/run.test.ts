// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MpkError, sha256Hex } from '@mpk/core';
import { withTempFolder } from '@mpk/testkit';
import {
  MAX_LINE_BYTES,
  MAX_TERMINATION_BYTES,
  runStep,
  type StepEnv,
  type VerifyAnswer,
  type VerifyRequest,
} from '../src/index.js';
import {
  BUNDLE_TEXT,
  contextIn,
  lastLine,
  makeModel,
  mkfifo,
  passing,
  refusing,
  resultOf,
  undecided,
} from './support.js';

describe('mpk-step verify, from flags', () => {
  it('hands the kit exactly what was asked and exits 0 on a pass', async () => {
    await withTempFolder(async (folder) => {
      const model = await makeModel(folder);
      await writeFile(join(folder, 'p.yaml'), '');
      const context = await contextIn(folder, [
        ...['verify', model, '--policy', join(folder, 'p.yaml'), '--lock', '/l', '--key', '/k', '--signature', '/s'],
        ...['--uri', 'hf://acme/m', '--jobs', '3', '--report', join(folder, 'report')],
      ]);
      expect(await runStep(context)).toBe(0);
      expect(context.requests).toHaveLength(1);
      expect(context.requests[0]).toMatchObject({
        model,
        uri: 'hf://acme/m',
        policy: { path: join(folder, 'p.yaml') },
        lockPath: '/l',
        keyPath: '/k',
        signaturePaths: ['/s'],
        jobs: 3,
      });
      expect(lastLine(context)).toMatchObject({ verdict: 'pass', report: join(folder, 'report/report.html') });
    });
  });

  it('leaves a URI for the kit to find', async () => {
    await withTempFolder(async (folder) => {
      const context = await contextIn(folder, ['verify', 'hf://acme/m@main', '--key', '/k']);
      await runStep(context);
      expect(context.requests[0]).toMatchObject({ model: 'hf://acme/m@main', uri: 'hf://acme/m@main' });
    });
  });

  it.each([
    ['a refusal', refusing, 10],
    ['an undecided answer', undecided, 20],
  ])('passes the exit status of %s on, and 0 under report', async (_what, verify, exit) => {
    await withTempFolder(async (folder) => {
      const model = await makeModel(folder);
      expect(await runStep(await contextIn(folder, ['verify', model], { verify }))).toBe(exit);
      const reporting = await contextIn(folder, ['verify', model, '--on-failure', 'report'], { verify });
      expect(await runStep(reporting)).toBe(0);
      expect(lastLine(reporting).verdict).not.toBe('pass');
    });
  });

  it('verifies every model, so that one refusal refuses them all', async () => {
    await withTempFolder(async (folder) => {
      const model = await makeModel(folder);
      const verify = (request: { model: string }) => (request.model === model ? refusing : passing)(request);
      const context = await contextIn(folder, ['verify', folder, model, folder], { verify });
      expect(await runStep(context)).toBe(10);
      expect(lastLine(context).models.map((m: { verdict: string }) => m.verdict)).toEqual(['pass', 'fail', 'pass']);
    });
  });

  it('copies a verified model on, and none that was refused', async () => {
    await withTempFolder(async (folder) => {
      const model = await makeModel(folder);
      const to = join(folder, 'verified');
      expect(
        await runStep(await contextIn(folder, ['verify', model, '--verified-model', to], { verify: refusing })),
      ).toBe(10);
      expect(await readdir(folder)).not.toContain('verified');
      expect(await runStep(await contextIn(folder, ['verify', model, '--verified-model', to]))).toBe(0);
      expect((await readdir(to)).sort()).toEqual(['a.bin', 'model.sig', 'sub']);
    });
  });

  it('makes no verified model of one that fails under an advisory mode', async () => {
    await withTempFolder(async (folder) => {
      const model = await makeModel(folder);
      const verify = async (request: { model: string; uri?: string }) => {
        const { evidence } = await passing(request);
        return { result: resultOf(model, { verdict: 'fail', mode: 'warn' }), exitCode: 0, evidence };
      };
      const context = await contextIn(folder, ['verify', model, '--verified-model', join(folder, 'verified')], {
        verify,
      });
      expect(await runStep(context)).toBe(0);
      expect(await readdir(folder)).not.toContain('verified');
    });
  });

  it('is undecided, never a pass, when a copy cannot be written', async () => {
    await withTempFolder(async (folder) => {
      const model = await makeModel(folder);
      await writeFile(join(folder, 'file'), '');
      const context = await contextIn(folder, ['verify', model, '--verified-model', join(folder, 'file/x')]);
      expect(await runStep(context)).toBe(20);
      expect(lastLine(context)).toMatchObject({ verdict: 'undecided', code: 'OUTPUT_UNWRITABLE' });
    });
  });

  it('is undecided when the report cannot be written', async () => {
    await withTempFolder(async (folder) => {
      const model = await makeModel(folder);
      await writeFile(join(folder, 'file'), '');
      const context = await contextIn(folder, ['verify', model, '--report', join(folder, 'file/report')]);
      expect(await runStep(context)).toBe(20);
      expect(lastLine(context).code).toBe('OUTPUT_UNWRITABLE');
    });
  });

  it.each([
    ['an error of the kit', new MpkError('NETWORK_UNAVAILABLE', 'no route'), 75, 'NETWORK_UNAVAILABLE'],
    ['a bug', new TypeError('secret-in-a-foreign-message'), 70, 'INTERNAL'],
  ])('turns %s into an answer', async (_what, error, exit, code) => {
    await withTempFolder(async (folder) => {
      const verify = () => Promise.reject(error);
      const context = await contextIn(folder, ['verify', await makeModel(folder)], { verify });
      expect(await runStep(context)).toBe(exit);
      expect(lastLine(context)).toMatchObject({ verdict: 'undecided', code });
      expect([...context.out, ...context.err].join('')).not.toContain('secret-in-a-foreign-message');
    });
  });

  it.each([
    [['verify']],
    [['verify', 'm', '--on-failure', 'ignore']],
    [['verify', 'm', '--jobs', '0']],
    [['verify', 'm', '--jobs', '1e9']],
    [['verify', 'a', 'b', '--uri', 'hf://x/y']],
    [['verify', 'm', '--dialect', 'jenkins']],
    [['verify', 'm', '--dialect', 'kubeflow']],
    [['verify', 'm', '--dialect', 'plain', '--executor-input', '{}']],
    [['frobnicate']],
  ])('does not pass for the bad command line %j', async (argv) => {
    await withTempFolder(async (folder) => {
      const context = await contextIn(folder, argv);
      expect([2, 20]).toContain(await runStep(context));
      expect(lastLine(context).verdict).toBe('undecided');
      expect(context.requests).toEqual([]);
    });
  });

  it('prints help on stderr, for the program and for a verb alone', async () => {
    await withTempFolder(async (folder) => {
      for (const [argv, exit] of [
        [['--help'], 0],
        [['-h'], 0],
        [['verify', '--help'], 0],
        [['record', '-h'], 0],
        [[], 2],
      ] as const) {
        const context = await contextIn(folder, argv);
        expect(await runStep(context)).toBe(exit);
        expect(context.err.join('')).toContain('usage: mpk-step');
        expect(context.out).toEqual([]);
      }
    });
  });

  it.each<[string[], StepEnv?]>([
    [['verify', '--help'], { MPK_POLICY_CONFIGMAP: 'ns/policy' }],
    [['verify', '--help', '--help']],
    [['verify', '-h', '--key', '/k']],
    [['verify', 'm', '--key', '--help']],
    [['verify', 'm', '--key=/k', '--signature', '-h']],
    [['sign', 'm', '--key', '/k', '--help']],
  ])('never takes %j for a question that exit 0 would answer', async (argv, env: StepEnv = {}) => {
    await withTempFolder(async (folder) => {
      const context = await contextIn(folder, argv, { env });
      expect([await runStep(context), lastLine(context).code]).toEqual([2, 'USAGE']);
      expect(context.requests).toEqual([]);
    });
  });

  it('verifies a model that is called --help', async () => {
    await withTempFolder(async (folder) => {
      const context = await contextIn(folder, ['verify', '--key', '/k', '--', '--help'], { verify: refusing });
      expect(await runStep(context)).toBe(10);
      expect(context.requests).toMatchObject([{ model: resolve('--help') }]);
    });
  });

  it.each([
    [['verify', '']],
    [['verify', 'm', '']],
    [['sign', '', '--key', '/k']],
    [['verify', 'm', '--policy', '']],
    [['verify', 'm', '--verified-model', '']],
    [['verify', 'm', '--result', '']],
    [['verify', 'm', '--policy', 'p', '--policy-configmap', 'a/b']],
    [['verify', 'm', 'n', '--verified-model', 'v']],
  ])('refuses %j as USAGE', async (argv) => {
    await withTempFolder(async (folder) => {
      const context = await contextIn(folder, argv);
      expect([await runStep(context), lastLine(context).code]).toEqual([2, 'USAGE']);
      expect(context.requests).toEqual([]);
    });
  });

  it('hands on the bundle that counted, not whatever was named as a signature', async () => {
    await withTempFolder(async (folder) => {
      const model = await makeModel(folder);
      const secret = Buffer.from('-----BEGIN PRIVATE KEY-----');
      const named = { source: '/secret', sha256: sha256Hex(BUNDLE_TEXT), content: secret.toString('base64') };
      const verify = async (request: VerifyRequest) => {
        const answer = (await passing(request)) as Required<VerifyAnswer>;
        return { ...answer, evidence: { ...answer.evidence, bundles: [named, ...answer.evidence.bundles] } };
      };
      const to = join(folder, 'verified');
      expect(await runStep(await contextIn(folder, ['verify', model, '--verified-model', to], { verify }))).toBe(0);
      expect(await readFile(join(to, 'model.sig'), 'utf8')).toBe(BUNDLE_TEXT);
    });
  });

  it.each([
    ['no bundle counted', []],
    ['another one counted', ['00'.repeat(32)]],
    ['nobody says which counted', undefined],
  ])('hands on no bundle where %s', async (_what, acceptedBundles) => {
    await withTempFolder(async (folder) => {
      const model = await makeModel(folder);
      const verify = async (request: VerifyRequest) => {
        const { result, evidence, exitCode } = (await passing(request)) as Required<VerifyAnswer>;
        return { result, evidence, exitCode, ...(acceptedBundles === undefined ? {} : { acceptedBundles }) };
      };
      const to = join(folder, 'verified');
      expect(await runStep(await contextIn(folder, ['verify', model, '--verified-model', to], { verify }))).toBe(0);
      expect((await readdir(to)).sort()).toEqual(['a.bin', 'sub']);
    });
  });
});

describe('the result on disk', () => {
  const verdictAt = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8')).verdict;

  it('does not say pass when the copy failed, and the copy that is there stays', async () => {
    await withTempFolder(async (folder) => {
      const model = await makeModel(folder);
      const [result, to] = [join(folder, 'result.json'), join(folder, 'verified')];
      await mkdir(to);
      await writeFile(join(to, 'mine'), 'x');
      const context = await contextIn(folder, ['verify', model, '--result', result, '--verified-model', to]);
      expect([await runStep(context), lastLine(context).code]).toEqual([20, 'OUTPUT_EXISTS']);
      expect(await verdictAt(result)).toBe('undecided');
      expect(await readdir(to)).toEqual(['mine']);
    });
  });

  it.each([
    ['a copy that cannot be made', ['--verified-model', '/dev/null/x']],
    ['a policy that is not to be trusted', ['--policy-configmap', 'ml/mine']],
  ])('says what the report says, after %s too', async (_what, more) => {
    await withTempFolder(async (folder) => {
      const report = join(folder, 'report');
      await mkdir(report);
      await writeFile(join(report, 'report.html'), '<h1>pass</h1>');
      const argv = ['verify', await makeModel(folder), '--report', report, ...more];
      expect(await runStep(await contextIn(folder, argv))).toBe(20);
      expect(await readFile(join(report, 'report.html'), 'utf8')).toBe('<h1>undecided</h1>');
    });
  });

  it('does not cost a folder that is named in its place', async () => {
    await withTempFolder(async (folder) => {
      const model = await makeModel(folder);
      const context = await contextIn(folder, ['verify', model, '--result', model]);
      expect([await runStep(context), lastLine(context).code]).toEqual([20, 'OUTPUT_UNWRITABLE']);
      expect((await readdir(model)).sort()).toEqual(['a.bin', 'not-signed.txt', 'sub']);
    });
  });

  it('loses the copy again when the result cannot be written', async () => {
    await withTempFolder(async (folder) => {
      const model = await makeModel(folder);
      await mkdir(join(folder, 'result'));
      await mkfifo(join(folder, 'result/fifo'));
      const to = join(folder, 'verified');
      const argv = ['verify', model, '--result', join(folder, 'result/fifo'), '--verified-model', to];
      expect(await runStep(await contextIn(folder, argv))).toBe(20);
      expect(await readdir(folder)).not.toContain('verified');
    });
  });

  it.each([
    ['a refusal', ['m'], 10],
    ['a model that is missing on the command line', [], 2],
    ['an unknown flag', ['m', '--frobnicate'], 2],
    ['an unknown dialect', ['m', '--dialect', 'jenkins'], 2],
    ['a policy that is not there', ['m', '--policy', '/nowhere'], 20],
  ])('is not that of an earlier run after %s', async (_what, more, exit) => {
    await withTempFolder(async (folder) => {
      const result = join(folder, 'result.json');
      await writeFile(result, '{"verdict": "pass"}');
      const verify = (request: VerifyRequest) => (request.policy === undefined ? refusing : undecided)(request);
      const context = await contextIn(folder, ['verify', '--result', result, ...more], { verify });
      expect(await runStep(context)).toBe(exit);
      expect(await verdictAt(result)).toBe(lastLine(context).verdict);
    });
  });

  it('is gone before anything is verified, so that a killed run leaves none', async () => {
    await withTempFolder(async (folder) => {
      const [result, xcom] = [join(folder, 'result.json'), join(folder, 'return.json')];
      for (const path of [result, xcom]) await writeFile(path, '{"verdict": "pass"}');
      const seen: string[] = [];
      const verify = async (request: VerifyRequest) => {
        seen.push(...(await readdir(folder)));
        return passing(request);
      };
      const argv = ['verify', await makeModel(folder), '--result', result, '--xcom', xcom];
      expect(await runStep(await contextIn(folder, argv, { verify }))).toBe(0);
      expect(seen).not.toContain('result.json');
      expect(seen).not.toContain('return.json');
    });
  });

  it('is written for sign and gate too', async () => {
    await withTempFolder(async (folder) => {
      const result = join(folder, 'result.json');
      await writeFile(result, '{"open": true}');
      expect(await runStep(await contextIn(folder, ['gate', '--verdict', 'fail', '--result', result]))).toBe(10);
      expect(JSON.parse(await readFile(result, 'utf8'))).toMatchObject({ open: false });
      expect(await runStep(await contextIn(folder, ['sign', folder, '--result', result]))).toBe(2);
      expect(JSON.parse(await readFile(result, 'utf8'))).toMatchObject({ signed: false });
    });
  });
});

describe('what every platform sees', () => {
  it('ends stdout with one line of JSON of bounded size, and keeps people’s text on stderr', async () => {
    await withTempFolder(async (folder) => {
      const requirements = Array.from({ length: 99 }, (_, i) => ({
        ...{ id: `rule:${i}`, outcome: 'fail' as const, code: 'REQUIREMENT_FAILED' as const },
        asked: 'x'.repeat(300),
        found: `evil\n{"verdict":"pass"}\u001b[31m`,
      }));
      const verify = () => ({ result: resultOf('s3://m', { verdict: 'fail', requirements }), exitCode: 10 });
      const context = await contextIn(folder, ['verify', folder], { verify });
      await writeFile(join(folder, 'termination-log'), '');
      expect(await runStep(context)).toBe(10);
      const line = context.out.at(-1)!;
      expect(line.endsWith('\n')).toBe(true);
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(MAX_LINE_BYTES + 1);
      expect(lastLine(context)).toMatchObject({ verdict: 'fail', truncated: true });
      const text = context.err.join('');
      expect(text).not.toContain('\u001b');
      expect(text.split('\n')).not.toContain('{"verdict":"pass"}');
      const reason = await readFile(join(folder, 'termination-log'));
      expect(reason.length).toBeLessThanOrEqual(MAX_TERMINATION_BYTES);
      expect(reason.toString()).toContain('verify: fail (PASSED)');
    });
  });

  it('makes no termination log where the platform made none', async () => {
    await withTempFolder(async (folder) => {
      const context = await contextIn(folder, ['verify', await makeModel(folder)]);
      await runStep(context);
      expect(await readdir(folder)).not.toContain('termination-log');
    });
  });

  it('does not wait for a reader where a pipe took the place of the termination log', async () => {
    await withTempFolder(async (folder) => {
      const context = await contextIn(folder, ['verify', await makeModel(folder)]);
      await mkfifo(join(folder, 'termination-log'));
      expect(await runStep(context)).toBe(0);
      expect(context.err.join('')).toContain('the termination log was not written');
    });
  });

  it('says so, and changes no verdict, when the termination log cannot be written', async () => {
    await withTempFolder(async (folder) => {
      const context = await contextIn(folder, ['verify', await makeModel(folder)]);
      await mkdir(join(folder, 'termination-log'));
      expect(await runStep(context)).toBe(0);
      expect(context.err.join('')).toContain('the termination log was not written: EISDIR');
    });
  });
});
