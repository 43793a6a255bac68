// SPDX-License-Identifier: Apache-2.0
import type { Finding, Severity } from '@mpk/core';
import { isJsonObject, type JsonValue } from '@mpk/formats';
import { readTemplate, type Gate, type TemplateReading } from '@mpk/formats/template';
import type { Check } from '../check.js';
import { finding, locate, unknown, type Spot } from '../findings.js';
import { partsOf, type FoundPart, type InspectedModel } from '../inspected-model.js';
import { valuesOf } from '../json-values.js';

const id = 'templates';

/** Objects that Jinja, or a web framework around it, gives to every template, and that lead to everything else. */
const LEADING =
  /^(?:cycler|joiner|lipsum|self|config|request|url_for|get_flashed_messages|session|context|caller|g|app)$/;
/** Attributes by which Python's frames, code and globals are reached. */
const REACHING =
  /^(?:__\w+__|func_globals|func_code|gi_frame|gi_code|cr_frame|cr_code|f_globals|f_locals|f_builtins|f_back|tb_frame|mro)$/;
/** Words that a branch may write because of what a message says; markup is not counted. */
const MAX_GATED_WORDS = 3;
/** Turns of loops over literal ranges that no template needs. */
const MAX_TURNS = 100_000;
/** A run of spaces that pushes what follows out of sight. */
const MAX_SPACE = 200;

/** Chat templates, which are programs that run at each request. */
export const templates: Check = {
  id,
  description: 'Chat templates that reach out of their sandbox, change what they say by what is asked, or hide text.',
  about: {
    finds:
      "Templates in tokenizer and processor configurations, in files of their own and in GGUF metadata are parsed, never run. Attributes that lead to Python's internals, names of attributes that are put together or looked up, imports, objects that lead out of the sandbox, loops that do not end, branches that write something only where a message says something, addresses, and characters that are not seen.",
    risk: 'A template runs at each request. Where the engine has no sandbox, one attribute is enough to run code (CVE-2024-34359). In any engine a template can put words into the mouth of the model, for some questions only, and nothing of that is in the weights.',
    severities: [
      ['critical', "attributes of Python's internals"],
      [
        'high',
        'private attributes, computed names, imports, leading objects, endless loops, branches on what messages say that write words or addresses, hidden characters',
      ],
      ['medium', 'a template that is not understood, an address'],
      ['low', 'a branch on what messages say that writes little, a long run of spaces'],
      ['inconclusive', 'a template that is larger than what is looked at'],
    ],
    fix: 'Use the template of the base model (`mpk inspect --base` compares them), and read what differs.',
    limits:
      'A template that always says the same harmful thing is text like any other. Engines other than Jinja may read a template differently.',
    references: ['CVE-2024-34359', 'CWE-1336', 'https://jinja.palletsprojects.com/en/stable/sandbox/'],
  },
  run: (model) => [
    ...[...templatesOf(model)].flatMap(({ text, name, spot }) => findingsOf(readTemplate(text), name, spot)),
    ...[...partsOf(model, 'text')].flatMap(tooLarge),
  ],
};

const isTemplate = ({ file, part }: FoundPart<'text'>): boolean =>
  part.path.length === 0 && /\.(?:jinja2?|j2)$/i.test(file.name);

/** Only the beginning of a text is kept, and a template may do anything at its end. */
function tooLarge(found: FoundPart<'text'>): readonly Finding[] {
  if (!isTemplate(found) || found.content.complete) return [];
  const message = 'is larger than what is looked at';
  return [unknown({ check: id, severity: 'medium', message }, locate(found))];
}

interface FoundTemplate {
  readonly text: string;
  /** what it is called where there are several */
  readonly name: string;
  readonly spot: Spot;
}

/** Every chat template of a model, wherever it is. */
export function* templatesOf(model: InspectedModel): Generator<FoundTemplate> {
  for (const found of partsOf(model, 'text')) {
    const { file, part, content } = found;
    if (isTemplate(found)) yield { text: content.text, name: '', spot: { file, part } };
  }
  for (const { file, part, content } of partsOf(model, 'json')) {
    for (const { name, value, pointer } of valuesOf(content)) {
      if (name !== 'chat_template') continue;
      for (const text of textsOf(value)) yield { text, name: pointer, spot: { file, part } };
    }
  }
  for (const { file, part, content } of partsOf(model, 'tensors')) {
    for (const { key, value } of content.metadata) {
      if (!key.startsWith('tokenizer.chat_template') || typeof value !== 'string') continue;
      yield { text: value, name: key, spot: { file, part } };
    }
  }
}

/** One template, an object of them by name, or a list of `{name, template}`. */
function textsOf(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isJsonObject(value)) return value.members.flatMap(([, one]) => (typeof one === 'string' ? [one] : []));
  if (!Array.isArray(value)) return [];
  return (value as readonly JsonValue[]).flatMap((item) => {
    const templates = isJsonObject(item) ? item.members.filter(([name]) => name === 'template') : [];
    return templates.flatMap(([, one]) => (typeof one === 'string' ? [one] : []));
  });
}

function findingsOf(reading: TemplateReading, name: string, spot: Spot): readonly Finding[] {
  const where = locate(spot);
  return toldOf(reading).map(([severity, message]) =>
    finding({ check: id, severity, message: name === '' ? message : `${message} (${name})` }, where),
  );
}

type Told = readonly [severity: Severity, message: string];

function toldOf(reading: TemplateReading): readonly Told[] {
  const { failure, statements, attributes, builtNames, freeNames, filters, dunderTexts } = reading;
  const reaching = [...attributes.filter((name) => REACHING.test(name)), ...dunderTexts];
  const hidden = attributes.filter((name) => name.startsWith('_') && !REACHING.test(name));
  const imports = statements.filter((word) => /^(?:import|include|extends|from)$/.test(word));
  return [
    ...told('critical', 'reaches for Python itself', reaching),
    ...told('high', 'reaches for private attributes', hidden),
    ...told('high', 'puts names of attributes together', builtNames),
    ...told(
      'high',
      'looks attributes up by name',
      filters.filter((filter) => filter === 'attr'),
    ),
    ...told('high', 'imports', imports),
    ...told(
      'high',
      'uses what leads out of the sandbox',
      freeNames.filter((one) => LEADING.test(one)),
    ),
    ...reading.gates.flatMap(gate),
    ...unseen(reading),
    ...told('medium', 'has addresses', reading.urls),
    ...(failure === undefined ? [] : [['medium', `is not understood: ${failure}`] as const]),
    ...(reading.more ? [['medium', 'has more of something than is looked at'] as const] : []),
  ];
}

const told = (severity: Severity, message: string, names: readonly string[]): readonly Told[] =>
  names.length === 0 ? [] : [[severity, `${message}: ${names.slice(0, 5).join(', ')}`]];

function gate({ test, output, words }: Gate): readonly Told[] {
  const isMuch = words > MAX_GATED_WORDS || /https?:/i.test(output);
  if (words === 0 && !isMuch) return [];
  const message = `writes ${JSON.stringify(output.slice(0, 80))} only if ${test.slice(0, 120)}`;
  return [[isMuch ? 'high' : 'low', message]];
}

function unseen({ hidden, mostTurns, longestSpace }: TemplateReading): readonly Told[] {
  return [
    ...hidden.map(({ kind, count }): Told => ['high', `has ${count} characters that are not seen (${kind})`]),
    ...(mostTurns > MAX_TURNS ? [['high', `loops ${mostTurns} times`] as const] : []),
    ...(longestSpace > MAX_SPACE ? [['low', `has ${longestSpace} spaces in a row`] as const] : []),
  ];
}
