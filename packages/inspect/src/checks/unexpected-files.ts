// SPDX-License-Identifier: Apache-2.0
import type { Finding, Severity } from '@mpk/core';
import type { Check } from '../check.js';
import { finding, locate } from '../findings.js';
import { FILE_NAMES } from '../tables/file-names.js';
import { partsOf, type InspectedFile } from '../inspected-model.js';

const id = 'unexpected-files';

const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9 ]{0,20})PRIVATE KEY-----/;

/** Files that are no part of a model and that somebody or something may run, or that give secrets away. */
export const unexpectedFiles: Check = {
  id,
  description: 'Files beside the weights that a model does not need: code, scripts, start-up files, secrets.',
  about: {
    finds:
      'By name: sources and notebooks, scripts and programs of all systems, files that Python runs at its start (`sitecustomize.py`, `.pth` files that are text), build files, and files that hold secrets. By content: private keys.',
    risk: 'They lie where people and tools work: what is in the folder is imported, built or started sooner or later. Secrets that were published with a model are known to everybody.',
    severities: [
      ['high', 'what a system, or Python, runs by its name; private keys'],
      ['medium', 'Python sources, notebooks, files that usually hold secrets'],
      ['low', 'build files'],
    ],
    fix: 'Publish code apart from weights. Where the model needs its code, sign it with the model and write an exception.',
    limits: 'What the code does is not judged.',
    references: ['CWE-829', 'CWE-540'],
  },
  run: (model) => [...model.files.flatMap(byName), ...[...partsOf(model, 'text')].flatMap(keys)],
};

function byName(file: InspectedFile): readonly Finding[] {
  const base = file.name.slice(file.name.lastIndexOf('/') + 1).toLowerCase();
  const found = FILE_NAMES.find(({ pattern, onlyText }) => {
    return pattern.test(base) && (onlyText !== true || isText(file));
  });
  if (found === undefined) return [];
  return [tell(file, found.severity, found.what)];
}

const isText = ({ reading }: InspectedFile): boolean => ['text', 'script'].includes(reading.parts[0]?.format ?? '');

function tell(file: InspectedFile, severity: Severity, message: string): Finding {
  return finding({ check: id, severity, message }, locate({ file }));
}

function keys({
  file,
  content,
}: {
  readonly file: InspectedFile;
  readonly content: { readonly text: string };
}): Finding[] {
  return PRIVATE_KEY.test(content.text) ? [tell(file, 'high', 'a private key')] : [];
}
