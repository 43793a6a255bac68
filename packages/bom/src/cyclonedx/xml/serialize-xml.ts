// SPDX-License-Identifier: Apache-2.0
import { Serialize, type Models } from '../library.js';
import { specOf, type SpecVersion } from '../json/spec-version.js';
import type { Element } from './element.js';
import { stringifyXml } from './stringify.js';
import { MlXmlFactory } from './xml-factory.js';

/** The library's own serializer needs a package for the text, which does not clean it. */
class XmlSerializer extends Serialize.XmlBaseSerializer {
  protected override _serialize(bom: Element): string {
    return stringifyXml(bom);
  }
}

/** A BOM as CycloneDX XML: it says what the JSON says. */
export const serializeXml = (bom: Models.Bom, version: SpecVersion): string =>
  new XmlSerializer(new MlXmlFactory(specOf(version))).serialize(bom, { sortLists: false });
