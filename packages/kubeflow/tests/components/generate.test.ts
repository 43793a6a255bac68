// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ARTIFACT_NAMES, EMPTY_PARAMETERS } from '@mpk/steps';
import { thrownCode } from '@mpk/testkit';
import { parse, parseAllDocuments } from 'yaml';
import { PLACEHOLDER_IMAGE, generateComponents } from '../../src/index.js';
import { GATE, RECORD, SIGN, VERIFY } from '../../src/components/interfaces.js';

const ROOT = join(import.meta.dirname, '../../../..');
const IMAGE = `registry.example:5000/ml/mpk-step@sha256:${'a1'.repeat(32)}`;
const at = (files: Record<string, string>, name: string): string => files[`packages/kubeflow/components/${name}`]!;
const graph = (): any[] => parseAllDocuments(at(generateComponents(), 'verify-gate.yaml')).map((d: any) => d.toJS());

describe('the generated files', () => {
  it.each(Object.keys(generateComponents()))('are committed as they are generated: %s', async (path) => {
    expect(await readFile(join(ROOT, path), 'utf8')).toBe(generateComponents()[path]);
  });

  it('hold the image that they are made for, wherever one is named', () => {
    const files = generateComponents(IMAGE);
    for (const name of ['verify.component.yaml', 'sign.component.yaml', 'verify-gate.yaml']) {
      expect(at(files, name)).toContain(IMAGE);
      expect(at(files, name)).not.toContain(PLACEHOLDER_IMAGE);
    }
  });

  it.each([
    ['registry.example/mpk-step:latest'],
    ['mpk-step'],
    ['registry.example/mpk-step@sha256:abc'],
    [`registry.example/mpk-step@sha256:${'A'.repeat(64)}`],
    [`x y@sha256:${'a'.repeat(64)}`],
    [''],
  ])('are not made for the image %j, which is not pinned', async (image) => {
    expect(await thrownCode(() => generateComponents(image))).toBe('INPUT_MALFORMED');
  });
});

describe('a component', () => {
  it.each([
    ['verify.component.yaml', VERIFY],
    ['sign.component.yaml', SIGN],
    ['gate.component.yaml', GATE],
    ['record.component.yaml', RECORD],
  ])('in %s runs the step with the executor input, and nothing else but the id of the run', (name, component) => {
    const { implementation, inputs, outputs } = parse(at(generateComponents(), name));
    expect(implementation.container).toEqual({
      image: PLACEHOLDER_IMAGE,
      command: ['/usr/local/bin/mpk-step', component.verb],
      args: [
        '--executor-input',
        { executorInput: null },
        ...(component === RECORD ? ['--invocation-id', 'kfp:{{$.pipeline_job_uuid}}/{{$.pipeline_task_uuid}}'] : []),
      ],
    });
    expect(inputs.map((i: any) => i.name)).toEqual(component.inputs.map((i) => i.name));
    expect(outputs.map((o: any) => o.name)).toEqual(component.outputs.map((o) => o.name));
  });

  it.each([[VERIFY], [SIGN], [GATE], [RECORD]])('declares only outputs that the step gives', ({ verb, outputs }) => {
    const known = [...Object.keys(EMPTY_PARAMETERS[verb]), ...ARTIFACT_NAMES[verb]];
    expect(outputs.map((o) => o.name).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('gives every parameter a default, so that only the model must be passed', () => {
    for (const { inputs } of [VERIFY, SIGN, GATE, RECORD]) {
      const needed = inputs.filter((i) => i.default === undefined && i.optional === undefined).map((i) => i.name);
      expect(['', 'model', 'command']).toContain(needed.join(','));
    }
  });
});

describe('the gate graph', () => {
  it('is never cached', () => {
    const { tasks } = graph()[0].root.dag;
    expect(Object.values<any>(tasks).map((task) => task.cachingOptions)).toEqual([{}, {}]);
  });

  it('mounts its policy and does not start without it', () => {
    const { executors } = graph()[1].platforms.kubernetes.deploymentSpec;
    expect(executors).toEqual({
      'exec-mpk-verify-report': {
        configMapAsVolume: [{ configMapName: 'mpk-policy', mountPath: '/policy', optional: false }],
      },
    });
  });

  it('lets its user choose neither what a failure does nor a policy from elsewhere', () => {
    const [{ root }] = graph();
    expect(root.dag.tasks['mpk-verify-report'].inputs.parameters.on_failure.runtimeValue.constant).toBe('report');
    expect(Object.keys(root.inputDefinitions.parameters)).toEqual(['policy_path']);
  });
});
