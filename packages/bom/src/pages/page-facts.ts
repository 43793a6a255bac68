// SPDX-License-Identifier: Apache-2.0
import type { ModelView, Place } from '../bom-document/index.js';
import { placesAt } from '../bom-document/place.js';
import { stableText } from '../bom-document/stable-text.js';
import type { Element } from '../score/element.js';
import { evidenceOf } from '../score/evidence.js';
import { kindOfValue } from '../score/values.js';
import { itemsText, readable } from './readable.js';
import { MAX_CELL_CHARS, MAX_ROWS, MAX_TEXT_CHARS, MAX_VALUES, type Block, type Cell, type Row } from './page.js';

/** Makes cells of places, with how each is known. */
export type CellOf = (place: Place, shape?: Omit<Cell, 'text'>) => Cell;

/** An element that asks nothing: its values need only be known from somewhere. */
const ANY: Element = { label: '', home: '', scope: 'model', find: () => [], close: [] };

export function cellsOf(view: ModelView): CellOf {
  const evidence = evidenceOf(view, false);
  return (place, shape = {}) => {
    const { class: known, note } = evidence(place, ANY);
    const shown = readable(place.value);
    const items = shown !== undefined && 'items' in shown ? shown.items : undefined;
    const text =
      items === undefined
        ? shortText(shown !== undefined && 'text' in shown ? shown.text : place.value)
        : shortText(itemsText(items));
    const source = note === undefined ? '' : withoutMethod(shortText(note));
    return { ...shape, text, ...(items && { items }), evidence: known, ...(source !== '' && { source }) };
  };
}

/** The method stands beside it already. */
const withoutMethod = (note: string): string =>
  note.replace(/(?:^|\s)\(?(?:measured|declared|stated|inferred)\)?$/, '');

export function shortText(value: unknown, limit = MAX_TEXT_CHARS): string {
  const text = (typeof value === 'string' ? value.trim() : stableText(value)).toWellFormed();
  return text.length > limit ? `${text.slice(0, limit).toWellFormed()}…` : text;
}

const bounded = (cell: Cell, limit: number): Cell => ({
  ...cell,
  text: shortText(cell.text, limit),
  ...(cell.source !== undefined && { source: shortText(cell.source, MAX_CELL_CHARS) }),
});

/** What stands at paths and says something, also that it is unknown. */
export const saying = (place: Place, ...paths: readonly string[]): readonly Place[] =>
  paths.flatMap((path) => placesAt(place, path, 1000)).filter(({ value }) => kindOfValue(value) !== 'nothing');

/** A row, where there is something to show, with what is left out. */
export function row(label: string, values: readonly Cell[]): readonly Row[] {
  if (values.length === 0) return [];
  const shown = values.slice(0, MAX_VALUES).map((value) => bounded(value, MAX_TEXT_CHARS));
  const more = values.length - MAX_VALUES;
  return [{ label, values: more > 0 ? [...shown, { text: `${more} more are in the document` }] : shown }];
}

/** A table, where it has rows, with what is left out. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): readonly Block[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, MAX_ROWS).map((cells) => cells.map((cell) => bounded(cell, MAX_CELL_CHARS)));
  return [{ kind: 'table', head, rows: shown }, ...more(rows.length)];
}

export const list = (items: readonly Cell[]): readonly Block[] =>
  items.length === 0
    ? []
    : [
        { kind: 'list', items: items.slice(0, MAX_ROWS).map((item) => bounded(item, MAX_TEXT_CHARS)) },
        ...more(items.length),
      ];

export const facts = (rows: readonly Row[]): readonly Block[] =>
  rows.length === 0 ? [] : [{ kind: 'facts', rows: rows.slice(0, MAX_ROWS) }, ...more(rows.length)];

const more = (count: number): readonly Block[] =>
  count <= MAX_ROWS ? [] : [{ kind: 'text', text: `${count - MAX_ROWS} more are in the document.` }];

/** `cdx:ai-ml:model:hyperparameter:hidden_size` as people say it: `hidden size`. */
export const labelOf = (name: string): string =>
  name
    .slice(0, 200)
    .replace(/^(?:cdx:ai-ml:(?:model|dataset):(?:hyperparameter:)?|mpk:|genai:aibom:|cdx:)/, '')
    .replace(/[:._-]+/g, ' ')
    .trim();
