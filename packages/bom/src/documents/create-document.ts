// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { createBom } from '../cyclonedx/create/create-bom.js';
import { serializeJson } from '../cyclonedx/json/serialize-json.js';
import type { SpecVersion } from '../cyclonedx/json/spec-version.js';
import { serializeXml } from '../cyclonedx/xml/serialize-xml.js';
import { createSpdx, type SpdxInput } from '../spdx/create-spdx.js';
import type { DocumentFile, DocumentInput } from './input.js';

export const DOCUMENT_FORMATS = ['cyclonedx-json', 'cyclonedx-xml', 'spdx-json'] as const;
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number];

export type CycloneDxRequest = DocumentInput & {
  readonly format: 'cyclonedx-json' | 'cyclonedx-xml';
  /** without it, 1.7 */
  readonly spec?: SpecVersion;
};
/** 3.0.1, which has no document without a time. */
export type SpdxRequest = SpdxInput & { readonly format: 'spdx-json' };
export type DocumentRequest = CycloneDxRequest | SpdxRequest;

/**
 * An AI-BOM of a model, from what its files say and from what was measured.
 *
 * @throws MpkError `MODEL_NAME_INVALID` where a file name stands twice
 */
export function createDocument(request: DocumentRequest): string {
  assertUniqueNames(request.model.files);
  if (request.format === 'spdx-json') return createSpdx(request);
  const { spec = '1.7', format } = request;
  const bom = createBom(request, spec);
  return format === 'cyclonedx-json' ? serializeJson(bom, spec) : serializeXml(bom, spec);
}

function assertUniqueNames(files: readonly DocumentFile[]): void {
  const seen = new Set<string>();
  for (const { name } of files) {
    if (seen.has(name)) throw new MpkError('MODEL_NAME_INVALID', `file name ${JSON.stringify(name)} stands twice`);
    seen.add(name);
  }
}
