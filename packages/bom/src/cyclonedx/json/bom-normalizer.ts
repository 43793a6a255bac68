// SPDX-License-Identifier: Apache-2.0
import { Serialize, type Models } from '../library.js';
import { MlBom, type Formula } from '../model/index.js';
import { citationsOf, sourcePropertiesOf } from './citations.js';
import { serialNumberOf } from './serial-number.js';
import { isSince } from './spec-version.js';
import type { NormalizedBom, Options } from './types.js';

/** A BOM with the members that its class adds, as far as the version has them, and a serial number from all of it. */
export class MlBomNormalizer extends Serialize.JSON.Normalize.BomNormalizer {
  override normalize(data: Models.Bom, options: Options): NormalizedBom {
    const plain = super.normalize(data, options);
    if (!(data instanceof MlBom)) return plain;
    const { $schema, bomFormat, specVersion, version, serialNumber, metadata, ...rest } = plain;
    const body = { metadata: this.#metadata(data, metadata), ...rest, ...this.#parts(data, options) };
    const whole = { ...body, ...this.#sources(data, body) };
    const head = { $schema, bomFormat, specVersion };
    return { ...head, serialNumber: serialNumber ?? serialNumberOf({ ...head, version, ...whole }), version, ...whole };
  }

  #metadata({ manufacturer }: MlBom, metadata: NormalizedBom['metadata']): NormalizedBom['metadata'] {
    return isSince(this._factory.spec, '1.6') && manufacturer
      ? ({ ...metadata, manufacturer } as typeof metadata)
      : metadata;
  }

  #parts({ compositions, annotations, formulation, declarations }: MlBom, options: Options): object {
    return {
      compositions: listOf(compositions),
      annotations: listOf(annotations),
      formulation: listOf(formulation.map((formula) => this.#formula(formula, options))),
      declarations: isSince(this._factory.spec, '1.6') ? declarations : undefined,
    };
  }

  #formula({ bomRef, components = [], workflows = [], properties = [] }: Formula, options: Options): object {
    const normalizer = this._factory.makeForComponent();
    return {
      'bom-ref': bomRef,
      components: listOf(components.flatMap((component) => normalizer.normalize(component, options) ?? [])),
      workflows: listOf(workflows),
      properties: listOf(properties),
    };
  }

  /** `citations` need a time: without one, and before 1.7, properties say the same. */
  #sources({ facts, properties, metadata }: MlBom, body: object): object {
    const hasCitations = isSince(this._factory.spec, '1.7') && metadata.timestamp !== undefined;
    if (hasCitations)
      return { properties: listOf(properties), citations: listOf(citationsOf(facts, body, metadata.timestamp)) };
    return { properties: listOf([...properties, ...sourcePropertiesOf(facts, body)]) };
  }
}

const listOf = <T>(items: readonly T[]): readonly T[] | undefined => (items.length === 0 ? undefined : items);
