// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, memberOf, parseJsonText, type JsonValue } from '@mpk/formats';
import { baseNameOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { atPointer, yamlObjectOf } from '../documents.js';
import { addTexts, textAt } from '../fields.js';
import { each, step } from '../values.js';

/** Most flavors of one model, and most columns of a signature, that are claimed. */
const MAX_FLAVORS = 50;
const MAX_COLUMNS = 500;

/** Flavors whose version stands under a shorter name than their own. */
const VERSION_KEYS: ReadonlyMap<string, string> = new Map([
  ['xgboost', 'xgb_version'],
  ['lightgbm', 'lgb_version'],
]);

/** `MLmodel` of MLflow. */
export const mlmodel: Collector = {
  id: 'mlmodel',
  reads: '`MLmodel` of MLflow: flavors and versions of libraries, run, time, signature, what a loader imports',
  collect(file, sink) {
    if (baseNameOf(file) !== 'MLmodel') return;
    const value = yamlObjectOf(file, sink);
    if (value === undefined) return;
    const source = { file, sink, value };
    addTexts(source, [
      ['/model_uuid', 'uuid'],
      ['/run_id', 'training.run'],
    ]);
    addTime(file, sink, value);
    addVersion(file, sink, ['mlflow', '/mlflow_version', value]);
    const flavors = memberOf(value, 'flavors');
    if (isJsonObject(flavors))
      for (const [name, flavor] of flavors.members.slice(0, MAX_FLAVORS)) addFlavor(file, sink, name, flavor);
    else if (flavors !== undefined) sink.remark(file, 'wrong-type', { pointer: '/flavors', detail: 'no mapping' });
    addSignature(file, sink, value, 'inputs');
    addSignature(file, sink, value, 'outputs');
  },
};

/** `2024-05-01 10:00:00.123456`, of UTC. */
function addTime(file: ModelFile, sink: ClaimSink, value: JsonValue): void {
  const time = textAt(value, '/utc_time_created');
  if (time === undefined) return;
  const [, day, clock] = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,9})?)$/.exec(time) ?? [];
  sink.add(file, 'released', day === undefined ? time : `${day}T${clock}Z`, { pointer: '/utc_time_created' });
}

function addVersion(
  file: ModelFile,
  sink: ClaimSink,
  [library, pointer, value, under = '']: readonly [string, string, JsonValue | undefined, string?],
): void {
  const version = textAt(value, pointer);
  if (version !== undefined)
    sink.add(file, 'library.version', `${library} ${version}`, { pointer: `${under}${pointer}` });
}

/** `python_function` is how every other flavor is loaded; the others name the library that made the model. */
function addFlavor(file: ModelFile, sink: ClaimSink, name: string, value: JsonValue): void {
  const under = `/flavors${step(name)}`;
  const source = { file, sink, value, under };
  if (name === 'python_function') {
    addTexts(source, [['/loader_module', 'code.module']]);
    addVersion(file, sink, ['python', '/python_version', value, under]);
    return;
  }
  sink.add(file, 'library.name', name, { pointer: under });
  for (const key of [VERSION_KEYS.get(name) ?? `${name}_version`, ...(name === 'sklearn' ? [] : ['version'])])
    addVersion(file, sink, [name, step(key), value, under]);
  addTexts(source, [
    ['/task', 'task'],
    ['/pipeline_model_type', 'architecture'],
    ['/source_model_name', 'base-model'],
  ]);
  const base = textAt(value, '/source_model_name');
  if (base !== undefined)
    addTexts({ ...source, subject: `base:${base}` }, [['/source_model_revision', 'base-model.revision']]);
}

/** A list of columns as JSON in a text: `[{"name": "x", "type": "double"}]`, or tensors with a `tensor-spec`. */
function addSignature(file: ModelFile, sink: ClaimSink, value: JsonValue, side: 'inputs' | 'outputs'): void {
  const pointer = `/signature/${side}`;
  const text = textAt(value, pointer);
  if (text === undefined) return;
  const columns = parseJsonText(text);
  if (!Array.isArray(columns)) {
    sink.remark(file, 'malformed', { pointer, detail: 'no list as JSON' });
    return;
  }
  for (const [column] of each(columns as JsonValue, '').slice(0, MAX_COLUMNS)) {
    const claim = {
      name: textAt(column, '/name'),
      type: textAt(column, '/tensor-spec/dtype') ?? textAt(column, '/type'),
      shape: shapeOf(atPointer(column, '/tensor-spec/shape')),
    };
    sink.add(file, side === 'inputs' ? 'input' : 'output', claim, { pointer });
  }
}

/** -1 stands for any size. */
const shapeOf = (value: JsonValue | undefined): readonly (number | string)[] | undefined =>
  Array.isArray(value)
    ? (value as readonly JsonValue[]).map((size) => (typeof size === 'number' && size >= 0 ? size : '?'))
    : undefined;
