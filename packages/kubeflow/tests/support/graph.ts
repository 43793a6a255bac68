// SPDX-License-Identifier: Apache-2.0
import { launch, type Artifact, type LaunchResult, type LauncherHost } from './launcher.js';

export interface GraphResult {
  readonly state: 'SUCCEEDED' | 'FAILED';
  readonly tasks: Readonly<Record<string, LaunchResult>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly artifacts: Readonly<Record<string, Artifact>>;
}

/**
 * Runs a compiled graph as the backend does: a task starts when those before it succeeded; the first failure fails the graph.
 *
 * @param ir - the pipeline document, parsed
 * @param hostOf - where each task runs
 */
export async function runGraph(
  ir: any,
  inputs: { parameters?: Record<string, unknown>; artifacts: Record<string, readonly Artifact[]> },
  hostOf: (task: string) => LauncherHost,
): Promise<GraphResult> {
  const { dag, inputDefinitions } = ir.root;
  const defaults = Object.entries<any>(inputDefinitions.parameters ?? {}).map(([name, d]) => [name, d.defaultValue]);
  const given = { ...Object.fromEntries(defaults), ...inputs.parameters };
  const tasks: Record<string, LaunchResult> = {};
  for (const [name, task] of inOrder(dag.tasks)) {
    const component = ir.components[task.componentRef.name];
    const { container } = ir.deploymentSpec.executors[component.executorLabel];
    tasks[name] = await launch(
      { ...component, container },
      {
        parameters: mapValues(task.inputs?.parameters, (p: any) => parameterOf(p, given, tasks)),
        artifacts: mapValues(task.inputs?.artifacts, (a: any) => inputs.artifacts[a.componentInputArtifact]!),
      },
      hostOf(name),
    );
    if (tasks[name].state === 'FAILED') return { state: 'FAILED', tasks, parameters: {}, artifacts: {} };
  }
  return {
    state: 'SUCCEEDED',
    tasks,
    parameters: mapValues(
      dag.outputs.parameters,
      ({ valueFromParameter: from }: any) => tasks[from.producerSubtask]!.parameters[from.outputParameterKey],
    ),
    artifacts: mapValues(
      dag.outputs.artifacts,
      ({ artifactSelectors: [from] }: any) => tasks[from.producerSubtask]!.artifacts[from.outputArtifactKey],
    ) as Record<string, Artifact>,
  };
}

const mapValues = (record: Record<string, any> = {}, of: (value: any) => any): Record<string, any> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, of(value)]));

function parameterOf(parameter: any, given: Record<string, unknown>, tasks: Record<string, LaunchResult>): unknown {
  if (parameter.runtimeValue) return parameter.runtimeValue.constant;
  if (parameter.componentInputParameter) return given[parameter.componentInputParameter];
  const { producerTask, outputParameterKey } = parameter.taskOutputParameter;
  return tasks[producerTask]!.parameters[outputParameterKey];
}

function inOrder(tasks: Record<string, any>): [string, any][] {
  const done = new Set<string>();
  const order: [string, any][] = [];
  while (order.length < Object.keys(tasks).length) {
    const ready = Object.entries(tasks).filter(
      ([name, task]) => !done.has(name) && (task.dependentTasks ?? []).every((d: string) => done.has(d)),
    );
    if (ready.length === 0) throw new Error('the graph has a cycle');
    for (const [name, task] of ready) {
      done.add(name);
      order.push([name, task]);
    }
  }
  return order;
}
