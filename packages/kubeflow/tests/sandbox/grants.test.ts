// SPDX-License-Identifier: Apache-2.0
import { EMPTY_PLAN, type OutputPlan, type StepCall, type VerifyCall } from '@mpk/steps';
import { thrownCode } from '@mpk/testkit';
import { grantsFor, type Grants } from '../../src/index.js';

const PLAN: OutputPlan = {
  parameters: { verdict: '/tmp/kfp/outputs/verdict' },
  artifacts: { report: { name: 'report', uri: 's3://b/r/report', path: '/s3/b/r/report', metadata: {} } },
  executorOutputPath: '/s3/b/r/output_metadata.json',
};
const VERIFY: VerifyCall = {
  verb: 'verify',
  models: [{ uri: 's3://b/m', path: '/s3/b/m', metadata: {} }],
  policy: { from: 'mounted', path: '' },
  onFailure: 'fail',
  handOn: true,
};
const OUTPUTS = ['/s3/b/r/output_metadata.json', '/s3/b/r/report', '/tmp/kfp/outputs/verdict'];
const OWN = ['/dev/termination-log', '/tmp/scratch'];

const grants = (call: StepCall | undefined, plan = PLAN, folders = true, env = {}): Grants =>
  grantsFor({ call, plan, env, scratchFolder: '/tmp/scratch' }, () => folders);

describe('the grants of verify', () => {
  it('read the model, the policy and its neighbours, and write the declared outputs', () => {
    const { read, write, workers } = grants(VERIFY);
    expect(write).toEqual([...OWN, ...OUTPUTS].sort());
    expect(read).toEqual([...OWN, ...OUTPUTS, '/etc/mpk/policy-digest', '/policy', '/s3/b/m'].sort());
    expect(workers).toBe(true);
  });

  it('read the signature beside a single file', () => {
    expect(grants(VERIFY, EMPTY_PLAN, false).read).toContain('/s3/b/m.sig');
  });

  it('read the Hugging Face cache for a model that is named by URI', () => {
    const models = [{ uri: 'hf://a/b@c', path: 'hf://a/b@c', metadata: {} }];
    const { read } = grants({ ...VERIFY, models }, EMPTY_PLAN, true, { HF_HOME: '/hf' });
    expect(read).toContain('/hf/hub');
    expect(read.join()).not.toContain('://');
  });

  it('let outputs be made beside their places, but no folder that is there', () => {
    expect(grants(VERIFY, PLAN, false).staged).toEqual(OUTPUTS);
    expect(grants(VERIFY, PLAN, true).staged).toEqual([]);
  });

  it('never write to the model, the policy or the signature', () => {
    const { write } = grants({ ...VERIFY, signaturePath: '/s3/b/sig', lockPath: '/l', keyPath: '/k' });
    for (const path of ['/s3/b/m', '/policy', '/s3/b/sig', '/l', '/k']) expect(write).not.toContain(path);
  });

  it.each([
    ['the folder of an operator’s policy', { from: 'operator', path: '/etc/p/policy.yaml' }, '/etc/p'],
    [
      'the service account for a ConfigMap',
      { from: 'configmap', reference: 'a/b' },
      '/var/run/secrets/kubernetes.io/serviceaccount',
    ],
    ['a policy artifact', { from: 'artifact', path: '/s3/p' }, '/s3/p'],
  ] as const)('read %s', (_what, policy, path) => {
    expect(grants({ ...VERIFY, policy }).read).toContain(path);
  });

  it('leave the service account alone where it is not needed', () => {
    expect(grants(VERIFY).read.join()).not.toContain('serviceaccount');
  });

  it('never grant the root, not even for a policy that lies there', () => {
    const { read, write } = grants({ ...VERIFY, policy: { from: 'operator', path: '/policy.yaml' } });
    expect([...read, ...write]).not.toContain('/');
    expect(read).toContain('/policy.yaml');
  });

  it('refuse a path that Node would take for a pattern', async () => {
    const models = [{ uri: 's3://b/*', path: '/s3/b/*', metadata: {} }];
    expect(await thrownCode(() => grants({ ...VERIFY, models }))).toBe('INPUT_UNSUPPORTED');
  });
});

describe('the grants of the other verbs', () => {
  it('let sign read its key and write no input', () => {
    const call: StepCall = {
      verb: 'sign',
      model: VERIFY.models[0]!,
      method: { certificate: { privateKeyPath: '/signing/k', certificatePath: '/signing/c', chainPaths: ['/x/i'] } },
      overwrite: true,
      handOn: true,
    };
    const { read, write } = grants(call, EMPTY_PLAN);
    expect(read).toEqual(expect.arrayContaining(['/s3/b/m', '/signing/c', '/signing/k', '/x/i']));
    expect(write).toEqual([...OWN].sort());
  });

  it('let sign write beside the bundle’s place on a command line', () => {
    const call: StepCall = {
      verb: 'sign',
      model: VERIFY.models[0]!,
      method: { key: { privateKeyPath: '/k' } },
      overwrite: false,
      handOn: false,
      outputPath: '/out/model.sig',
    };
    expect(grants(call, EMPTY_PLAN).write).toEqual([...OWN, '/out'].sort());
  });

  it('let gate, and a step whose inputs cannot be read, touch its outputs only', () => {
    const gate: StepCall = { verb: 'gate', verdict: 'pass', mode: '', code: '', digest: '' };
    for (const call of [gate, undefined]) {
      const { read, write, workers } = grants(call);
      expect([read, write, workers]).toEqual([
        [...OWN, ...OUTPUTS, '/etc/mpk/policy-digest'].sort(),
        [...OWN, ...OUTPUTS].sort(),
        false,
      ]);
    }
  });
});
