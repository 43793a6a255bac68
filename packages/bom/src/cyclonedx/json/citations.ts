// SPDX-License-Identifier: Apache-2.0
import { childPointer } from '@mpk/core';
import { isList, isObject, type Fact, type Json, type Property } from '../model/index.js';

export type Citation = {
  readonly pointers: readonly string[];
  readonly timestamp: string;
  readonly attributedTo: string;
  readonly note: string;
};

/** Facts as `citations` of 1.7: one for each source, in order of their first pointers. */
export function citationsOf(facts: readonly Fact[], body: object, timestamp = new Date(0)): readonly Citation[] {
  const bySource = new Map<string, { readonly fact: Fact; readonly pointers: string[] }>();
  for (const { fact, pointer } of pointed(facts, body)) {
    const key = `${fact.attributedTo}\0${fact.note}`;
    const known = bySource.get(key);
    if (known === undefined) bySource.set(key, { fact, pointers: [pointer] });
    else known.pointers.push(pointer);
  }
  return [...bySource.values()].map(({ fact: { attributedTo, note }, pointers }) => ({
    pointers,
    timestamp: timestamp.toISOString(),
    attributedTo,
    note,
  }));
}

/** Facts as properties, where there are no citations. */
export const sourcePropertiesOf = (facts: readonly Fact[], body: object): readonly Property[] =>
  pointed(facts, body).map(({ fact: { note }, pointer }) => ({ name: `mpk:source:${pointer}`, value: note }));

/** Facts with RFC 6901 pointers into the document; those about what is not in it are left out. */
function pointed(facts: readonly Fact[], body: object): readonly { readonly fact: Fact; readonly pointer: string }[] {
  const pointers = pointersOf(body);
  return facts.flatMap((fact) => {
    const start = pointers.get(fact.of);
    return start === undefined ? [] : [{ fact, pointer: start + fact.path.map(step).join('') }];
  });
}

const step = (name: string | number): string => childPointer('', name);

/** Where each bom-ref is. */
function pointersOf(body: object): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const open: { readonly value: Json | undefined; readonly pointer: string }[] = [{ value: body as Json, pointer: '' }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, pointer } = next;
    if (isList(value)) value.forEach((item, i) => open.push({ value: item, pointer: `${pointer}/${i}` }));
    else if (isObject(value)) {
      const ref = value['bom-ref'];
      if (typeof ref === 'string') found.set(ref, pointer);
      for (const [name, member] of Object.entries(value)) {
        if (typeof member === 'object') open.push({ value: member, pointer: pointer + step(name) });
      }
    }
  }
  return found;
}
