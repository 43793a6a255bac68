// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, memberOf, type JsonValue } from '@mpk/formats';
import { contentOf, isCard, textOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { remarkDuplicates } from '../duplicates.js';
import { textAt } from '../fields.js';
import { frontMatterOf } from '../front-matter.js';
import { addLicenses } from '../license-fields.js';
import { addProse } from '../prose/card-prose.js';
import { nameInTitle } from '../title-names.js';
import { isTitle, sectionIds } from '../section-ids.js';
import { isPlaceholder, isTemplateText } from '../section-texts.js';
import { sectionsOf, type Section } from '../sections.js';
import { sectionsOnLimits, wordsOf } from '../section-words.js';
import { addTrainerCard } from '../trainer-card.js';
import { at, each, isNothing, numberOf, occurrencesOf, step, textsOf } from '../values.js';
import type { ClaimName } from '../vocabulary.js';

/** Members of the front matter that are texts, or lists of them. */
const TEXTS: readonly (readonly [key: string, claim: ClaimName])[] = [
  ['license_name', 'license.name'],
  ['license_link', 'license.link'],
  ['language', 'language'],
  ['library_name', 'library.name'],
  ['pipeline_tag', 'task'],
  ['datasets', 'dataset.training'],
  ['base_model', 'base-model'],
  ['base_model_relation', 'base-model.relation'],
  ['new_version', 'superseded-by'],
  ['model_name', 'name'],
  ['model_creator', 'author'],
  ['quantized_by', 'quantized-by'],
  ['extra_gated_prompt', 'gated'],
];
/** Sections whose words are facts by themselves. */
const WORDS: Readonly<Record<string, ClaimName>> = {
  'intended-use': 'intended-use',
  'out-of-scope-use': 'out-of-scope-use',
  limitations: 'limitation',
  bias: 'bias',
};

/** `README.md` at the top of a model: its front matter as the Hub specifies it, and its sections. */
export const card: Collector = {
  id: 'card',
  reads:
    '`README.md`: front matter and sections; base, licence and number of parameters that a sentence, or a label, names in so many words, and that it forbids commercial use; hyperparameters and versions that the Trainer lists',
  collect(file, sink) {
    if (!isCard(file)) return;
    const text = textOf(file);
    if (text === undefined) {
      const isText = contentOf(file, 'text') !== undefined;
      const [kind, detail] = isText
        ? (['too-large', 'the card is not read'] as const)
        : (['malformed', 'the card is no text'] as const);
      sink.unread(file, kind, detail, 'card');
      return;
    }
    const controls = contentOf(file, 'text')?.controls ?? 0;
    if (controls > 0) sink.remark(file, 'malformed', { detail: `control characters in it: ${controls}` });
    const { value, fault, body } = frontMatterOf(file, text);
    if (fault !== undefined)
      sink.unread(file, fault === 'malformed' ? 'malformed' : 'too-large', 'front matter', 'front matter');
    if (isJsonObject(value)) addFrontMatter(file, sink, value);
    else if (value !== undefined && value !== '')
      sink.unread(file, 'wrong-type', 'the front matter is no mapping', 'front matter');
    const headed = sectionsOf(body);
    addSections(file, sink, headed);
    addTrainerCard(file, sink, headed);
    // What stands above the first heading is prose as well.
    const sections = sectionsOf(`# \n${body}`);
    const told = (key: string): readonly string[] => textsOf(memberOf(value, key), '').map(([one]) => one);
    addProse(file, sink, sections, { bases: told('base_model'), licenses: told('license') });
  },
};

function addFrontMatter(file: ModelFile, sink: ClaimSink, value: JsonValue): void {
  remarkDuplicates(file, sink, value);
  addLicenses({ file, sink, value }, 'license');
  for (const [key, claim] of TEXTS) {
    for (const [member, where] of occurrencesOf(value, key, step(key))) {
      // What a licence is called says something that nobody reads.
      const isText = each(member, where).every(([one]) => one === null || typeof one === 'string');
      if (!isText && key.startsWith('license_')) sink.unread(file, 'wrong-type', `${key} is no text`, 'license');
      else if (isJsonObject(member)) sink.remark(file, 'wrong-type', { pointer: where, detail: 'a mapping' });
      for (const [text, pointer] of textsOf(member, where)) sink.add(file, claim, text, { pointer });
    }
  }
  for (const [tags, where] of occurrencesOf(value, 'tags', '/tags'))
    for (const [tag, pointer] of textsOf(tags, where)) addTag(file, sink, tag, pointer);
  addEmissions(file, sink, memberOf(value, 'co2_eq_emissions'));
  addResults(file, sink, memberOf(value, 'model-index'));
}

/** Tags carry facts: `arxiv:...`, `base_model:quantized:org/name`, `dataset:...`, `license:...`. */
function addTag(file: ModelFile, sink: ClaimSink, tag: string, pointer: string): void {
  const cut = tag.indexOf(':');
  const [kind, rest] = [tag.slice(0, Math.max(0, cut)).toLowerCase(), tag.slice(cut + 1)];
  if (isNothing(rest)) return;
  if (kind === 'dataset') sink.add(file, 'dataset.training', rest, { pointer });
  else if (kind === 'license') sink.add(file, 'license', rest, { pointer });
  else if (kind === 'doi') sink.add(file, 'doi', rest, { pointer });
  else if (kind === 'base_model') {
    const [, relation, base = ''] = /^(?:(adapter|finetune|merge|quantized):)?(.*)$/s.exec(rest) ?? [];
    sink.add(file, 'base-model', base, { pointer });
    sink.add(file, 'base-model.relation', relation, { pointer });
  } else sink.add(file, 'tag', tag, { pointer });
}

/** A number of grams, or a mapping with it. */
function addEmissions(file: ModelFile, sink: ClaimSink, value: JsonValue | undefined): void {
  const pointer = '/co2_eq_emissions';
  if (!isJsonObject(value)) {
    sink.add(file, 'energy.co2', numberOf(value), { pointer });
    return;
  }
  sink.add(file, 'energy.co2', numberOf(memberOf(value, 'emissions')), { pointer: `${pointer}/emissions` });
  for (const [key, claim] of [
    ['source', 'energy.source'],
    ['geographical_location', 'energy.place'],
    ['hardware_used', 'hardware'],
  ] as const) {
    for (const [text, where] of textsOf(memberOf(value, key), pointer + step(key)))
      sink.add(file, claim, text, { pointer: where });
  }
}

/** `model-index`: results of evaluations, with where they come from. */
function addResults(file: ModelFile, sink: ClaimSink, value: JsonValue | undefined): void {
  for (const [model, modelAt] of each(value, '/model-index')) {
    sink.add(file, 'name', memberOf(model, 'name'), { pointer: `${modelAt}/name` });
    for (const [result, resultAt] of each(memberOf(model, 'results'), `${modelAt}/results`)) {
      addResult(file, sink, result, resultAt);
    }
  }
}

/** Examples of the Hub write `args: 'config: hi, split: test'`. */
const splitIn = (args: string | undefined): string | undefined => /\bsplit: ?([\w+-]{1,40})/.exec(args ?? '')?.[1];

function addResult(file: ModelFile, sink: ClaimSink, result: JsonValue, pointer: string): void {
  const text = (...names: readonly string[]): string | undefined => {
    const found = at(result, ...names);
    return typeof found === 'string' && !isNothing(found) ? found : undefined;
  };
  const dataset = text('dataset', 'type') ?? text('dataset', 'name');
  sink.add(file, 'dataset.evaluation', dataset, {
    pointer: `${pointer}/dataset/${text('dataset', 'type') ? 'type' : 'name'}`,
  });
  const revision = text('dataset', 'revision');
  if (dataset !== undefined && revision !== undefined) {
    const subject = `dataset:${dataset}`;
    sink.add(file, 'dataset.evaluation.revision', revision, { pointer: `${pointer}/dataset/revision`, subject });
  }
  for (const [metric, at_] of each(memberOf(result, 'metrics'), `${pointer}/metrics`)) {
    const kind = memberOf(metric, 'type');
    const value = memberOf(metric, 'value');
    if (typeof kind !== 'string' || value === undefined) continue;
    const claim = {
      task: text('task', 'type'),
      dataset,
      config: text('dataset', 'config'),
      split: text('dataset', 'split') ?? text('dataset', 'args', 'split') ?? splitIn(text('dataset', 'args')),
      revision,
      datasetName: text('dataset', 'name'),
      metric: kind,
      label: textAt(metric, '/name'),
      value: numberOf(value) ?? (typeof value === 'string' && !isNothing(value) ? value : undefined),
      source: text('source', 'url'),
      verified: memberOf(metric, 'verifyToken') !== undefined ? true : undefined,
    };
    if (claim.value !== undefined) sink.add(file, 'metric', claim, { pointer: at_ });
  }
}

function addSections(file: ModelFile, sink: ClaimSink, sections: readonly Section[]): void {
  const onLimits = sectionsOnLimits(sections);
  for (const [i, headed] of sections.entries()) {
    const { title, level, text } = headed;
    const ids = isTitle(headed, i) ? [] : sectionIds(title);
    const pointer = `#${title}`;
    if (level === 1 && ids.length === 0) sink.add(file, 'name', nameInTitle(title), { pointer, method: 'inferred' });
    const isTemplate = isTemplateText(text);
    const isEmpty = !isTemplate && isPlaceholder(text);
    for (const id of ids) {
      const told = { id, title, characters: text.length, isTemplate, ...(isEmpty && { isPlaceholder: true }) };
      sink.add(file, 'section', told, { pointer });
      const claim = WORDS[id];
      if (claim !== undefined && !isTemplate && !isEmpty)
        sink.add(file, claim, wordsOf(id, headed, onLimits), { pointer });
      if (id === 'description' && /description|summary/i.test(title) && !isTemplate)
        sink.add(file, 'description', firstParagraph(text), { pointer });
    }
  }
}

/** What a section begins with, where that is prose: no list, table, picture, code or HTML. */
function firstParagraph(text: string): string | undefined {
  const [first = ''] = text.trimStart().split(/\n[ \t]*\n/, 1);
  return /^[\p{L}\p{N}"'\u201c_*[]/u.test(first) && !/^(?:[*_-]{1,3} |\d+\.\s)/.test(first) ? first : undefined;
}
