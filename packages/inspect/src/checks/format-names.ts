// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import { FORMATS } from '@mpk/formats';
import type { Check } from '../check.js';
import { finding, locate } from '../findings.js';
import { partsOf, type FoundPart, type InspectedFile } from '../inspected-model.js';
import { EXTENSIONS } from '../tables/extensions.js';

const id = 'format-names';

/** Formats from which loaders may run code; a script is text to all of them. */
const RUNS: ReadonlySet<string> = new Set(
  FORMATS.filter((one) => one.executesOnLoad && one.id !== 'script').map((one) => one.id),
);

/** Endings of formats without a magic: their loaders pass over what stands before, and take the rest. */
const UNMARKED: ReadonlySet<string> = new Set(['onnx', 'pb']);

/** Files that are not what their names say. */
export const formatNames: Check = {
  id,
  description: 'Files whose content is of another format than their name says.',
  about: {
    finds: 'The format of every file is recognised by its content, and compared with the ending of its name.',
    risk: 'People and scanners go by names, loaders often by content: a pickle called `model.safetensors` or `notes.txt` is still run by whoever unpickles it.',
    severities: [
      [
        'high',
        'a format that may run code where the name says one that may not; text where the name says a pickle, or that begins as one under a name that may be one; an empty file where the name says a model; another format where the name says ONNX or TensorFlow, whose loaders pass over what they do not know',
      ],
      ['medium', 'any other difference'],
    ],
    fix: 'Have the file named for what it is, and find out who named it otherwise.',
    limits:
      'Endings that are used for anything (`.bin`, `.model`, `.dat`) say nothing, and what is recognised as nothing is told by `coverage`.',
    references: ['CWE-646', 'CVE-2025-10155'],
  },
  run: (model) => [...model.files.flatMap(compare), ...[...partsOf(model, 'text')].flatMap(importsAsText)],
};

/** Endings by which loaders take a pickle, and others other things. */
const ANYTHING = /\.(?:bin|model|dat|data|weights|ckpt-\d+|sav|p|obj|state|params)$/i;
/** GLOBAL, or INST behind a mark, of protocol 0: module and name on lines of their own. */
const IMPORT = /^(?:\(*c|\(+i)[A-Za-z_][\w.]*\r?\n[A-Za-z_][\w.]*\r?\n/;

/** A pickle of protocol 0 that ends before anything comes of it is text, and has imported what it names by then. */
function importsAsText({ file, part, content }: FoundPart<'text'>): readonly Finding[] {
  if (part.path.length > 0 || !ANYTHING.test(file.name) || !IMPORT.test(content.text)) return [];
  const message = 'text that begins as a pickle which imports something, by a name that is unpickled';
  return [finding({ check: id, severity: 'high', message }, locate({ file, part }))];
}

/** A download that failed leaves such files; a text may be empty. */
function emptyFile(file: InspectedFile, expected: readonly string[]): readonly Finding[] {
  if (expected.includes('text')) return [];
  const message = `is empty, not ${expected.slice(0, 3).join(' or ')} as its name says`;
  return [finding({ check: id, severity: 'high', message }, locate({ file }))];
}

/** What is unpickled by whoever goes by the name. */
const PICKLES: ReadonlySet<string> = new Set(['pickle', 'torch', 'torch-legacy']);
/** A text may begin as a pickle of protocol 0, which imports what it names before it breaks. */
const TEXTS: ReadonlySet<string> = new Set(['text', 'json', 'script']);

function compare(file: InspectedFile): readonly Finding[] {
  const extension = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? '';
  const expected = Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
  const found = [...new Set(file.reading.parts.filter(({ path }) => path.length === 0).map(({ format }) => format))];
  if (expected === undefined) return [];
  if (file.sizeBytes === 0) return emptyFile(file, expected);
  const others = found.filter((format) => format !== 'unknown' && !expected.includes(format));
  if (others.length === 0) return [];
  const runs =
    UNMARKED.has(extension) ||
    (expected.some((format) => PICKLES.has(format)) && others.some((format) => TEXTS.has(format))) ||
    (others.some((format) => RUNS.has(format)) && !expected.some((format) => RUNS.has(format)));
  const message = `is ${others.join(' and ')}, not ${expected.slice(0, 3).join(' or ')} as its name says`;
  return [finding({ check: id, severity: runs ? 'high' : 'medium', message }, locate({ file }))];
}
