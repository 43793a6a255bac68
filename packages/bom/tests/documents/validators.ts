// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import formats2019 from 'ajv-formats-draft2019';
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

const jsonValidators = new Map<SpecVersion, ValidateFunction>();

/** What the published JSON schema says against a document; null where it is valid. */
export function jsonFaults(document: string, version: SpecVersion): unknown {
  const validate = jsonValidators.get(version) ?? jsonValidator(version);
  jsonValidators.set(version, validate);
  return validate(JSON.parse(document)) ? null : validate.errors;
}

/** Compiled once for each version: that takes a second. Stricter than the library's own, which takes any text for an IRI. */
function jsonValidator(version: SpecVersion): ValidateFunction {
  const read = (name: string): any => JSON.parse(readFileSync(join(SCHEMAS, `${name}.SNAPSHOT.schema.json`), 'utf8'));
  const ajv = new Ajv({ strict: false, addUsedSchema: false });
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs'])
    ajv.addSchema(read(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  formats.default(ajv);
  formats2019(ajv, { formats: ['idn-email', 'iri-reference'] });
  return ajv.compile(read(`bom-${version}`));
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
