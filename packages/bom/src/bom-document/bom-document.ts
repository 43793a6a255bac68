// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@mpk/core';
import type { BomComponent } from './bom-component.js';
import type { Sources } from './citations.js';
import type { Remarks } from './passed-over.js';
import type { Place } from './place.js';

/** Versions of CycloneDX that are read. */
export const SPEC_VERSIONS = ['1.4', '1.5', '1.6', '1.7'] as const;
export type SpecVersion = (typeof SPEC_VERSIONS)[number];

/** A CycloneDX document of any producer, as it was read. Made by {@link parseBom} alone, which bounds it. */
export interface BomDocument {
  readonly root: Place;
  /** the document in the JSON form, whatever its own is */
  readonly json: JsonObject;
  readonly form: 'json' | 'xml';
  /** what it has and `json` does not: elements of XML; among what is passed over, too */
  readonly unread: Remarks;
  /** undefined where the document does not say it */
  readonly specVersion: SpecVersion | undefined;
  /** at any depth, each before those within it */
  readonly components: readonly BomComponent[];
  /** the first component of each ref */
  readonly byRef: ReadonlyMap<string, BomComponent>;
  /** of type `machine-learning-model`, or with a model card; ancestors and the like are none; the one it is about comes first */
  readonly models: readonly BomComponent[];
  readonly sources: Sources;
  readonly passedOver: Remarks;
}
