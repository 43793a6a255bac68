// SPDX-License-Identifier: Apache-2.0
import { MpkError, parseJson } from '@mpk/core';
import { readXmlBom } from '../cyclonedx/xml/read-xml-bom.js';
import { isModel, type BomComponent } from './bom-component.js';
import { SPEC_VERSIONS, type BomDocument, type SpecVersion } from './bom-document.js';
import { readSources } from './citations.js';
import { MAX_BOM_BYTES, MAX_SHOWN_CHARS } from './limits.js';
import { RemarkSink } from './passed-over.js';
import { isObject, memberOf, type Place } from './place.js';
import { DOCUMENT_SHAPE } from './shapes.js';
import { walkComponents } from './walk-components.js';
import { remarkWrongTypes } from './wrong-types.js';

/**
 * Reads CycloneDX, 1.4 to 1.7, of any producer. What is of the wrong type is passed over, and said. Of XML, too, what the tables do
 * not have that it is written by, such as evidence.
 *
 * @param bytes - attacker-controlled
 * @param what - it is called in errors
 * @throws MpkError `INPUT_TOO_LARGE`; `INPUT_MALFORMED` for what is not clean JSON or XML; `INPUT_UNSUPPORTED` for other documents
 */
export function parseBom(bytes: Uint8Array, what = 'the BOM'): BomDocument {
  const text = withoutMark(bytes);
  const form = isXml(bytes) ? 'xml' : 'json';
  const sink = new RemarkSink();
  const value = form === 'xml' ? readXml(text, what, sink) : parseJson(text, { maxBytes: MAX_BOM_BYTES, what });
  if (!isObject(value)) throw new MpkError('INPUT_UNSUPPORTED', `${what} is no JSON object`);
  const unread = sink.result();
  const root: Place = { value, pointer: '' };
  const specVersion = specVersionOf(root, what);
  remarkWrongTypes(root, DOCUMENT_SHAPE, sink);
  const components = walkComponents(root, sink);
  return {
    root,
    json: value,
    form,
    unread,
    specVersion,
    components,
    byRef: refsOf(components, sink),
    models: modelsOf(components),
    sources: readSources(root, components, sink),
    passedOver: sink.result(),
  };
}

function readXml(bytes: Uint8Array, what: string, sink: RemarkSink): unknown {
  if (bytes.length > MAX_BOM_BYTES)
    throw new MpkError('INPUT_TOO_LARGE', `${what} has ${bytes.length} bytes, more than ${MAX_BOM_BYTES}`);
  return readXmlBom(bytes, what, (pointer, reason) => {
    sink.add(pointer, reason);
  });
}

/** Tools of .NET write a byte order mark before JSON. */
const withoutMark = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;

/** Begins with `<`, after no more space than anybody writes. */
export const isXml = (bytes: Uint8Array): boolean =>
  withoutMark(bytes)
    .subarray(0, 100)
    .find((byte) => byte > 0x20) === 0x3c;

function specVersionOf(root: Place, what: string): SpecVersion | undefined {
  if (memberOf(root, 'bomFormat')?.value !== 'CycloneDX') {
    const hint = memberOf(root, '@context') ? 'SPDX documents are not assessed; give the CycloneDX one' : undefined;
    throw new MpkError('INPUT_UNSUPPORTED', `${what} does not say that it is CycloneDX`, { hint });
  }
  const version = memberOf(root, 'specVersion')?.value;
  if (version === undefined || typeof version !== 'string') return undefined;
  const known = SPEC_VERSIONS.find((one) => one === version);
  if (known !== undefined) return known;
  const shown = JSON.stringify(version.slice(0, MAX_SHOWN_CHARS));
  throw new MpkError('INPUT_UNSUPPORTED', `CycloneDX ${shown} is not read, only ${SPEC_VERSIONS.join(', ')}`);
}

function refsOf(components: readonly BomComponent[], sink: RemarkSink): ReadonlyMap<string, BomComponent> {
  const byRef = new Map<string, BomComponent>();
  for (const component of components) {
    if (component.ref === undefined) continue;
    if (byRef.has(component.ref)) sink.add(`${component.place.pointer}/bom-ref`, 'another component has this ref');
    else byRef.set(component.ref, component);
  }
  return byRef;
}

/** What the document is about comes first, then models with a card, then the others. */
function modelsOf(components: readonly BomComponent[]): readonly BomComponent[] {
  const rank = ({ role, place }: BomComponent): number =>
    role === 'subject' ? 0 : memberOf(place, 'modelCard') === undefined ? 2 : 1;
  return components
    .filter((component) => isModel(component) && (component.role === 'subject' || component.role === 'part'))
    .sort((a, b) => rank(a) - rank(b));
}
