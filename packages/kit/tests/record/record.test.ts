// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAX_BUNDLE_BYTES, parseBundle, parseStatement, splitClaims, type SlsaProvenance } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { attestModel } from '@mpk/kit/attest';
import { generateKeyFiles } from '@mpk/kit/key';
import { recordRun, type RecordOptions, type RecordOutcome } from '@mpk/kit/record';
import { signModel } from '@mpk/kit/sign';
import { verifyModel } from '@mpk/kit/verify';

interface Setup {
  readonly folder: string;
  readonly output: string;
  readonly data: string;
  /** runs a shell script */
  readonly record: (script: string, options?: Partial<RecordOptions>) => Promise<RecordOutcome>;
}

const MAKE = 'mkdir -p model && echo {} > model/config.json';

const withRun = (use: (setup: Setup) => Promise<void>): Promise<void> =>
  withTempFolder(async (folder) => {
    const data = join(folder, 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'a.csv'), 'a,b\n');
    generateKeyFiles({ name: join(folder, 'ci'), curve: 'P-256' });
    const output = join(folder, 'model');
    await use({
      folder,
      output,
      data,
      record: (script, options = {}) =>
        recordRun({
          type: 'training',
          command: ['/bin/sh', '-c', script],
          outputPath: output,
          inputs: [],
          cwd: folder,
          env: { PATH: process.env['PATH'] },
          method: { key: { privateKeyPath: join(folder, 'ci.key') } },
          ...options,
        }),
    });
  });

const provenanceIn = (output: string): SlsaProvenance => {
  const [line = Buffer.alloc(0)] = splitClaims(readFileSync(join(output, 'claims.jsonl'))).slice(-1);
  const bundle = parseBundle(line);
  return parseStatement(bundle.envelope.payload, MAX_BUNDLE_BYTES).predicate as unknown as SlsaProvenance;
};

describe('a recorded run', () => {
  it('signs the model and its provenance, and both pass a policy that asks for them', () =>
    withRun(async ({ folder, output, data, record }) => {
      const { end, recorded } = await record(`${MAKE}; echo '{"accuracy":0.9,"note":"x"}' > m.json`, {
        inputs: [{ location: data, role: 'dataset', purpose: 'training', uri: 'pkg:generic/reviews@1' }],
        metricsPath: join(folder, 'm.json'),
        seed: 7,
        image: `registry.example/train@sha256:${'a'.repeat(64)}`,
        invocation: { builderId: 'https://ci.example/train' },
      });
      expect(end).toEqual({ exitCode: 0 });
      expect(recorded?.provenance).toEqual(provenanceIn(output));
      const { buildDefinition, runDetails } = provenanceIn(output);
      expect(buildDefinition.internalParameters).toMatchObject({ seed: 7, platform: { system: process.platform } });
      expect(buildDefinition.resolvedDependencies?.map(({ name }) => name)).toEqual([
        'data',
        `registry.example/train@sha256:${'a'.repeat(64)}`,
      ]);
      expect(runDetails.builder.id).toBe('https://ci.example/train');
      expect(runDetails.byproducts).toMatchObject([{ name: 'm.json', annotations: { values: { accuracy: 0.9 } } }]);
      const { startedOn = '', finishedOn = '' } = runDetails.metadata ?? {};
      expect(Date.parse(startedOn)).toBeLessThanOrEqual(Date.parse(finishedOn));

      const policy = join(folder, 'policy.yaml');
      writeFileSync(
        policy,
        `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: p }
spec:
  trust: { signers: { ci: { key: { file: ci.pub } } } }
  requirements:
    signature: { anyOf: [ci] }
    provenance: { builders: ['https://ci.example/*'] }
    datasets: { require: digest, allow: ['pkg:generic/reviews'] }
`,
      );
      const { result } = await verifyModel({ model: output, policy: { path: policy } });
      expect(result.requirements.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(
        expect.arrayContaining(['signature pass', 'provenance pass', 'datasets pass']),
      );
      expect(result.verdict).toBe('pass');
    }));

  it('hands the environment to the command, without what signs', () =>
    withRun(async ({ output, record }) => {
      const secrets = [
        'MPK_KEY_PASSWORD',
        'MPK_KEY_PIN',
        'SIGSTORE_ID_TOKEN',
        'HTTPS___FULCIO_CORP_EXAMPLE_ID_TOKEN',
        'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
        'BUILDKITE_AGENT_ACCESS_TOKEN',
      ];
      const env = { PATH: process.env['PATH'], A: '1', ...Object.fromEntries(secrets.map((name) => [name, 's3cret'])) };
      await record(`mkdir model; env > model/env.txt`, { env });
      const text = readFileSync(join(output, 'env.txt'), 'utf8');
      expect(text).toContain('A=1\n');
      expect(text).not.toContain('s3cret');
    }));

  it('writes no secret anywhere', () =>
    withRun(async ({ folder, output, record }) => {
      const token = `hf_${'k'.repeat(34)}`;
      const env = { PATH: process.env['PATH'], HF_TOKEN: token, LR: '1' };
      writeFileSync(join(folder, 'c.yaml'), `token: ${token}\n`);
      const { recorded } = await record(`${MAKE} # ${token}`, {
        env,
        environmentNames: ['HF_TOKEN', 'LR'],
        configPaths: [join(folder, 'c.yaml')],
      });
      for (const name of readdirSync(output)) expect(readFileSync(join(output, name), 'latin1')).not.toContain(token);
      const [claim] = splitClaims(readFileSync(join(output, 'claims.jsonl')));
      expect(parseBundle(claim ?? Buffer.alloc(0)).envelope.payload.toString()).not.toContain(token);
      expect(recorded?.provenance.buildDefinition).toMatchObject({
        externalParameters: { environment: { LR: '1' }, configFiles: [{ name: 'c.yaml' }] },
        internalParameters: { notRecorded: ['argument 2 (-c)', 'environment HF_TOKEN'] },
      });
    }));

  it('writes no secret of an address, of inputs or of who runs it', () =>
    withRun(async ({ data, record }) => {
      const { recorded } = await record(MAKE, {
        inputs: [{ location: data, role: 'dataset', uri: 'https://u:hunter2@data.example/x?X-Amz-Signature=abcdef' }],
        invocation: { builderId: 'https://ci.example/?token=abc', invocationId: 'https://u:hunter2@ci.example/1' },
      });
      const { buildDefinition, runDetails } = recorded?.provenance ?? {};
      expect(buildDefinition?.resolvedDependencies?.[0]?.uri).toBe('https://data.example/x');
      expect(runDetails).toMatchObject({
        builder: { id: 'https://ci.example/' },
        metadata: { invocationId: 'https://ci.example/1' },
      });
      expect(buildDefinition?.internalParameters?.['notRecorded']).toEqual([
        'resolvedDependencies[0].uri (user name and password, X-Amz-Signature)',
        'invocation.builderId (token)',
        'invocation.invocationId (user name and password)',
      ]);
    }));

  test.each([
    ['its exit code', 'exit 9', { exitCode: 9 }],
    ['the signal that ended it', 'kill -USR1 $$', { signal: 'SIGUSR1' }],
  ])('that fails gives %s, and nothing is signed', (_, failure, end) =>
    withRun(async ({ output, record }) => {
      expect(await record(`${MAKE}; ${failure}`)).toEqual({ end });
      expect(readdirSync(output)).toEqual(['config.json']);
    }),
  );

  it('gets the signals that the recorder gets', () =>
    withRun(async ({ folder, record }) => {
      const script = `trap 'echo term > got; exit 4' TERM; touch ready; while :; do sleep 0.05; done`;
      const running = record(script);
      while (!existsSync(join(folder, 'ready'))) await new Promise((resolve) => setTimeout(resolve, 20));
      process.emit('SIGTERM');
      expect(await running).toEqual({ end: { exitCode: 4 } });
      expect(readFileSync(join(folder, 'got'), 'utf8')).toBe('term\n');
    }));

  it('goes on with what is there, which is named by its digest', () =>
    withRun(async ({ output, record }) => {
      const { recorded: first } = await record(MAKE);
      const { recorded } = await record('echo more > model/more.txt', { resume: true });
      expect(recorded?.files).toBe(2);
      expect(provenanceIn(output).buildDefinition.internalParameters?.['resumedFrom']).toBe(first?.manifestDigest);
      expect(splitClaims(readFileSync(join(output, 'claims.jsonl')))).toHaveLength(2);
    }));

  it('may make a single file', () =>
    withRun(async ({ folder, record }) => {
      const { recorded } = await record('echo x > m.gguf', { outputPath: join(folder, 'm.gguf') });
      expect(recorded?.signaturePath).toBe(join(folder, 'm.gguf.sig'));
      expect(recorded?.provenancePath).toBe(join(folder, 'm.gguf.claims.jsonl'));
    }));

  const refusals: readonly [string, string, string, (setup: Setup) => Partial<RecordOptions>][] = [
    ['no command', '', 'USAGE', () => ({ command: [] })],
    ['a command that is not there', '', 'USAGE', () => ({ command: ['/nonexistent/train'] })],
    ['an image without a digest', MAKE, 'USAGE', () => ({ image: 'train:latest' })],
    [
      'a key that is not there',
      MAKE,
      'INPUT_UNREADABLE',
      () => ({ method: { key: { privateKeyPath: '/nonexistent' } } }),
    ],
    [
      'an input that is not there',
      MAKE,
      'INPUT_UNREADABLE',
      () => ({ inputs: [{ location: '/nonexistent', role: 'dataset' }] }),
    ],
    ['a seed that is no whole number that can be kept', MAKE, 'USAGE', () => ({ seed: 2 ** 60 })],
    ['a builder without a name', MAKE, 'USAGE', () => ({ invocation: { builderId: '' } })],
    ['a configuration file that is not there', MAKE, 'INPUT_UNREADABLE', () => ({ configPaths: ['/nonexistent'] })],
    [
      'an output in an input',
      MAKE,
      'USAGE',
      ({ data }) => ({ inputs: [{ location: data, role: 'dataset' }], outputPath: join(data, 'model') }),
    ],
    [
      'an output around an input',
      MAKE,
      'USAGE',
      ({ data, folder }) => ({ inputs: [{ location: data, role: 'dataset' }], outputPath: folder, resume: true }),
    ],
    ['an output that is there', MAKE, 'OUTPUT_EXISTS', ({ data }) => ({ outputPath: data })],
    ['an output that is a file', MAKE, 'OUTPUT_EXISTS', ({ data }) => ({ outputPath: join(data, 'a.csv') })],
    ['an output below a file', MAKE, 'OUTPUT_UNWRITABLE', ({ data }) => ({ outputPath: join(data, 'a.csv', 'model') })],
  ];
  test.each(refusals)('does not start with %s', (_, script, code, optionsOf) =>
    withRun(async (setup) => {
      const started = join(setup.folder, 'started');
      expect(await thrownCode(() => setup.record(`touch ${started}; ${script}`, optionsOf(setup)))).toBe(code);
      expect(existsSync(started)).toBe(false);
    }),
  );

  const endings: readonly [string, string, string, (setup: Setup) => Partial<RecordOptions>][] = [
    ['it made nothing', 'true', 'MODEL_EMPTY', () => ({})],
    ['it made an empty folder', 'mkdir model', 'MODEL_EMPTY', () => ({})],
    ['it wrote a signature of its own', `${MAKE}; echo {} > model/model.sig`, 'OUTPUT_EXISTS', () => ({})],
    [
      'it changed an input',
      `${MAKE}; echo x >> data/a.csv`,
      'MODEL_CHANGED',
      ({ data }) => ({ inputs: [{ location: data, role: 'dataset' }] }),
    ],
    [
      'it changed its configuration',
      `${MAKE}; echo x >> data/a.csv`,
      'MODEL_CHANGED',
      ({ data }) => ({ configPaths: [join(data, 'a.csv')] }),
    ],
    ['it wrote no metrics', MAKE, 'INPUT_UNREADABLE', ({ folder }) => ({ metricsPath: join(folder, 'm.json') })],
    ['it left older metrics', MAKE, 'INPUT_UNREADABLE', ({ data }) => ({ metricsPath: join(data, 'a.csv') })],
  ];
  test.each(endings)('is not signed where %s', (_, script, code, optionsOf) =>
    withRun(async (setup) => {
      expect(await thrownCode(() => setup.record(script, optionsOf(setup)))).toBe(code);
      expect(existsSync(join(setup.output, 'claims.jsonl'))).toBe(false);
    }),
  );

  it('that cannot be signed is kept, and can be signed later', () =>
    withRun(async ({ folder, output, record }) => {
      const method = { key: { privateKeyPath: join(folder, 'ci.key') }, timestamp: { url: 'http://127.0.0.1:1' } };
      const failure: unknown = await record(MAKE, { method }).catch((error: unknown) => error);
      const kept = `${output}.unsigned-provenance.json`;
      expect(failure).toMatchObject({
        code: 'NETWORK_UNAVAILABLE',
        hint: expect.stringContaining(`--predicate ${kept}`),
      });
      expect([existsSync(join(output, 'claims.jsonl')), existsSync(join(output, 'model.sig'))]).toEqual([false, false]);

      const later = { model: output, method: { key: { privateKeyPath: join(folder, 'ci.key') } } };
      await signModel(later);
      await attestModel({ ...later, type: 'training', predicatePath: kept });
      const left = JSON.parse(readFileSync(kept, 'utf8')) as { provenance: unknown };
      expect(provenanceIn(output)).toEqual(left.provenance);
    }));

  it('that was kept is not signed for another model', () =>
    withRun(async ({ folder, output, record }) => {
      const method = { key: { privateKeyPath: join(folder, 'ci.key') }, timestamp: { url: 'http://127.0.0.1:1' } };
      await record(MAKE, { method }).catch(() => undefined);
      const later = { model: output, method: { key: { privateKeyPath: join(folder, 'ci.key') } } };
      const kept = { ...later, type: 'training', predicatePath: `${output}.unsigned-provenance.json` } as const;
      writeFileSync(join(output, 'config.json'), 'poisoned');
      await signModel(later);
      expect(await thrownCode(() => attestModel(kept))).toBe('FILES_MISMATCH');
      expect(existsSync(join(output, 'claims.jsonl'))).toBe(false);
      for (const broken of ['{}', '{"manifestDigest":1}']) {
        const record = `{"schema":"modelprovenance.dev/unsigned-record/v1alpha1","provenance":{},"model":${broken}}`;
        writeFileSync(kept.predicatePath, record);
        expect(await thrownCode(() => attestModel(kept))).toBe('INPUT_MALFORMED');
      }
    }));

  it('is kept where the output has a data file in the place of claims, and can be signed into files', () =>
    withRun(async ({ folder, output, record }) => {
      const failure: unknown = await record(`${MAKE}; echo '{"text":1}' > model/claims.jsonl`).catch((e: unknown) => e);
      expect(failure).toMatchObject({ code: 'INPUT_MALFORMED', hint: expect.stringContaining('--output') });
      expect(existsSync(join(output, 'model.sig'))).toBe(false);
      const later = { model: output, method: { key: { privateKeyPath: join(folder, 'ci.key') } } };
      const outputPath = join(folder, 'provenance.json');
      const predicatePath = `${output}.unsigned-provenance.json`;
      await signModel(later);
      await attestModel({ ...later, type: 'training', predicatePath, outputPath });
      expect(existsSync(outputPath)).toBe(true);
    }));

  it('does not start where it goes on with an output that has a data file in the place of claims', () =>
    withRun(async ({ folder, output, record }) => {
      mkdirSync(output);
      writeFileSync(join(output, 'claims.jsonl'), '{"text":1}\n');
      expect(await thrownCode(() => record('touch started', { resume: true }))).toBe('INPUT_MALFORMED');
      expect(existsSync(join(folder, 'started'))).toBe(false);
    }));

  it(
    'that cannot be written is kept',
    () =>
      withRun(async ({ output, record }) => {
        const script = `${MAKE}; mkdir model/claims.jsonl.lock`;
        expect(await thrownCode(() => record(script))).toBe('OUTPUT_UNWRITABLE');
        const left = JSON.parse(readFileSync(`${output}.unsigned-provenance.json`, 'utf8')) as unknown;
        expect(left).toMatchObject({
          schema: 'modelprovenance.dev/unsigned-record/v1alpha1',
          type: 'training',
          model: { manifestDigest: expect.stringMatching(/^sha256:/) },
        });
      }),
    20_000,
  );

  test.each([
    ['numbers of a list', '[1]', undefined],
    ['no numbers', '{"a":"b"}', undefined],
    ['no JSON', 'a 1', undefined],
    ['numbers', '{"a":1,"b":{"c":2}}', { a: 1 }],
  ])('records metrics with %s', (_, text, values) =>
    withRun(async ({ folder, record }) => {
      const { recorded } = await record(`${MAKE}; echo '${text}' > m.json`, { metricsPath: join(folder, 'm.json') });
      const [metrics] = recorded?.provenance.runDetails.byproducts ?? [];
      expect(metrics?.annotations).toEqual({ role: 'metrics', ...(values && { values }) });
    }),
  );
});
