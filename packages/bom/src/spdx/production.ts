// SPDX-License-Identifier: Apache-2.0
import type { Production, TrainingRun } from '../documents/input.js';
import { cleanText, compareText } from '../documents/text.js';
import type { SpdxGraph } from './graph.js';

/**
 * What took part in making the model, as annotations of it.
 *
 * The Build profile demands a type of build, as a URI, which the record of a pipeline does not give.
 */
export function addProduction(
  graph: SpdxGraph,
  model: string,
  { images = [], packages = [], runs = [] }: Production,
): void {
  const statements = [
    ...images.map(
      ({ name, digest, tag }) => `production.image = ${joined(name, tag && `:${tag}`, digest && `@${digest}`)}`,
    ),
    ...packages.map(
      ({ name, version, sha256 }) =>
        `production.package = ${joined(name, version && `==${version}`, sha256 && ` sha256:${sha256}`)}`,
    ),
    ...runs.map((run) => `production.run = ${JSON.stringify(runOf(run))}`),
  ];
  for (const statement of [...new Set(statements.map(cleanText))].sort(compareText))
    graph.annotate(model, `${statement} <stated>`);
}

const joined = (...parts: readonly (string | undefined)[]): string => parts.join('');

const runOf = ({ id, name, startedAt, finishedAt, parameters, inputs }: TrainingRun): object => ({
  id,
  name,
  startedAt: startedAt?.toISOString(),
  finishedAt: finishedAt?.toISOString(),
  parameters,
  inputs,
});
