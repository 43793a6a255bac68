// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { EMPTY_PARAMETERS, runStep, type StepContext } from '../../src/index.js';
import { runVerify } from '../../src/verify.js';
import { contextIn, lastLine, makeModel, refusing, type Answering } from '../support.js';

interface Task {
  readonly parameters?: Record<string, unknown>;
  readonly artifacts?: Record<string, unknown>;
  readonly outputs?: readonly string[];
  readonly outputArtifacts?: readonly string[];
}

/** The executor input of a task under a folder, with local paths as kfp.local gives them. */
function executorInput(folder: string, model: string, task: Task = {}): string {
  const outputs = task.outputs ?? Object.keys(EMPTY_PARAMETERS.verify);
  const artifacts = task.outputArtifacts ?? ['report', 'result', 'verified_model'];
  return JSON.stringify({
    inputs: {
      parameterValues: task.parameters ?? {},
      artifacts: task.artifacts ?? {
        model: {
          artifacts: [
            { name: 'm', uri: model, metadata: { framework: 'x', 'mpk.verdict': 'pass', _kfp_workspace: false } },
          ],
        },
      },
    },
    outputs: {
      parameters: Object.fromEntries(outputs.map((name) => [name, { outputFile: join(folder, 'out', name) }])),
      artifacts: Object.fromEntries(
        artifacts.map((name) => [name, { artifacts: [{ name, uri: join(folder, 'artifacts', name), metadata: {} }] }]),
      ),
      outputFile: join(folder, 'root/task/executor_output.json'),
    },
  });
}

async function runTask(folder: string, task: Task = {}, verify?: Answering, verb = 'verify') {
  const model = await makeModel(folder);
  await mkdir(join(folder, 'policy'), { recursive: true });
  await writeFile(join(folder, 'policy/policy.yaml'), 'kind: ModelPolicy\n');
  const argv = [verb, '--executor-input', executorInput(folder, model, task)];
  const env = { MPK_POLICY_ROOT: join(folder, 'policy') };
  const context = await contextIn(folder, argv, { env, ...(verify ? { verify } : {}) });
  return { exit: await runStep(context), context, model };
}

const output = (folder: string, name: string): Promise<string> => readFile(join(folder, 'out', name), 'utf8');
const executorOutput = async (folder: string): Promise<any> =>
  JSON.parse(await readFile(join(folder, 'root/task/executor_output.json'), 'utf8'));

describe('a passing task', () => {
  it('writes every declared parameter without a newline, every artifact and the executor output', async () => {
    await withTempFolder(async (folder) => {
      const { exit, context } = await runTask(folder);
      expect(exit).toBe(0);
      expect(await output(folder, 'verdict')).toBe('pass');
      expect(await output(folder, 'passed')).toBe('true');
      expect(await output(folder, 'digest')).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(await readFile(join(folder, 'artifacts/report'), 'utf8')).toBe('<h1>pass</h1>');
      expect(JSON.parse(await readFile(join(folder, 'artifacts/result'), 'utf8'))).toEqual(lastLine(context));
      const { artifacts } = await executorOutput(folder);
      expect(Object.keys(artifacts).sort()).toEqual(['report', 'result', 'verified_model']);
    });
  });

  it('hands on the verified files with the producer’s metadata, less what could pass for ours', async () => {
    await withTempFolder(async (folder) => {
      const { model } = await runTask(folder);
      const [artifact] = (await executorOutput(folder)).artifacts.verified_model.artifacts;
      expect(artifact.uri).toBe(join(folder, 'artifacts/verified_model'));
      expect(artifact.metadata).toMatchObject({ framework: 'x', 'mpk.verdict': 'pass', 'mpk.sourceUri': model });
      expect(artifact.metadata).not.toHaveProperty('_kfp_workspace');
      expect((await readdir(artifact.uri)).sort()).toEqual(['a.bin', 'model.sig', 'sub']);
    });
  });

  it('hands on nothing when told so', async () => {
    await withTempFolder(async (folder) => {
      expect((await runTask(folder, { parameters: { hand_on: 'none' } })).exit).toBe(0);
      expect(await readdir(join(folder, 'artifacts'))).not.toContain('verified_model');
    });
  });

  it('takes the mounted policy, and the signature from its own artifact', async () => {
    await withTempFolder(async (folder) => {
      const model = await makeModel(folder);
      const artifacts = {
        model: { artifacts: [{ uri: model }] },
        signature: { artifacts: [{ uri: '/sig/model.sig' }] },
      };
      const { context } = await runTask(folder, { artifacts });
      expect(context.requests[0]).toMatchObject({
        policy: { path: join(folder, 'policy/policy.yaml') },
        signaturePaths: ['/sig/model.sig'],
      });
    });
  });
});

describe('an OCI model', () => {
  const PINNED = `oci://registry.example/m@sha256:${'ab'.repeat(32)}`;
  const handedOn = async (folder: string, model: object) => {
    const path = await makeModel(folder);
    const call = { verb: 'verify', policy: { from: 'none' }, onFailure: 'fail', handOn: true } as const;
    const context = await contextIn(folder, []);
    const models = [{ uri: PINNED, path, metadata: {}, ...model }];
    return (await runVerify({ ...call, models }, context)).artifacts['verified_model']!;
  };

  it('goes on by reference where that can mean no other bytes', async () => {
    await withTempFolder(async (folder) => {
      const artifact = await handedOn(folder, { isFromUri: true });
      expect([artifact.uri, artifact.write]).toEqual([PINNED, undefined]);
    });
  });

  it.each([
    ['its reference is a tag', { uri: 'oci://registry.example/m:1', isFromUri: true }],
    ['its reference only begins like a digest', { uri: `${PINNED}/other:1`, isFromUri: true }],
    ['its bytes were read from elsewhere', { isFromUri: false }],
    ['its URI is what a command line says', {}],
  ])('is copied where %s', async (_what, model) => {
    await withTempFolder(async (folder) => {
      const artifact = await handedOn(folder, model);
      expect(artifact.uri).toBeUndefined();
      await artifact.write!(join(folder, 'verified'));
      expect(await readdir(join(folder, 'verified'))).toContain('a.bin');
    });
  });

  it('is known to be read from elsewhere by its custom path', async () => {
    await withTempFolder(async (folder) => {
      const customPath = await makeModel(folder);
      await runTask(folder, { artifacts: { model: { artifacts: [{ uri: PINNED, customPath }] } } });
      const [artifact] = (await executorOutput(folder)).artifacts.verified_model.artifacts;
      expect(artifact.uri).toBe(join(folder, 'artifacts/verified_model'));
      expect(await readdir(artifact.uri)).toContain('a.bin');
    });
  });
});

describe('a refused task', () => {
  it('exits 10 and still writes every declared parameter', async () => {
    await withTempFolder(async (folder) => {
      const { exit } = await runTask(folder, {}, refusing);
      expect(exit).toBe(10);
      expect((await readdir(join(folder, 'out'))).sort()).toEqual(Object.keys(EMPTY_PARAMETERS.verify).sort());
      expect(await output(folder, 'verdict')).toBe('fail');
      expect(await output(folder, 'passed')).toBe('false');
      expect((await executorOutput(folder)).artifacts).not.toHaveProperty('verified_model');
      expect(await readdir(join(folder, 'artifacts'))).not.toContain('verified_model');
    });
  });

  it('exits 0 under on_failure=report, with the true verdict in its outputs', async () => {
    await withTempFolder(async (folder) => {
      expect((await runTask(folder, { parameters: { on_failure: 'report' } }, refusing)).exit).toBe(0);
      expect(await output(folder, 'verdict')).toBe('fail');
      expect(await output(folder, 'code')).toBe('SIGNATURE_MISSING');
      expect(await readFile(join(folder, 'artifacts/report'), 'utf8')).toBe('<h1>fail</h1>');
    });
  });

  it('refuses the list when one of its models is refused', async () => {
    await withTempFolder(async (folder) => {
      const model = await makeModel(folder);
      const artifacts = { model: { artifacts: [{ uri: model }, { uri: '/s3-is-missing' }] } };
      const verify: Answering = async (request) => {
        if (request.model !== model) return refusing(request);
        return { result: { ...(await refusing(request)).result, verdict: 'pass', code: 'PASSED' }, exitCode: 0 };
      };
      expect((await runTask(folder, { artifacts }, verify)).exit).toBe(10);
      expect(await output(folder, 'verdict')).toBe('fail');
    });
  });
});

describe('a task that cannot be answered', () => {
  it.each([
    ['no model', { artifacts: {} }, 'NOTHING_TO_CHECK'],
    ['an empty list of models', { artifacts: { model: { artifacts: [] } } }, 'NOTHING_TO_CHECK'],
    [
      'a model of an unknown scheme',
      { artifacts: { model: { artifacts: [{ uri: 'hf://a/b' }] } } },
      'INPUT_UNSUPPORTED',
    ],
    ['a policy of its own', { parameters: { policy_text: 'kind: ModelPolicy' } }, 'POLICY_UNTRUSTED'],
    ['two policies', { parameters: { policy_text: 'x', policy_path: '/policy/y' } }, 'INPUT_MALFORMED'],
    ['a number for a mode', { parameters: { on_failure: 1 } }, 'INPUT_MALFORMED'],
    ['an unknown on_failure', { parameters: { on_failure: 'ignore' } }, 'INPUT_MALFORMED'],
  ])('is undecided with %s, and says so in its outputs', async (_what, task, code) => {
    await withTempFolder(async (folder) => {
      const { exit, context } = await runTask(folder, task);
      expect(exit).toBe(20);
      expect([await output(folder, 'verdict'), await output(folder, 'code')]).toEqual(['undecided', code]);
      expect(context.requests).toEqual([]);
    });
  });

  it('does not take a digest in a parameter for a pin', async () => {
    await withTempFolder(async (folder) => {
      const parameters = { policy_text: 'x', policy_digest: 'sha256:' + '0'.repeat(64), MPK_POLICY_DIGEST: 'x' };
      const { context } = await runTask(folder, { parameters });
      expect(lastLine(context).code).toBe('POLICY_UNTRUSTED');
    });
  });

  it.each([
    ['an unknown output parameter', { outputs: ['verdict', 'score'] }],
    ['an unknown output artifact', { outputArtifacts: ['report', 'weights'] }],
  ])('refuses a component that declares %s', async (_what, task) => {
    await withTempFolder(async (folder) => {
      const { exit, context } = await runTask(folder, task);
      expect([exit, lastLine(context).code]).toEqual([20, 'INPUT_UNSUPPORTED']);
    });
  });

  it('does not pass, under report either, when an output cannot be written', async () => {
    await withTempFolder(async (folder) => {
      await writeFile(join(folder, 'root'), 'a file where a folder should be');
      const { exit, context } = await runTask(folder, { parameters: { on_failure: 'report' } });
      expect([exit, lastLine(context).verdict, lastLine(context).code]).toEqual([20, 'undecided', 'OUTPUT_UNWRITABLE']);
      expect(await output(folder, 'verdict')).toBe('undecided');
    });
  });

  it('leaves no verified model behind when the executor output cannot be written', async () => {
    await withTempFolder(async (folder) => {
      await writeFile(join(folder, 'root'), 'a file where a folder should be');
      const { exit } = await runTask(folder);
      expect(exit).toBe(20);
      expect(await readdir(join(folder, 'artifacts'))).not.toContain('verified_model');
      expect(JSON.parse(await readFile(join(folder, 'artifacts/result'), 'utf8')).verdict).toBe('undecided');
      for (const name of await readdir(join(folder, 'out'))) expect(await output(folder, name)).not.toBe('pass');
    });
  });

  it.each([
    ['a file of the model', 'a.bin'],
    ['the model itself', ''],
    ['a file of the model, by a link', '../alias/sub/b.bin'],
  ])('refuses %s as the signature artifact', async (_what, name) => {
    await withTempFolder(async (folder) => {
      const model = await makeModel(folder);
      await symlink(model, join(folder, 'alias'));
      const artifacts = {
        model: { artifacts: [{ uri: model }] },
        signature: { artifacts: [{ uri: join(model, name) }] },
      };
      const { exit, context } = await runTask(folder, { artifacts });
      expect([exit, lastLine(context).code, context.requests]).toEqual([20, 'INPUT_MALFORMED', []]);
    });
  });

  it('takes no flag beside the executor input', async () => {
    await withTempFolder(async (folder) => {
      const context: StepContext = await contextIn(folder, ['verify', '--executor-input', '{}', '--key', '/k']);
      expect(await runStep(context)).toBe(2);
    });
  });
});

describe('the gate task', () => {
  const outputs = ['verdict', 'digest'];
  it.each([
    ['pass', 0, 'sha256:x'],
    ['fail', 10, ''],
    ['undecided', 20, ''],
  ])('turns %s into exit %i and hands on the digest only when open', async (verdict, status, digest) => {
    await withTempFolder(async (folder) => {
      const parameters = { verdict, mode: 'enforce', code: 'X', digest: 'sha256:x' };
      const { exit } = await runTask(
        folder,
        { parameters, artifacts: {}, outputs, outputArtifacts: [] },
        undefined,
        'gate',
      );
      expect(exit).toBe(status);
      expect(await output(folder, 'digest')).toBe(digest);
    });
  });
});
