// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import { storageBytes } from '@mpk/formats';
import type { Check } from '../check.js';
import { finding, locate } from '../findings.js';
import { partsOf, type FoundPart, type InspectedFile } from '../inspected-model.js';

const id = 'torch-storages';

/** Storages that a checkpoint asks for must be there, of the size that it says. */
export const torchStorages: Check = {
  id,
  description: 'PyTorch checkpoints whose storages are not there, or not of the size that their pickle says.',
  about: {
    finds:
      'Every storage that the pickle of a PyTorch archive asks for, by key, type and number of items, against the member of the archive that it is read from.',
    risk: 'A loader that trusts the pickle maps more bytes than there are, and reads or writes beyond them.',
    severities: [['high', 'always']],
    fix: 'Get the file again, or have it saved anew.',
    limits: 'Of storages of unknown types only that they are there is known.',
    references: ['CVE-2026-24747', 'CWE-787', 'CWE-125'],
  },
  run(model) {
    const sizes = new Map<InspectedFile, ReadonlyMap<string, number>>();
    return [...partsOf(model, 'pickle')].flatMap((found) => {
      const known = sizes.get(found.file) ?? sizesIn(found.file);
      sizes.set(found.file, known);
      return compare(found, known);
    });
  },
};

const sizesIn = ({ reading }: InspectedFile): ReadonlyMap<string, number> =>
  new Map(reading.parts.map(({ path, sizeBytes }) => [JSON.stringify(path), sizeBytes]));

function compare({ file, part, content }: FoundPart<'pickle'>, sizes: ReadonlyMap<string, number>): readonly Finding[] {
  // `folder/data.pkl` has its storages in `folder/data`; other pickles of PyTorch carry theirs.
  const folder = /^(.+)\.pkl$/.exec(part.path.at(-1) ?? '')?.[1];
  if (folder === undefined) return [];
  return content.storages.flatMap((storage) => {
    const name = `${folder}/${storage.key}`;
    const found = sizes.get(JSON.stringify([...part.path.slice(0, -1), name]));
    const expected = storageBytes(storage);
    // What a program was traced with is kept by its shapes alone, and nobody loads it.
    if (found === 0 && folder.endsWith('/traced_inputs')) return [];
    if (found !== undefined && (expected === undefined || found === expected)) return [];
    const message = `${name} has ${found ?? 'no'} bytes, not ${expected ?? 'those'} as its pickle says`;
    return [finding({ check: id, severity: 'high', message }, locate({ file, part }))];
  });
}
