// SPDX-License-Identifier: Apache-2.0
import { MpkError, asArray, asObject, asString, optionalString, parseJson, type JsonObject } from '@mpk/core';
import { readRuntimeArtifact, safePath, type RuntimeArtifact } from './local-path.js';

/** Largest executor input: Linux passes no longer argument. */
export const MAX_EXECUTOR_INPUT_BYTES = 128 * 1024;

/** What the Kubeflow launcher tells a container, ready to use. */
export interface ExecutorInput {
  readonly parameters: JsonObject;
  /** not yet read: an artifact that a verb does not use may have any URI */
  readonly inputArtifacts: Readonly<Record<string, readonly unknown[]>>;
  /** name -> absolute path */
  readonly outputParameters: Readonly<Record<string, string>>;
  readonly outputArtifacts: Readonly<Record<string, RuntimeArtifact>>;
  readonly outputFile: string | undefined;
}

/**
 * Parses the executor input of Kubeflow Pipelines v2 (protojson).
 *
 * @throws MpkError `INPUT_MALFORMED`, `INPUT_TOO_LARGE`, `INPUT_UNSUPPORTED`
 * @see https://github.com/kubeflow/pipelines/blob/master/api/v2alpha1/pipeline_spec.proto ExecutorInput
 */
export function parseExecutorInput(text: string): ExecutorInput {
  const what = 'executor input';
  const json = asObject(parseJson(Buffer.from(text), { maxBytes: MAX_EXECUTOR_INPUT_BYTES, what }), what);
  const inputs = asObject(json['inputs'] ?? {}, `${what} inputs`);
  const outputs = asObject(json['outputs'] ?? {}, `${what} outputs`);
  const outputFile = optionalString(outputs['outputFile'], 'outputFile');
  return {
    parameters: asObject(inputs['parameterValues'] ?? {}, 'parameterValues'),
    inputArtifacts: mapValues(inputs['artifacts'], 'input artifacts', readList),
    outputParameters: mapValues(outputs['parameters'], 'output parameters', readOutputFile),
    outputArtifacts: mapValues(outputs['artifacts'], 'output artifacts', readSingle),
    outputFile: outputFile === undefined || outputFile === '' ? undefined : safePath(outputFile, 'outputFile'),
  };
}

function mapValues<T>(value: unknown, what: string, read: (value: unknown, what: string) => T): Record<string, T> {
  const entries = Object.entries(asObject(value ?? {}, what));
  return Object.fromEntries(entries.map(([name, member]) => [name, read(member, `${what} ${JSON.stringify(name)}`)]));
}

const readList = (value: unknown, what: string): unknown[] =>
  asArray(asObject(value, what)['artifacts'] ?? [], `${what} artifacts`);

const readOutputFile = (value: unknown, what: string): string =>
  safePath(asString(asObject(value, what)['outputFile'], `${what} outputFile`), what);

function readSingle(value: unknown, what: string): RuntimeArtifact {
  const list = readList(value, what);
  if (list.length !== 1) throw new MpkError('INPUT_UNSUPPORTED', `${what} has ${list.length} artifacts, expected 1`);
  return readRuntimeArtifact(list[0], what);
}
