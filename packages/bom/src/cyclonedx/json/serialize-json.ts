// SPDX-License-Identifier: Apache-2.0
import { Serialize, type Models } from '../library.js';
import { MlJsonFactory } from './json-factory.js';
import { specOf, type SpecVersion } from './spec-version.js';

/** A BOM as CycloneDX JSON. Lists keep the order they have in the BOM: the library sorts by the locale of the machine. */
export const serializeJson = (bom: Models.Bom, version: SpecVersion): string =>
  `${new Serialize.JsonSerializer(new MlJsonFactory(specOf(version))).serialize(bom, { sortLists: false, space: 2 })}\n`;
