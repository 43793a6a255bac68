// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import {
  XmlBufferInputProvider,
  XmlDocument,
  xmlRegisterInputProvider,
  XsdValidator,
  type XmlValidateError,
} from 'libxml2-wasm';
import type { SpecVersion } from '@mpk/bom/documents';

const SCHEMAS = join(
  dirname(createRequire(import.meta.url).resolve('@cyclonedx/cyclonedx-library/package.json')),
  'res/schema',
);

/** What the published JSON schema says against a document; null where it is valid. */
export async function jsonFaults(document: string, version: SpecVersion): Promise<unknown> {
  return new Validation.JsonStrictValidator(Spec.Version[`v1dot${version.slice(2)}` as 'v1dot7']).validate(document);
}

const validators = new Map<SpecVersion, XsdValidator>();

/** What the published XSD says against a document; null where it is valid. */
export function xmlFaults(document: string, version: SpecVersion): string | null {
  const xml = XmlDocument.fromString(document);
  try {
    xsdValidator(version).validate(xml);
    return null;
  } catch (error) {
    return (error as XmlValidateError).message;
  } finally {
    xml.dispose();
  }
}

/** Compiled once for each version: that takes half a second. */
function xsdValidator(version: SpecVersion): XsdValidator {
  const known = validators.get(version);
  if (known !== undefined) return known;
  const spdx = readFileSync(join(SCHEMAS, 'spdx.SNAPSHOT.xsd'));
  xmlRegisterInputProvider(
    new XmlBufferInputProvider({ 'http://cyclonedx.org/schema/spdx': spdx, 'file:///x/spdx.SNAPSHOT.xsd': spdx }),
  );
  const xsd = XmlDocument.fromBuffer(readFileSync(join(SCHEMAS, `bom-${version}.SNAPSHOT.xsd`)), {
    url: `file:///x/bom-${version}.SNAPSHOT.xsd`,
  });
  const made = XsdValidator.fromDoc(xsd);
  validators.set(version, made);
  return made;
}
