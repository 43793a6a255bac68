// SPDX-License-Identifier: Apache-2.0

/** What stands at an RFC 6901 pointer. */
export const at = (document: any, pointer: string): any =>
  pointer
    .split('/')
    .slice(1)
    .reduce((value, step) => value?.[step.replaceAll('~1', '/').replaceAll('~0', '~')], document);

/** Pointers of a CycloneDX document that say where something is known from. */
export const sourcePointers = (bom: any): readonly string[] => [
  ...(bom.citations ?? []).flatMap((citation: any) => citation.pointers),
  ...(bom.properties ?? []).flatMap(({ name }: any) =>
    name.startsWith('mpk:source:') ? [name.slice('mpk:source:'.length)] : [],
  ),
];

/** Pointers of all values that are no objects and no lists. */
export function leafPointers(value: unknown, pointer = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [pointer];
  return Object.entries(value).flatMap(([name, member]) =>
    leafPointers(member, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}
