// SPDX-License-Identifier: Apache-2.0
import type { ComponentInterface, InputRow, OutputRow, ValueType } from './interfaces.js';
import { COMMAND } from './component-file.js';

const PARAMETER_TYPES: Partial<Record<ValueType, string>> = {
  String: 'STRING',
  Boolean: 'BOOLEAN',
  Integer: 'NUMBER_INTEGER',
};

const artifactType = (type: ValueType): object => ({ schemaTitle: `system.${type}`, schemaVersion: '0.0.1' });

/** A component of the intermediate representation. @see kubeflow/pipelines pipeline_spec.proto ComponentSpec */
export function irComponent(component: ComponentInterface): object {
  return {
    executorLabel: executorLabel(component),
    inputDefinitions: definitions(component.inputs),
    outputDefinitions: definitions(component.outputs),
  };
}

export const executorLabel = ({ name }: ComponentInterface): string => `exec-${name}`;

/** The container of a component. */
export const irExecutor = (component: ComponentInterface, image: string): object => ({
  container: { args: ['--executor-input', '{{$}}'], command: [COMMAND, component.verb], image },
});

/** Input or output definitions, artifacts apart from parameters, as the compiler writes them. */
export function definitions(rows: readonly (InputRow | OutputRow)[]): object {
  const artifacts = rows.filter((row) => PARAMETER_TYPES[row.type] === undefined);
  const parameters = rows.filter((row) => PARAMETER_TYPES[row.type] !== undefined);
  return {
    ...(artifacts.length === 0 ? {} : { artifacts: byName(artifacts, artifactDefinition) }),
    ...(parameters.length === 0 ? {} : { parameters: byName(parameters, parameterDefinition) }),
  };
}

const byName = <T extends { name: string }>(rows: readonly T[], of: (row: T) => object): object =>
  Object.fromEntries(rows.map((row) => [row.name, of(row)]));

const artifactDefinition = (row: InputRow | OutputRow): object => ({
  artifactType: artifactType(row.type),
  description: row.description,
  ...('optional' in row ? { isOptional: true } : {}),
});

const parameterDefinition = (row: InputRow | OutputRow): object => ({
  ...('default' in row ? { defaultValue: row.default } : {}),
  description: row.description,
  ...('default' in row ? { isOptional: true } : {}),
  parameterType: PARAMETER_TYPES[row.type],
});
