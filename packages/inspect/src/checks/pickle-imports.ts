// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import type { PickleContent } from '@mpk/formats';
import { dangerOf, findAllowed, python3Name, type Danger } from '../allowed/index.js';
import type { Check } from '../check.js';
import { finding, locate } from '../findings.js';
import { partsOf, type FoundPart, type InspectedFile } from '../inspected-model.js';

const id = 'pickle-imports';

type PickleImport = PickleContent['imports'][number];

const DANGERS: Readonly<Record<Danger, string>> = {
  'runs-code': 'runs code',
  'runs-programs': 'runs programs',
  'loads-code': 'loads code',
  'reads-or-writes-files': 'reads or writes files',
  network: 'uses the network',
  'reaches-attributes': 'reaches attributes and functions of anything',
};

/** Everything that a pickle imports must be on a list, for the use that it makes of it. */
export const pickleImports: Check = {
  id,
  description: "Pickles that import anything but what the frameworks' own models do, by exact name and by use.",
  about: {
    finds:
      'Every name that a pickle imports is looked up, exactly, in lists that were made from the frameworks themselves: what may be called with arguments of the pickle, what may only be kept as a value, and loaders that may only be called on something that was read and checked by itself. All else is reported. Names that are known to run code, read files or use the network are told as such; the lists decide, not they.',
    risk: 'Loading a pickle runs what it imports with arguments of its own choosing: code of the attacker, with the rights of whoever loads the model.',
    severities: [
      ['critical', 'a name that is known to run code or programs, to read or write files, or to use the network'],
      ['high', 'any other name that is not listed for this use'],
    ],
    fix: 'Ask for the model as safetensors, ONNX or GGUF, which import nothing. Where a class of your own is meant, review it and write an exception for this one model.',
    limits:
      'Listed classes are trusted to do no harm with arguments of an attacker: what their constructors and `__setstate__` do was looked at by a script and by people, for the versions that the lists name.',
    references: ['CWE-502', 'CVE-2025-1716', 'CVE-2025-10157'],
  },
  run: (model) => {
    const folders = new Map(model.files.map((file) => [file, codeFoldersIn(file)]));
    return [...partsOf(model, 'pickle')].flatMap((found) =>
      unlisted(found, isTorchScript(found.part.path, folders.get(found.file))),
    );
  },
};

function unlisted(found: FoundPart<'pickle'>, besideCode: boolean): readonly Finding[] {
  const { file, part, content } = found;
  const loaders = loadersIn(found);
  return content.imports.flatMap((entry, index) => {
    const { module, name } = nameOf(entry);
    // Classes of TorchScript are defined by code beside the pickle, which PyTorch's own interpreter runs.
    if (besideCode && /^__torch__(?:\.|$)/.test(module)) return [];
    if (isAllowed({ module, name, entry, isLoader: loaders.has(index) }, content)) return [];
    const danger = dangerOf(module, name);
    const use = entry.called ? 'calls' : isMade(entry, content) ? 'makes' : 'names';
    const message = `${use} ${entry.module}.${entry.name}, ${danger === undefined ? 'which is on no list' : `which ${DANGERS[danger]}`}`;
    const severity = danger === undefined ? 'high' : 'critical';
    return [finding({ check: id, severity, message }, locate({ file, part, offset: entry.offset, what: 'pickle' }))];
  });
}

interface LookedUp {
  /** as Python 3 has them */
  readonly module: string;
  readonly name: string;
  readonly entry: PickleImport;
  /** it is called with what was read as a part of its own */
  readonly isLoader: boolean;
}

function isAllowed({ module, name, entry, isLoader }: LookedUp, content: PickleContent): boolean {
  const use = findAllowed(module, name)?.use;
  switch (use) {
    case undefined:
      return false;
    case 'called':
      return true;
    case 'created':
      return !entry.called && !isKept(entry, content);
    case 'maker':
      return entry.otherFirst !== true && !entry.created && !isKept(entry, content);
    case 'referenced':
      return !entry.called && !isMade(entry, content);
    case 'loader':
      return isLoader && entry.plainCalls !== true && !entry.created;
  }
}

/** A function that makes an object of the class that is its first argument. */
function isMaker(index: number, { imports }: PickleContent): boolean {
  const callee = imports[index];
  if (callee === undefined) return false;
  const { module, name } = nameOf(callee);
  return findAllowed(module, name)?.use === 'maker';
}

/** It is somewhere where something may call it: also as the first argument of what makes nothing. */
const isKept = ({ kept, firstOf }: PickleImport, content: PickleContent): boolean =>
  kept || firstOf.some((index) => !isMaker(index, content));

const isMade = ({ created, firstOf }: PickleImport, content: PickleContent): boolean =>
  created || firstOf.some((index) => isMaker(index, content));

/** As Python 3 has it. */
const nameOf = (entry: PickleImport): { readonly module: string; readonly name: string } =>
  entry.protocol < 3 ? python3Name(entry.module, entry.name) : entry;

/** Imports that are called with what was read as a part of its own and is something known, and with nothing else. */
function loadersIn({ file, part, content }: FoundPart<'pickle'>): ReadonlySet<number> {
  const pieces = content.embeddings.filter(({ calledWith }) => calledWith.length > 0);
  if (pieces.length === 0) return new Set();
  const known = new Set(
    file.reading.parts.flatMap(({ path, format }) => (format === 'unknown' ? [] : [JSON.stringify(path)])),
  );
  const isKnown = (offset: number): boolean => known.has(JSON.stringify([...part.path, `@${offset}`]));
  const others = new Set(pieces.flatMap(({ offset, calledWith }) => (isKnown(offset) ? [] : calledWith)));
  return new Set(pieces.flatMap(({ calledWith }) => calledWith).filter((index) => !others.has(index)));
}

const folderOf = (path: readonly string[], name: string): string => JSON.stringify([...path.slice(0, -1), name]);

/**
 * Folders of a file, in which archive each, that are TorchScript: PyTorch tells it by its constants alone, and unpickles any other
 * archive in Python.
 */
function codeFoldersIn({ reading }: InspectedFile): ReadonlySet<string> {
  const [withCode, withConstants] = [new Set<string>(), new Set<string>()];
  for (const { path } of reading.parts) {
    const [name = '', inner] = path.at(-1)?.split('/', 2) ?? [];
    if (inner === 'code') withCode.add(folderOf(path, name));
    if (inner === 'constants.pkl') withConstants.add(folderOf(path, name));
  }
  return new Set([...withCode].filter((folder) => withConstants.has(folder)));
}

function isTorchScript(path: readonly string[], codeFolders: ReadonlySet<string> | undefined): boolean {
  const folder = /^([^/]+)\/(?:data|constants)\.pkl$/.exec(path.at(-1) ?? '')?.[1];
  return folder !== undefined && codeFolders?.has(folderOf(path, folder)) === true;
}
