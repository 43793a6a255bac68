// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, type JsonMember, type JsonObject, type JsonValue } from '@mpk/formats';
import { readYaml } from '@mpk/formats/yaml';
import { contentOf, textOf, type ModelFile } from '../model-files.js';
import type { ClaimSink } from './claim-sink.js';
import { remarkDuplicates } from './duplicates.js';
import { mergeKeys } from './merge-keys.js';
import { at } from './values.js';

/** A JSON document that is an object. What it is else, and why it is not known, is remarked. */
export function jsonObjectOf(file: ModelFile, sink: ClaimSink): JsonObject | undefined {
  const content = contentOf(file, 'json');
  if (content === undefined) sink.unread(file, 'malformed', 'no JSON');
  else if (content.value === undefined) remarkSize(file, sink);
  else return objectOf(file, sink, content.value);
  return undefined;
}

/** Lists of tensors and vocabularies are large, and say little else. */
function remarkSize(file: ModelFile, sink: ClaimSink): void {
  sink.remark(file, 'too-large', { detail: 'larger than what is kept whole' });
}

/** As {@link jsonObjectOf}; of a document that is too large to keep, what is kept of its top. */
export function keptObjectOf(file: ModelFile, sink: ClaimSink): JsonObject | undefined {
  const whole = jsonObjectOf(file, sink);
  const content = contentOf(file, 'json');
  if (whole !== undefined || content === undefined || content.value !== undefined) return whole;
  const kept = content.kept.flatMap(({ pointer, value }): readonly JsonMember[] =>
    value === undefined || pointer.lastIndexOf('/') !== 0
      ? []
      : [[pointer.slice(1).replaceAll('~1', '/').replaceAll('~0', '~'), value]],
  );
  return { members: [...(content.facts ?? []), ...kept] };
}

/** The first document of a YAML file, which a JSON file is, too. What is wrong with it is remarked. */
export function yamlOf(file: ModelFile, sink: ClaimSink): JsonValue | undefined {
  const json = contentOf(file, 'json')?.value;
  if (json !== undefined) {
    remarkDuplicates(file, sink, json);
    return json;
  }
  const text = textOf(file);
  if (text === undefined) {
    const isText = contentOf(file, 'text') !== undefined || contentOf(file, 'json') !== undefined;
    sink.unread(file, isText ? 'too-large' : 'malformed', isText ? 'it is not read' : 'no text');
    return undefined;
  }
  if (!sink.mayParse(text.length)) {
    sink.unread(file, 'too-large', 'more YAML than is read of one model');
    return undefined;
  }
  const { documents, fault } = readYaml(text);
  if (fault !== undefined) sink.unread(file, fault === 'malformed' ? 'malformed' : 'too-large', 'YAML');
  const [value] = documents;
  if (value === undefined) return undefined;
  remarkDuplicates(file, sink, value);
  return mergeKeys(value);
}

/** As {@link yamlOf}, where it is a mapping. */
export function yamlObjectOf(file: ModelFile, sink: ClaimSink): JsonObject | undefined {
  const value = yamlOf(file, sink);
  if (value === undefined || isJsonObject(value)) return value;
  sink.unread(file, 'wrong-type', 'no mapping');
  return undefined;
}

function objectOf(file: ModelFile, sink: ClaimSink, value: JsonValue): JsonObject | undefined {
  remarkDuplicates(file, sink, value);
  if (isJsonObject(value)) return value;
  sink.unread(file, 'wrong-type', 'no object');
  return undefined;
}

/** The value at a pointer whose steps need no escapes, as tables of this package write them. */
export const atPointer = (value: JsonValue | undefined, pointer: string): JsonValue | undefined =>
  at(value, ...pointer.split('/').slice(1));
