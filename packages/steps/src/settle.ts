// SPDX-License-Identifier: Apache-2.0
import { rm } from 'node:fs/promises';
import { isMpkError, type MpkError } from '@mpk/core';
import { failureAnswer, resultArtifact, type ArtifactContent, type StepAnswer } from './answer.js';
import type { OutputPlan } from './call.js';
import type { Dialect } from './dialects/dialect.js';
import { removeFile, unwritable } from './output-file.js';

/** Artifacts that are whole models: nothing was there before, so what is there afterwards is ours. */
const MODELS: readonly string[] = ['verified_model', 'signed_model', 'trained_model'];

/** Removes what an earlier run left where this one will answer: whatever ends this process, it must not pass for its answer. */
export async function clearOutputs(plan: OutputPlan): Promise<void> {
  for (const path of filePaths(plan)) await removeFile(path);
}

/**
 * Writes an answer's outputs. Where that fails, what was written goes again, and the answer says so, in the outputs too.
 *
 * @returns the answer that holds
 */
export async function settle(answer: StepAnswer, dialect: Dialect, plan: OutputPlan): Promise<StepAnswer> {
  const madeModels: string[] = [];
  try {
    await dialect.render(withResult(answer, madeModels), plan);
    return answer;
  } catch (error) {
    const uri = 'model' in answer.result ? answer.result.model.uri : '';
    const failure = failureAnswer(answer.verb, outputError(error), uri);
    // What is on disk must not say more than this answer does.
    for (const path of filePaths(plan)) await removeFile(path);
    for (const path of madeModels) await rm(path, { recursive: true, force: true }).catch(() => undefined);
    await answer.amend?.(failure).catch(() => undefined);
    await dialect.render(withResult(failure, []), plan).catch(() => undefined);
    return failure;
  }
}

/** The answer with its result as an artifact; a model that was written adds its path to `madeModels`. */
function withResult(answer: StepAnswer, madeModels: string[]): StepAnswer {
  const artifacts = Object.entries(answer.artifacts).map(([name, content]): [string, ArtifactContent] => {
    const { write } = content;
    if (write === undefined || !MODELS.includes(name)) return [name, content];
    const record = (path: string): Promise<void> => write(path).then(() => void madeModels.push(path));
    return [name, { ...content, write: record }];
  });
  return { ...answer, artifacts: { ...Object.fromEntries(artifacts), result: resultArtifact(answer.result) } };
}

const filePaths = ({ parameters, artifacts, executorOutputPath, xcomPath }: OutputPlan): string[] => [
  ...Object.values(parameters),
  ...Object.entries(artifacts).flatMap(([name, { path }]) => (MODELS.includes(name) ? [] : [path])),
  ...(executorOutputPath === undefined ? [] : [executorOutputPath]),
  ...(xcomPath === undefined ? [] : [xcomPath]),
];

const outputError = (error: unknown): MpkError => (isMpkError(error) ? error : unwritable('an output', error));
