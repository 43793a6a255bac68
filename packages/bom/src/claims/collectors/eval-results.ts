// SPDX-License-Identifier: Apache-2.0
import { memberOf, type JsonValue } from '@mpk/formats';
import type { ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { yamlOf } from '../documents.js';
import { textAt } from '../fields.js';
import { each, numberOf } from '../values.js';

/** Most results of one file. */
const MAX_RESULTS = 1000;

/** `.eval_results/*.yaml`, as the Hub specifies them. */
export const evalResults: Collector = {
  id: 'eval-results',
  reads: '`.eval_results/*.yaml`: results of evaluations, with what was measured and who says so',
  collect(file, sink) {
    if (!/(?:^|\/)\.eval_results\/[^/]+\.ya?ml$/.test(file.name)) return;
    const value = yamlOf(file, sink);
    if (value === undefined) return;
    const results = each(value, '');
    if (results.length > MAX_RESULTS) sink.remark(file, 'too-large', { detail: 'more results than are told' });
    for (const [result, pointer] of results.slice(0, MAX_RESULTS)) addResult(file, sink, result, pointer);
  },
};

/** `{dataset: {id, task_id, revision}, value, verifyToken, source: {url, name}}` */
function addResult(file: ModelFile, sink: ClaimSink, result: JsonValue, pointer: string): void {
  const dataset = textAt(result, '/dataset/id');
  const task = textAt(result, '/dataset/task_id');
  const written = memberOf(result, 'value');
  const value = numberOf(written) ?? (typeof written === 'string' ? written : undefined);
  if (dataset === undefined || value === undefined) {
    sink.remark(file, 'wrong-type', { pointer, detail: 'no result: it has no data set or no value' });
    return;
  }
  const revision = textAt(result, '/dataset/revision');
  sink.add(file, 'dataset.evaluation', dataset, { pointer: `${pointer}/dataset/id` });
  const subject = `dataset:${dataset}`;
  sink.add(file, 'dataset.evaluation.revision', revision, { pointer: `${pointer}/dataset/revision`, subject });
  const claim = {
    task,
    dataset,
    revision,
    // What is measured is said by the task of the benchmark.
    metric: task ?? 'value',
    value,
    source: textAt(result, '/source/url') ?? textAt(result, '/source/name'),
    verified: textAt(result, '/verifyToken') === undefined ? undefined : true,
  };
  sink.add(file, 'metric', claim, { pointer });
}
