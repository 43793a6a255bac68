// SPDX-License-Identifier: Apache-2.0
import { readYaml, type YamlReading } from '@mpk/formats/yaml';
import { partsOf, type FoundPart, type InspectedModel } from './inspected-model.js';
import { valuesWithin, type NamedValue } from './json-values.js';

/** Most bytes of one model's YAML that are parsed: it takes seconds a megabyte. */
export const MAX_PARSED_YAML_BYTES = 4 * 1024 * 1024;

/** Files and members that tools read as YAML; MLflow's has no ending. */
const YAML_NAME = /(?:\.ya?ml|(?:^|\/)MLmodel)$/i;
/** Cards of models begin with YAML between such lines. */
const FRONT_MATTER = /^\uFEFF?---[ \t]*(?:\r\n?|\n)([\s\S]*?)^(?:---|\.\.\.)[ \t]*$/m;
/**
 * What a text has that says anything to a loader: a tag (all begin with `!`), a name that the checks know, or an escape that may
 * hide either. Others are not parsed.
 */
const TELLING = /[!\\]|target|trust_remote_code|auto_map|auto_mapping|loader_module|attn_implementation/;

/** YAML of a model that may say something to a loader. */
export interface YamlPart {
  readonly found: FoundPart<'text'>;
  /** undefined where the text, or all YAML together, is larger than what is looked at */
  readonly reading: YamlReading | undefined;
  readonly values: () => Generator<NamedValue>;
}

/** All of it, in the order of files. */
export function yamlPartsOf(model: InspectedModel): readonly YamlPart[] {
  const known = cache.get(model);
  if (known !== undefined) return known;
  let bytesLeft = MAX_PARSED_YAML_BYTES;
  const parts: YamlPart[] = [];
  for (const found of partsOf(model, 'text')) {
    const text = yamlIn(found);
    if (text === undefined) continue;
    const isWhole = found.content.complete && text.length <= bytesLeft;
    if (isWhole && !TELLING.test(text)) continue;
    if (isWhole) bytesLeft -= text.length;
    const reading = isWhole ? readYaml(text) : undefined;
    parts.push({ found, reading, values: () => valuesWithin(reading?.documents ?? []) });
  }
  cache.set(model, parts);
  return parts;
}

/** Several checks ask for it. */
const cache = new WeakMap<InspectedModel, readonly YamlPart[]>();

function yamlIn({ file, part, content }: FoundPart<'text'>): string | undefined {
  const name = part.path.at(-1) ?? file.name;
  if (YAML_NAME.test(name)) return content.text;
  return /\.md$/i.test(name) ? FRONT_MATTER.exec(content.text)?.[1] : undefined;
}
