// SPDX-License-Identifier: Apache-2.0
import { DEFAULT_POLICY_ROOT } from '@mpk/steps';
import { GATE, VERIFY, type ComponentInterface, type InputRow, type OutputRow } from './interfaces.js';
import { definitions, executorLabel, irComponent, irExecutor } from './ir.js';

/** The ConfigMap that the gate mounts, in the namespace of the run. */
export const POLICY_CONFIGMAP = 'mpk-policy';

const NAME = 'mpk-verify-gate';
const DESCRIPTION = 'Verify a model, keep the report, and go on only with a verified copy of it. Never cached.';

/**
 * The first task. A name of its own: the SDK gives the mount of an executor to every executor of that name in the user's
 * pipeline, and a bare `mpk-verify` may be there too.
 */
const REPORT: ComponentInterface = { ...VERIFY, name: 'mpk-verify-report' };

/** What the graph takes: what its user may choose. The rest is fixed here. */
const INPUTS: readonly InputRow[] = VERIFY.inputs.filter(({ name }) => name === 'model' || name === 'policy_path');

const FROM_GATE = ['verdict', 'digest'];
const FROM_VERIFY = ['report', 'result', 'verified_model'];
const OUTPUTS: readonly OutputRow[] = [
  ...GATE.outputs.filter(({ name }) => FROM_GATE.includes(name)),
  ...VERIFY.outputs.filter(({ name }) => FROM_VERIFY.includes(name)),
];

/**
 * The gate as a compiled graph: two documents, the pipeline and its Kubernetes part.
 *
 * A component file cannot keep its user's pipeline from caching it, and loses its mounts; a graph keeps both. The first task
 * reports: it exits 0, so that its report is kept. The second one fails on the verdict, which is data, because an exit status
 * can get lost on the way. Verdict and digest come from the second task, so nothing that needs them runs before it.
 *
 * @see https://www.kubeflow.org/docs/components/pipelines/ for the caching of tasks
 */
export function gateGraph(image: string): readonly [pipeline: object, platform: object] {
  const pipeline = {
    components: { [`comp-${GATE.name}`]: irComponent(GATE), [`comp-${REPORT.name}`]: irComponent(REPORT) },
    deploymentSpec: {
      executors: {
        [executorLabel(GATE)]: irExecutor(GATE, image),
        [executorLabel(REPORT)]: irExecutor(REPORT, image),
      },
    },
    pipelineInfo: { description: DESCRIPTION, name: NAME },
    root: {
      dag: { outputs: graphOutputs(), tasks: { [GATE.name]: gateTask(), [REPORT.name]: verifyTask() } },
      inputDefinitions: definitions(INPUTS),
      outputDefinitions: definitions(OUTPUTS),
    },
    schemaVersion: '2.1.0',
    sdkVersion: 'kfp-2.17.0',
  };
  const mount = { configMapName: POLICY_CONFIGMAP, mountPath: DEFAULT_POLICY_ROOT, optional: false };
  const executors = { [executorLabel(REPORT)]: { configMapAsVolume: [mount] } };
  return [pipeline, { platforms: { kubernetes: { deploymentSpec: { executors } } } }];
}

function graphOutputs(): object {
  const parameters = FROM_GATE.map((name) => [
    name,
    { valueFromParameter: { outputParameterKey: name, producerSubtask: GATE.name } },
  ]);
  const artifacts = FROM_VERIFY.map((name) => [
    name,
    { artifactSelectors: [{ outputArtifactKey: name, producerSubtask: REPORT.name }] },
  ]);
  return { artifacts: Object.fromEntries(artifacts) as object, parameters: Object.fromEntries(parameters) as object };
}

/** No `enableCache`: with it, a pass of yesterday would stand for the bytes, the policy and the day of today. */
const UNCACHED = { cachingOptions: {} };

const verifyTask = (): object => ({
  ...UNCACHED,
  componentRef: { name: `comp-${REPORT.name}` },
  inputs: {
    artifacts: { model: { componentInputArtifact: 'model' } },
    parameters: {
      on_failure: { runtimeValue: { constant: 'report' } },
      policy_path: { componentInputParameter: 'policy_path' },
    },
  },
  taskInfo: { name: REPORT.name },
});

const gateTask = (): object => ({
  ...UNCACHED,
  componentRef: { name: `comp-${GATE.name}` },
  dependentTasks: [REPORT.name],
  inputs: {
    parameters: Object.fromEntries(
      GATE.inputs.map(({ name }) => [
        name,
        { taskOutputParameter: { outputParameterKey: name, producerTask: REPORT.name } },
      ]),
    ),
  },
  taskInfo: { name: GATE.name },
});
