// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { LABELS, type Label } from './outcome.ts';

/** What is known of the files of a folder. */
export interface Labelled {
  readonly files: readonly string[];
  /** files by label; of no file where there are no labels */
  readonly byLabel: Readonly<Record<Label, readonly string[]>>;
}

/**
 * All files of a folder, or those that have a label.
 *
 * @throws Error if a label is of a file that is not there: the set would not be what its labels say
 */
export function readLabelled(folder: string, labelsFile: string | undefined): Labelled {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const labels = labelsFile === undefined ? {} : (JSON.parse(readFileSync(labelsFile, 'utf8')) as Labels);
  const missing = Object.keys(labels).filter((file) => !all.includes(file));
  if (missing.length > 0) throw new Error(`labelled and not there: ${missing.join(', ')}`);
  const having = (label: Label): readonly string[] => all.filter((file) => labels[file]?.label === label);
  const byLabel = Object.fromEntries(LABELS.map((label) => [label, having(label)])) as Record<Label, string[]>;
  return { files: labelsFile === undefined ? all : Object.values(byLabel).flat().sort(), byLabel };
}

type Labels = Readonly<Record<string, { readonly label: Label } | undefined>>;
