// SPDX-License-Identifier: Apache-2.0
import { fullName, type BomComponent, type ModelView } from '../bom-document/index.js';
import { placesAt, textAt } from '../bom-document/place.js';
import type { Cell, Section } from './page.js';
import { table, type CellOf } from './page-facts.js';

const SOFTWARE: ReadonlySet<string | undefined> = new Set([
  'library',
  'framework',
  'application',
  'platform',
  'operating-system',
]);

/** What it needs, or was written with: libraries that stand beside the model. */
export function softwareSection({ document, model }: ModelView, cell: CellOf): Section | undefined {
  const parts = document.components.filter(
    (one) => one.role === 'part' && one !== model && SOFTWARE.has(one.type) && !isWithin(one, model),
  );
  const blocks = table(
    ['Software', 'Version'],
    parts.map((part) => softwareRow(part, cell)),
  );
  return blocks.length === 0 ? undefined : { title: 'Software', blocks };
}

const isWithin = ({ parent }: BomComponent, model: BomComponent): boolean => parent !== undefined && parent !== model;

function softwareRow({ place, name }: BomComponent, cell: CellOf): readonly Cell[] {
  const [named] = placesAt(place, 'name', 1);
  const version = textAt(place, 'version') ?? textAt(place, 'versionRange');
  return [
    { ...(named === undefined ? {} : cell(named)), text: name ?? 'without a name' },
    { text: version ?? 'not said' },
  ];
}

/** Runs, images and packages of the pipeline that made it. */
export function makingSection({ document }: ModelView): Section | undefined {
  const made = document.components.filter(({ role }) => role === 'formulation');
  const rows = made.map((component): Cell[] => [
    { text: component.type ?? 'not said' },
    { text: fullName(component) },
    { text: textAt(component.place, 'version') ?? 'not said', isCode: component.type === 'container' },
  ]);
  const runs = placesAt(document.root, 'formulation/*/workflows/*', 1000).map((run): Cell[] => [
    { text: 'run' },
    { text: textAt(run, 'name') ?? textAt(run, 'uid') ?? 'without a name' },
    { text: [textAt(run, 'timeStart'), textAt(run, 'timeEnd')].filter((time) => time !== undefined).join(' to ') },
  ]);
  const blocks = table(['What', 'Name', 'Version or time'], [...runs, ...rows]);
  return blocks.length === 0 ? undefined : { title: 'How it was made', blocks };
}
