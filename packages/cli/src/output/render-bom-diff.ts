// SPDX-License-Identifier: Apache-2.0
import { printable } from '@mpk/core';
import type { BomDiff } from '@mpk/kit/assess-bom';

/** Components of each list that are shown; `--json` gives all. */
const MAX_SHOWN = 50;

type Component = BomDiff['added'][number];

const named = ({ type, name, version }: Component): string =>
  printable(`${type} ${name}${version === undefined ? '' : ` ${version}`}`);

/** What changed, for people: one component after another, then its fields. */
export function renderBomDiff({ isEqual, added, removed, changed, totals, unread }: BomDiff): string {
  const notes = unread === 0 ? [] : [`${unread} elements of XML are not read, and not compared`];
  if (isEqual) return ['Both say the same.', ...notes].join('\n');
  const list = (mark: string, components: readonly Component[]): readonly string[] =>
    components.slice(0, MAX_SHOWN).map((component) => `${mark} ${named(component)}`);
  const changes = changed
    .slice(0, MAX_SHOWN)
    .flatMap((component) => [
      `~ ${named(component)}`,
      ...component.changes.flatMap(({ field, removed: before, added: after }) => [
        `    ${printable(field)}`,
        ...before.map((text) => `      - ${printable(text)}`),
        ...after.map((text) => `      + ${printable(text)}`),
      ]),
    ]);
  return [
    ...list('+', added),
    ...list('-', removed),
    ...changes,
    `${totals.added} added, ${totals.removed} removed, ${totals.changed} changed`,
    ...notes,
  ].join('\n');
}
