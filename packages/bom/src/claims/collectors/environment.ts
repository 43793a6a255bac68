// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, memberOf, type JsonValue } from '@mpk/formats';
import { baseNameOf, contentOf, textOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { yamlObjectOf } from '../documents.js';
import { each, step } from '../values.js';

/** Most packages of one file that are claimed. */
const MAX_PACKAGES = 2000;
/** Longest line of a requirement that is one. */
const MAX_LINE_CHARS = 1000;

/** Files that say which packages a model is run with. */
export const environment: Collector = {
  id: 'environment',
  reads: '`conda.yaml`, `environment.yml`, `python_env.yaml`, `requirements*.txt`: packages that they name',
  collect(file, sink) {
    const name = baseNameOf(file);
    if (/^(?:conda|environment|conda_env)\.ya?ml$/.test(name)) addLists(file, sink, ['dependencies']);
    else if (name === 'python_env.yaml') addLists(file, sink, ['build_dependencies', 'dependencies']);
    else if (/^requirements[\w.-]{0,100}\.txt$/.test(name)) addRequirements(file, sink);
  },
};

/** Lists of texts; within one of conda, `{pip: [...]}` is another. */
function addLists(file: ModelFile, sink: ClaimSink, names: readonly string[]): void {
  const value = yamlObjectOf(file, sink);
  const python = memberOf(value, 'python');
  if (typeof python === 'string') sink.add(file, 'dependency', `python==${python}`, { pointer: '/python' });
  const found = names.flatMap((name) => each(memberOf(value, name), step(name)));
  const all = found.flatMap(([item, pointer]): readonly (readonly [JsonValue, string])[] =>
    isJsonObject(item) ? each(memberOf(item, 'pip'), `${pointer}/pip`) : [[item, pointer]],
  );
  if (all.length > MAX_PACKAGES) sink.remark(file, 'too-large', { detail: 'more packages than are told' });
  for (const [item, pointer] of all.slice(0, MAX_PACKAGES)) {
    if (typeof item === 'string') sink.add(file, 'dependency', requirementOf(item), { pointer });
    else sink.remark(file, 'wrong-type', { pointer, detail: 'no text' });
  }
}

function addRequirements(file: ModelFile, sink: ClaimSink): void {
  const text = textOf(file);
  if (text === undefined) {
    const isText = contentOf(file, 'text') !== undefined;
    if (file.sizeBytes > 0) sink.unread(file, isText ? 'too-large' : 'malformed', 'it is not read');
    return;
  }
  const lines = text
    .replace(/\\\r?\n/g, ' ')
    .split('\n')
    .map(requirementOf);
  const packages = lines.filter((line) => line !== undefined);
  if (packages.length > MAX_PACKAGES) sink.remark(file, 'too-large', { detail: 'more packages than are told' });
  for (const one of packages.slice(0, MAX_PACKAGES)) sink.add(file, 'dependency', one, { pointer: '' });
}

/** A requirement without comments and options, as written. @returns undefined for what is none, such as `-r other.txt` */
function requirementOf(line: string): string | undefined {
  if (line.length > MAX_LINE_CHARS) return undefined;
  const plain = line
    .replace(/(?:^|\s)#.*$/s, '')
    .replace(/\s--hash=.*$/s, '')
    .trim();
  return plain === '' || plain.startsWith('-') ? undefined : plain;
}
