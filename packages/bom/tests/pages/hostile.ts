// SPDX-License-Identifier: Apache-2.0
import { kitBom } from '../assess/producers.js';

/** What must stay text: markup, a turn of direction, a script, a break, and a name without a place to break. */
export const HOSTILE =
  '<img src=x onerror="document.title=1">\u202egpj.exe<script>alert(1)</script></style></td>| [a](javascript:1) @all';

/** The kit's document with a hostile text wherever a text goes. */
export function hostileBom(): any {
  const poison = (value: unknown, key = ''): unknown => {
    if (typeof value === 'string') return KEPT.includes(key) ? value : `${HOSTILE} ${'x'.repeat(300)} ${value}`;
    if (Array.isArray(value)) return value.map((item) => poison(item, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, poison(member, name)]));
  };
  return poison(kitBom());
}

const KEPT = ['bomFormat', 'specVersion', 'type', 'bom-ref', 'ref', 'alg', 'content', 'pointers', 'dependsOn'];
