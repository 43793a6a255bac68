// SPDX-License-Identifier: Apache-2.0

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** A text or a number of a document, with all that says what it is: its path, and the name of its property. */
export interface Leaf {
  readonly label: string;
  readonly text: string;
}

/** What says something of the program, not of the folder. */
const OF_THE_PROGRAM = new Set(['/metadata/tools', '/$schema', '/serialNumber', '/metadata/timestamp']);

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All leaves of a document, and names that it has in pieces: `group/name`, `name@version`. */
export function leavesOf(value: Json | undefined, label = ''): readonly Leaf[] {
  if (value === undefined || value === null || OF_THE_PROGRAM.has(label)) return [];
  if (typeof value !== 'object') return [{ label, text: String(value) }];
  const property = isObject(value) && typeof value['name'] === 'string' && 'value' in value ? ` ${value['name']}` : '';
  const members = Object.entries(value).flatMap(([name, member]) =>
    leavesOf(member as Json, `${label}/${name}${property}`),
  );
  return [...members, ...(isObject(value) ? joined(value, label) : [])];
}

function joined({ group, name, version }: JsonObject, label: string): readonly Leaf[] {
  if (typeof name !== 'string') return [];
  return [
    ...(typeof group === 'string' && group !== '' ? [{ label, text: `${group}/${name}` }] : []),
    ...(typeof version === 'string' && version !== '' ? [{ label, text: `${name}@${version}` }] : []),
  ];
}
