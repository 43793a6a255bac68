// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MpkError } from '@mpk/core';
import { withTempFolder } from '@mpk/testkit';
import { MAX_LINE_BYTES, MAX_TERMINATION_BYTES, runStep } from '../src/index.js';
import { contextIn, lastLine, makeModel, passing, refusing, resultOf, undecided } from './support.js';

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

  it('prints help on stderr and verifies nothing', async () => {
    await withTempFolder(async (folder) => {
      const context = await contextIn(folder, ['verify', '--help']);
      expect(await runStep(context)).toBe(0);
      expect(context.err.join('')).toContain('usage: mpk-step');
      expect(await runStep(await contextIn(folder, []))).toBe(2);
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

  it('says so, and changes no verdict, when the termination log cannot be written', async () => {
    await withTempFolder(async (folder) => {
      const context = await contextIn(folder, ['verify', await makeModel(folder)]);
      await mkdir(join(folder, 'termination-log'));
      expect(await runStep(context)).toBe(0);
      expect(context.err.join('')).toContain('the termination log was not written: EISDIR');
    });
  });
});
