// SPDX-License-Identifier: Apache-2.0
import { Serialize, type Models } from '../library.js';
import { MlJsonFactory } from '../json/json-factory.js';
import type { Options } from '../json/types.js';
import type { JsonObject } from '../model/json.js';
import { BOM_FIELDS } from './bom.js';
import { element, type Element } from './element.js';
import { writeFields } from './codecs.js';

/**
 * Makes the library write XML by the tables of this folder.
 *
 * The XML is that of the JSON: what a document says, which version has what, and what pointers point to is decided once. Only
 * names, order and nesting differ, and those are the tables.
 */
export class MlXmlFactory extends Serialize.XML.Normalize.Factory {
  override makeForBom(): MlXmlBomNormalizer {
    return new MlXmlBomNormalizer(this);
  }
}

class MlXmlBomNormalizer extends Serialize.XML.Normalize.BomNormalizer {
  override normalize(data: Models.Bom, options: Options): Element {
    const { spec } = this._factory;
    const bom = new MlJsonFactory(spec).makeForBom().normalize(data, options) as unknown as JsonObject;
    const attributes = { version: data.version, serialNumber: bom.serialNumber as string | undefined };
    const root = element('bom', writeFields(bom, BOM_FIELDS), attributes);
    return { ...root, namespace: `http://cyclonedx.org/schema/bom/${spec.version}` };
  }
}
