// SPDX-License-Identifier: Apache-2.0
import { fullName, type BomComponent, type BomDataset, type ModelView, type Place } from '../bom-document/index.js';
import { placesAt, textAt } from '../bom-document/place.js';
import type { Block, Cell, Section } from './page.js';
import { saying, table, type CellOf } from './page-facts.js';

/** What it was made from, with how each edge is known. */
export function parentSection({ document, model }: ModelView, cell: CellOf): Section {
  const parents = document.components.filter(({ parent, role }) => parent === model && role === 'ancestor');
  const rows = parents.map((parent): Cell[] => [
    nameCell(parent, cell),
    { text: propertyOf(parent.place, ':relation') ?? 'not said' },
    { text: propertyOf(parent.place, ':known') ?? 'not said' },
    { text: licenseText(parent.place) },
  ]);
  const none: Block = { kind: 'text', text: 'The document names no model that it was made from.' };
  const blocks = table(['Model', 'Relation', 'The link is', 'Licence'], rows);
  return { title: 'Parents', blocks: blocks.length === 0 ? [none] : blocks };
}

function nameCell(component: BomComponent, cell: CellOf): Cell {
  const [name] = placesAt(component.place, 'name', 1);
  return { ...(name === undefined ? {} : cell(name)), text: fullName(component) };
}

const propertyOf = (place: Place, end: string): string | undefined =>
  placesAt(place, 'properties/*').flatMap((property) =>
    (textAt(property, 'name') ?? '').endsWith(end) ? (textAt(property, 'value') ?? []) : [],
  )[0];

function licenseText(place: Place): string {
  const found = saying(place, 'licenses/*/license/id', 'licenses/*/expression', 'licenses/*/license/name');
  return found.length === 0 ? 'not said' : found.map(({ value }) => String(value)).join(', ');
}

/** Data for training and for evaluation apart: a dataset that is used for both is in both. */
export function dataSections({ datasets }: ModelView, cell: CellOf): readonly Section[] {
  const none: Block = { kind: 'text', text: 'The document names no dataset.' };
  if (datasets.length === 0) return [{ title: 'Data', blocks: [none] }];
  const groups: readonly (readonly [title: string, of: readonly BomDataset[]])[] = [
    ['Training data', datasets.filter(({ uses }) => uses.includes('training'))],
    ['Evaluation data', datasets.filter(({ uses }) => uses.includes('evaluation'))],
    ['Data, with no word on what it was used for', datasets.filter(({ uses }) => uses.length === 0)],
  ];
  return groups.flatMap(([title, of]) => {
    const blocks = table(
      ['Dataset', 'Licence', 'Sensitivity', 'Description'],
      of.map((one) => datasetRow(one, cell)),
    );
    return blocks.length === 0 ? [] : [{ title, blocks }];
  });
}

function datasetRow({ place, name }: BomDataset, cell: CellOf): Cell[] {
  const [named] = placesAt(place, 'name', 1);
  const sensitivity = saying(
    place,
    'classification',
    'sensitiveData/*',
    'data/*/classification',
    'data/*/sensitiveData/*',
  );
  const [description] = saying(place, 'description', 'data/*/description');
  return [
    { ...(named === undefined ? {} : cell(named)), text: name ?? 'without a name' },
    { text: licenseText(place) },
    { text: sensitivity.length === 0 ? 'not said' : sensitivity.map(({ value }) => String(value)).join(', ') },
    description === undefined ? { text: '' } : cell(description),
  ];
}

export function fileSection({ files }: ModelView): Section | undefined {
  const rows = files.map(({ place, name = '' }): Cell[] => [
    { text: name, isCode: true },
    { text: sizeText(propertyOf(place, 'mpk:file:size')), isNumber: true },
    { text: digestText(place), isCode: true },
  ]);
  return rows.length === 0 ? undefined : { title: 'Files', blocks: table(['Name', 'Bytes', 'Digest'], rows) };
}

const sizeText = (size: string | undefined): string =>
  size !== undefined && /^\d{1,15}$/.test(size) ? Number(size).toLocaleString('en') : '';

function digestText(place: Place): string {
  const [hash] = placesAt(place, 'hashes/*', 1);
  if (hash === undefined) return 'none';
  const [alg = '', content = ''] = [textAt(hash, 'alg'), textAt(hash, 'content')];
  return alg === 'SHA-256' ? content : `${alg} ${content}`;
}
