// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@mpk/core';
import { isObject, itemsOf, memberOf, placeAt, type Place } from '../bom-document/place.js';
import { toolKey } from './identity.js';
import type { Uniter } from './unite.js';

/** Tools of all documents: one name and version is one tool. */
export class MergedTools {
  readonly #components = new Map<string, JsonObject>();
  readonly #services = new Map<string, JsonObject>();

  constructor(private readonly uniter: Uniter) {}

  /** @param root - of a document; tools that 1.4 lists plainly become components */
  addAll(root: Place): void {
    const tools = placeAt(root, 'metadata/tools');
    for (const { value } of itemsOf(tools)) this.#add(this.#components, fromLegacy(value));
    if (tools === undefined) return;
    for (const { value } of itemsOf(memberOf(tools, 'components'))) this.#add(this.#components, value);
    for (const { value } of itemsOf(memberOf(tools, 'services'))) this.#add(this.#services, value);
  }

  #add(to: Map<string, JsonObject>, tool: unknown): void {
    if (!isObject(tool)) return;
    const key = toolKey(tool);
    const same = to.get(key);
    if (same === undefined) to.set(key, tool);
    else this.uniter.unite(same, tool);
  }

  /** undefined where there are none */
  result(): JsonObject | undefined {
    const [components, services] = [[...this.#components.values()], [...this.#services.values()]];
    if (components.length + services.length === 0) return undefined;
    return { ...(components.length > 0 && { components }), ...(services.length > 0 && { services }) };
  }
}

/** `{vendor, name, version, hashes, externalReferences}`; a component has to have a name. */
function fromLegacy(tool: unknown): JsonObject | undefined {
  if (!isObject(tool)) return undefined;
  const { vendor, name, ...rest } = tool;
  if (name === undefined && vendor === undefined) return undefined;
  return { type: 'application', ...(vendor !== undefined && { publisher: vendor }), name: name ?? vendor, ...rest };
}
