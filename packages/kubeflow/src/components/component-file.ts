// SPDX-License-Identifier: Apache-2.0
import type { ComponentInterface } from './interfaces.js';

/** Where the image keeps the step runner. */
export const COMMAND = '/usr/local/bin/mpk-step';

/**
 * A component file, in the form that `kfp.components.load_component_from_file` turns into IR.
 *
 * Everything reaches the container in one argument: placeholders for metadata and for lists arrive unresolved.
 */
export function componentFile(component: ComponentInterface, image: string): object {
  return {
    name: component.name,
    description: component.description,
    inputs: component.inputs.map(({ name, type, description, default: value, optional }) => ({
      name,
      type,
      ...(value === undefined ? {} : { default: value }),
      ...(optional === undefined ? {} : { optional }),
      description,
    })),
    outputs: component.outputs.map(({ name, type, description }) => ({ name, type, description })),
    implementation: {
      container: {
        image,
        command: [COMMAND, component.verb],
        args: ['--executor-input', { executorInput: null }, ...argumentsOf(component)],
      },
    },
  };
}

/** Which run it was, as Kubeflow names it: the launcher fills these in. */
export const RUN_ID = 'kfp:{{$.pipeline_job_uuid}}/{{$.pipeline_task_uuid}}';

const argumentsOf = ({ verb }: ComponentInterface): readonly string[] =>
  verb === 'record' ? ['--invocation-id', RUN_ID] : [];
