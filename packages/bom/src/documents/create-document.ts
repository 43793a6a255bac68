// SPDX-License-Identifier: Apache-2.0
import { createBom } from '../cyclonedx/create/create-bom.js';
import { serializeJson } from '../cyclonedx/json/serialize-json.js';
import type { SpecVersion } from '../cyclonedx/json/spec-version.js';
import { serializeXml } from '../cyclonedx/xml/serialize-xml.js';
import type { DocumentInput } from './input.js';

export const DOCUMENT_FORMATS = ['cyclonedx-json', 'cyclonedx-xml'] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

export interface DocumentRequest extends DocumentInput {
  readonly format: DocumentFormat;
  /** of CycloneDX; without it, 1.7 */
  readonly spec?: SpecVersion;
}

/**
 * An AI-BOM of a model, from what its files say and from what was measured.
 *
 * @throws MpkError `MODEL_NAME_INVALID` where a file name stands twice
 */
export function createDocument(request: DocumentRequest): string {
  const { spec = '1.7', format } = request;
  const bom = createBom(request, spec);
  return format === 'cyclonedx-json' ? serializeJson(bom, spec) : serializeXml(bom, spec);
}
