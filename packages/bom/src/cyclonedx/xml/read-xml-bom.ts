// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import type { JsonObject } from '../model/json.js';
import { BOM_FIELDS } from './bom.js';
import { readFields } from './codecs.js';
import { parseXml } from './parse-xml.js';
import { XmlPlace } from './xml-element.js';

const NAMESPACE = 'http://cyclonedx.org/schema/bom/';

/**
 * Reads CycloneDX XML by the tables that it is written by.
 *
 * @param bytes - attacker-controlled; bounded by the caller
 * @param remark - is told of elements that those tables do not have
 * @returns the document as it would be in the JSON form, without what was remarked
 * @throws MpkError of {@link parseXml}; `INPUT_UNSUPPORTED` for what is not CycloneDX
 */
export function readXmlBom(bytes: Uint8Array, what: string, remark: XmlPlace['remark']): JsonObject {
  const { root, namespace, foreign } = parseXml(bytes, what);
  if (root.name !== 'bom' || !namespace.startsWith(NAMESPACE))
    throw new MpkError('INPUT_UNSUPPORTED', `${what} does not say that it is CycloneDX`, {
      hint: `its root is no bom of ${NAMESPACE}`,
    });
  if (foreign > 0) remark('', `${foreign} elements of other namespaces are not read`);
  const { attributes } = root;
  const [serialNumber, version] = [attributes.get('serialNumber'), attributes.get('version')];
  return {
    bomFormat: 'CycloneDX',
    specVersion: namespace.slice(NAMESPACE.length),
    ...(serialNumber !== undefined && { serialNumber }),
    ...(version !== undefined && { version: /^\d{1,15}$/.test(version) ? Number(version) : version }),
    ...readFields(root, BOM_FIELDS, new XmlPlace('', remark)),
  };
}
