// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, type JsonValue } from '@mpk/formats';
import { readYaml, type YamlReading } from '@mpk/formats/yaml';
import type { ModelFile } from '../model-files.js';
import { mergeKeys } from './merge-keys.js';

/** A text that begins with YAML between two fences. */
export interface FrontMatter {
  /** the first document; undefined where there is none, or it was not read */
  readonly value: JsonValue | undefined;
  readonly fault: YamlReading['fault'];
  /** what follows the second fence; all of the text where there are none */
  readonly body: string;
}

const FENCE = /^---[ \t]*$/;

/**
 * Splits a card into its front matter and its body.
 *
 * Only `---` opens and closes it, with nothing but space around: a fence that names a language (`---js`) is text, and is never run.
 * What is opened and not closed is malformed. Merge keys are followed, as PyYAML does.
 *
 * @param text - attacker-controlled
 */
export function splitFrontMatter(text: string): FrontMatter {
  const whole = text.replace(/^\uFEFF/, '');
  // The Hub passes over space before the first fence, and has lines end as it likes.
  const lines = whole.trimStart().split(/\r\n?|\n/);
  if (!FENCE.test(lines[0] ?? '')) return { value: undefined, fault: undefined, body: whole };
  const end = lines.findIndex((line, i) => i > 0 && FENCE.test(line));
  // A rule above a text is no front matter: that has names.
  if (end < 0) return { value: undefined, fault: isNames(lines[1]) ? 'malformed' : undefined, body: whole };
  const { documents, fault } = readYaml(lines.slice(1, end).join('\n'));
  const [first, ...others] = documents;
  return {
    value: first === undefined ? undefined : mergeKeys(first),
    // Readers take one of several, or none.
    fault: others.some(isJsonObject) ? 'malformed' : fault,
    body: lines.slice(end + 1).join('\n'),
  };
}

/** As {@link splitFrontMatter}, of a card that several collectors ask for: it is parsed once. */
export function frontMatterOf(file: ModelFile, text: string): FrontMatter {
  const known = cards.get(file);
  if (known !== undefined) return known;
  const split = splitFrontMatter(text);
  cards.set(file, split);
  return split;
}

const cards = new WeakMap<ModelFile, FrontMatter>();

const isNames = (line = ''): boolean => /^[A-Za-z_][\w-]*:(?:\s|$)/.test(line);
