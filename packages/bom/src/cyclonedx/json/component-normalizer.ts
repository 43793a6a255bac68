// SPDX-License-Identifier: Apache-2.0
import { Serialize, type Models } from '../library.js';
import { MlComponent, type ModelCard, type Pedigree } from '../model/index.js';
import { isSince } from './spec-version.js';
import type { NormalizedComponent, Options } from './types.js';

/** A component with the members that its class adds, as far as the version has them. */
export class MlComponentNormalizer extends Serialize.JSON.Normalize.ComponentNormalizer {
  override normalize(data: Models.Component, options: Options): NormalizedComponent | undefined {
    const plain = super.normalize(data, options);
    if (plain === undefined || !(data instanceof MlComponent)) return plain;
    return { ...plain, ...this.#range(data), ...this.#people(data), ...this.#parts(data, options) };
  }

  /** A range is of components alone that are said to be external. */
  #range({ versionRange }: MlComponent): object {
    if (versionRange === undefined || !isSince(this._factory.spec, '1.7')) return {};
    return { isExternal: true, versionRange };
  }

  #people({ manufacturer, authors, tags }: MlComponent): object {
    if (!isSince(this._factory.spec, '1.6')) return {};
    return { manufacturer, authors: listOf(authors), tags: listOf(tags) };
  }

  #parts({ pedigree, releaseNotes, modelCard, data }: MlComponent, options: Options): object {
    return {
      pedigree: pedigree && this.#pedigree(pedigree, options),
      releaseNotes,
      modelCard: modelCard && this.#modelCard(modelCard),
      data: listOf(data),
    };
  }

  #pedigree({ ancestors = [], descendants = [], variants = [], notes }: Pedigree, options: Options): object {
    const all = (components: readonly MlComponent[]): readonly object[] | undefined =>
      listOf(components.flatMap((component) => this.normalize(component, options) ?? []));
    return { ancestors: all(ancestors), descendants: all(descendants), variants: all(variants), notes };
  }

  #modelCard(card: ModelCard): ModelCard {
    if (isSince(this._factory.spec, '1.6') || card.considerations === undefined) return card;
    return { ...card, considerations: { ...card.considerations, environmentalConsiderations: undefined } };
  }
}

/** An empty list says that there is none, which nobody knows. */
const listOf = <T>(items: readonly T[]): readonly T[] | undefined => (items.length === 0 ? undefined : items);
