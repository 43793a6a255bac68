// SPDX-License-Identifier: Apache-2.0
import { memberOf, isJsonObject, type JsonContent, type JsonValue } from '@mpk/formats';
import { readTemplate } from '@mpk/formats/template';
import { partsOf, type InspectedModel } from '../inspected-model.js';

/** Most templates of one model that are compared; models have one to five. */
export const MAX_TEMPLATES = 100;

/** A chat template that is not as in the base. */
export interface TemplateDifference {
  /** attacker-controlled; `default` where it has no name */
  readonly name: string;
  /** `unknown`: it was not read */
  readonly state: 'changed' | 'added' | 'removed' | 'unknown';
  /** of the model, or of the base where it was removed */
  readonly file: string;
}

interface Template {
  readonly name: string;
  readonly file: string;
  /** of what it does, whatever its space and quotes are; undefined where it was not read */
  readonly digest: string | undefined;
}

/**
 * Compares chat templates by name and by what they do, wherever they stand: in JSON (as a rule, the configuration of the tokenizer),
 * in files of their own, or in GGUF.
 */
export function compareTemplates(model: InspectedModel, base: InspectedModel): readonly TemplateDifference[] {
  const ours = templatesOf(model);
  const theirs = templatesOf(base);
  const inBase = Map.groupBy(theirs, ({ name }) => name);
  const names = new Set(ours.map(({ name }) => name));
  const differing = ours.flatMap(({ name, file, digest }): TemplateDifference[] => {
    const known = inBase.get(name);
    if (digest === undefined) return [{ name, file, state: 'unknown' }];
    if (known === undefined) return [{ name, file, state: 'added' }];
    if (known.some((one) => one.digest === digest)) return [];
    return [{ name, file, state: known.some((one) => one.digest === undefined) ? 'unknown' : 'changed' }];
  });
  const removed = theirs.filter(({ name }) => !names.has(name));
  return [...differing, ...removed.map(({ name, file }) => ({ name, file, state: 'removed' as const }))];
}

function templatesOf(model: InspectedModel): readonly Template[] {
  const templates: Template[] = [];
  for (const { name, file, text } of textsOf(model)) {
    if (templates.length >= MAX_TEMPLATES) return [...templates, { name: 'of many', file, digest: undefined }];
    templates.push({ name, file, digest: text === undefined ? undefined : readTemplate(text).sha256 });
  }
  return templates;
}

interface TemplateText {
  readonly name: string;
  readonly file: string;
  readonly text: string | undefined;
}

function* textsOf(model: InspectedModel): Generator<TemplateText> {
  for (const { file, content } of partsOf(model, 'json')) {
    yield* inJson(file.name, templateMember(content));
  }
  for (const { file, part, content } of partsOf(model, 'text')) {
    if (part.path.length > 0 || !TEMPLATE_NAME.test(file.name)) continue;
    yield { name: nameOfFile(file.name), file: file.name, text: content.complete ? content.text : undefined };
  }
  for (const { file, content } of partsOf(model, 'tensors')) {
    for (const { key, value } of content.metadata) {
      if (key !== GGUF_KEY && !key.startsWith(`${GGUF_KEY}.`)) continue;
      const name = key.slice(GGUF_KEY.length + 1) || 'default';
      yield { name, file: file.name, text: typeof value === 'string' ? value : undefined };
    }
  }
}

const TEMPLATE_NAME = /\.(?:jinja2?|j2)$/i;
const GGUF_KEY = 'tokenizer.chat_template';
const lastStep = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

function nameOfFile(file: string): string {
  const name = lastStep(file).replace(TEMPLATE_NAME, '');
  return name === 'chat_template' ? 'default' : name;
}

/** @returns null where the document has one that was not kept */
function templateMember({ value, kept }: JsonContent): JsonValue | undefined {
  if (value !== undefined) return memberOf(value, 'chat_template');
  const found = kept.find(({ pointer }) => pointer === '/chat_template');
  return found && (found.value ?? null);
}

/** One text, or a list of them with names. */
function* inJson(file: string, value: JsonValue | undefined): Generator<TemplateText> {
  if (value === undefined) return;
  if (typeof value === 'string') yield { name: 'default', file, text: value };
  else if (isJsonObject(value)) {
    for (const [name, text] of value.members) yield { name, file, text: textOf(text) };
  } else if (Array.isArray(value)) {
    for (const one of value as readonly JsonValue[]) {
      yield { name: textOf(memberOf(one, 'name')) ?? 'default', file, text: textOf(memberOf(one, 'template')) };
    }
  } else yield { name: 'default', file, text: undefined };
}

const textOf = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
