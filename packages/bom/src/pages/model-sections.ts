// SPDX-License-Identifier: Apache-2.0
import { SOURCE_PREFIX, type ModelView, type Place } from '../bom-document/index.js';
import { memberOf, placesAt, textAt } from '../bom-document/place.js';
import type { Block, Cell, Row, Section } from './page.js';
import { facts, labelOf, list, row, saying, table, type CellOf } from './page-facts.js';

/** Identity, in the order in which people ask. */
const IDENTITY: readonly (readonly [label: string, paths: readonly string[], isCode?: boolean])[] = [
  ['Name', ['name']],
  ['Version', ['version'], true],
  ['Made by', ['manufacturer/name', 'authors/*/name', 'author', 'publisher']],
  ['Supplied by', ['supplier/name']],
  ['Released', ['releaseNotes/timestamp']],
  ['Task', ['modelCard/modelParameters/task']],
  ['Architecture', ['modelCard/modelParameters/modelArchitecture', 'modelCard/modelParameters/architectureFamily']],
  ['Learning', ['modelCard/modelParameters/approach/type']],
  ['Input', ['modelCard/modelParameters/inputs/*/format']],
  ['Output', ['modelCard/modelParameters/outputs/*/format']],
  ['Tags', ['tags/*']],
];

export function identitySection({ model: { place } }: ModelView, cell: CellOf): Section {
  const rows = IDENTITY.flatMap(([label, paths, isCode]) =>
    row(
      label,
      saying(place, ...paths).map((one) => cell(one, { isCode })),
    ),
  );
  return { title: 'What it is', blocks: facts(rows) };
}

export function licenseSection({ model: { place } }: ModelView, cell: CellOf): Section {
  const licenses = saying(place, 'licenses/*/license/id', 'licenses/*/expression', 'licenses/*/license/name');
  const links = saying(place, 'licenses/*/license/url');
  const rows = [
    ...row(
      'Licence',
      licenses.map((one) => cell(one)),
    ),
    ...row(
      'Text',
      links.map((one) => cell(one, { isCode: true })),
    ),
  ];
  const names = new Set(licenses.map(({ value }) => String(value)));
  const note: readonly Block[] =
    names.size === 1 ? [] : [{ kind: 'text', text: names.size === 0 ? NO_LICENCE : SEVERAL_LICENCES }];
  return { title: 'Licence', isWarning: names.size !== 1, blocks: [...facts(rows), ...note] };
}

const NO_LICENCE = 'The document names no licence.';
const SEVERAL_LICENCES = 'The document names several licences, and does not say which of them holds for what.';

/** Properties whose names say that files disagree. */
const CONFLICT = 'mpk:conflict:';

/** What files disagree on: the value that the document took stands in its place, the others are here. */
export function conflictSection({ document, datasets, model }: ModelView, cell: CellOf): Section | undefined {
  const within = document.components.filter(({ parent }) => parent === model);
  const from = [model, ...within, ...datasets].map(({ place }) => place);
  const rows = propertiesOf(from, (name) => name.startsWith(CONFLICT)).map(({ name, value }): Cell[] => [
    { text: labelOf(name.slice(CONFLICT.length)) },
    cell(value),
  ]);
  if (rows.length === 0) return undefined;
  return { title: 'Conflicts', isWarning: true, blocks: table(['Fact', 'Also said'], rows) };
}

/** Numbers of things, which are long. */
const COUNT = /(?:count|rows|bytes|flops)$/;
const DIGEST = /^(?:sha256:)?[0-9a-f]{40,64}$/;

function shown(cell: Cell, label: string): Cell {
  if (DIGEST.test(cell.text)) return { ...cell, isCode: true };
  const isCount = COUNT.test(label) && /^\d{4,15}$/.test(cell.text);
  return isCount ? { ...cell, text: Number(cell.text).toLocaleString('en') } : cell;
}

/** Measurements first, then what is declared, and so on; properties of one name are one row. */
export function propertySection({ model }: ModelView, cell: CellOf): Section | undefined {
  const order = ['measured', 'declared', 'stated', 'inferred', 'unknown'];
  const rank = ({ values: [first] }: Row): number => order.indexOf(first?.evidence ?? 'unknown');
  const all = propertiesOf([model.place], (name) => !name.startsWith(CONFLICT) && !name.startsWith(SOURCE_PREFIX));
  const rows = [...Map.groupBy(all, ({ name }) => labelOf(name))]
    .flatMap(([label, some]) =>
      row(
        label,
        some.map(({ value }) => shown(cell(value), label)),
      ),
    )
    .sort((a, b) => rank(a) - rank(b));
  return rows.length === 0 ? undefined : { title: 'Measured and stated facts', blocks: facts(rows) };
}

function propertiesOf(
  places: readonly Place[],
  isMeant: (name: string) => boolean,
): readonly { readonly name: string; readonly value: Place }[] {
  const environment = 'modelCard/considerations/environmentalConsiderations/properties/*';
  return places
    .flatMap((place) =>
      ['modelCard/properties/*', environment, 'properties/*'].flatMap((path) => placesAt(place, path)),
    )
    .flatMap((property) => {
      const [name, value] = [textAt(property, 'name'), memberOf(property, 'value')];
      return name !== undefined && value !== undefined && isMeant(name) ? [{ name, value }] : [];
    });
}

export function performanceSection({ model: { place } }: ModelView, cell: CellOf): Section | undefined {
  const rows = placesAt(place, 'modelCard/quantitativeAnalysis/performanceMetrics/*').flatMap((metric): Cell[][] => {
    const value = memberOf(metric, 'value');
    if (value === undefined) return [];
    return [[{ text: textAt(metric, 'type') ?? '' }, cell(value), { text: textAt(metric, 'slice') ?? '' }]];
  });
  return rows.length === 0
    ? undefined
    : { title: 'Performance', blocks: table(['Metric', 'Value', 'Measured on'], rows) };
}

const USE: readonly (readonly [title: string, path: readonly string[]])[] = [
  ['Intended use', ['useCases/*', 'users/*']],
  ['Limitations', ['technicalLimitations/*', 'performanceTradeoffs/*']],
  [
    'Ethical considerations',
    ['ethicalConsiderations/*/name', 'ethicalConsiderations/*/mitigationStrategy', 'fairnessAssessments/*/harms'],
  ],
];

export const useSections = ({ model: { place } }: ModelView, cell: CellOf): readonly Section[] =>
  USE.flatMap(([title, paths]) => {
    const found = saying(place, ...paths.map((path) => `modelCard/considerations/${path}`));
    return found.length === 0 ? [] : [{ title, blocks: list(found.map((one) => cell(one))) }];
  });
