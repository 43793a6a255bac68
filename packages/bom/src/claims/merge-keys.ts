// SPDX-License-Identifier: Apache-2.0
import { isJsonObject, type JsonMember, type JsonValue } from '@mpk/formats';

const MERGE = '<<';

/**
 * YAML whose merge keys (`<<: *base`) are followed, as loaders of YAML 1.1 do: members of the mappings that they name stand there,
 * but for those that are there by themselves. Of a list of mappings the first with a member counts.
 *
 * It only moves members, so the value does not grow.
 *
 * @param value - attacker-controlled; its depth is bounded by the reader
 */
export function mergeKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(mergeKeys);
  if (!isJsonObject(value)) return value;
  const members = value.members.map(([name, member]): JsonMember => [name, mergeKeys(member)]);
  const merged = members.filter(([name]) => name === MERGE).map(([, member]) => mappingsIn(member));
  if (!merged.some((mappings) => mappings !== undefined)) return { members };
  // What is no mapping cannot be merged, and stays.
  const all = members.filter(([name, member]) => name !== MERGE || mappingsIn(member) === undefined);
  const names = new Set(all.map(([name]) => name));
  // Of two merge keys loaders take the last.
  for (const mapping of merged.toReversed().flatMap((mappings) => mappings ?? [])) {
    const added = mapping.filter(([name]) => !names.has(name));
    for (const member of added) {
      names.add(member[0]);
      all.push(member);
    }
  }
  return { members: all };
}

/** Members of a mapping, or of each of a list of them; undefined for anything else. */
function mappingsIn(value: JsonValue): readonly (readonly JsonMember[])[] | undefined {
  const all = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  return all.every(isJsonObject) ? all.map(({ members }) => members) : undefined;
}
