// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { XmlElement } from './xml-element.js';

/** Most elements of a document, of which each takes some hundred bytes of memory. */
export const MAX_XML_ELEMENTS = 2_000_000;
/** Most elements that lie within each other. */
export const MAX_XML_DEPTH = 200;

/** The root of a document, and what it has besides. */
export interface XmlDocument {
  readonly root: XmlElement;
  readonly namespace: string;
  /** elements of other namespaces, with all that is in them */
  readonly foreign: number;
}

interface OpenElement extends XmlElement {
  readonly attributes: Map<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/**
 * Reads XML 1.0 in UTF-8. There are no entities but the five that XML has: a document type is refused before anything in it counts.
 *
 * @param bytes - attacker-controlled; bounded by the caller
 * @param what - it is called in errors
 * @throws MpkError `INPUT_MALFORMED` for what is not well-formed; `INPUT_UNSUPPORTED` for other encodings, and document types;
 *   `INPUT_TOO_LARGE` for more elements than {@link MAX_XML_ELEMENTS}, or deeper ones
 */
export function parseXml(bytes: Uint8Array, what: string): XmlDocument {
  const parser = new SaxesParser({ xmlns: true });
  const open: OpenElement[] = [];
  let root: { element: XmlElement; namespace: string } | undefined;
  let elements = 0;
  let skipped = 0;
  let foreign = 0;
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^(?:utf-8|us-ascii)$/i.test(encoding))
      throw new MpkError('INPUT_UNSUPPORTED', `${what} is not in UTF-8`, { hint: 'convert it to UTF-8' });
  });
  parser.on('doctype', () => {
    throw new MpkError('INPUT_UNSUPPORTED', `${what} has a document type`, { hint: 'CycloneDX has none: remove it' });
  });
  parser.on('error', ({ message }) => {
    throw new MpkError('INPUT_MALFORMED', `${what} is no XML: ${message}`, { hint: 'have it made again' });
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (elements > MAX_XML_ELEMENTS || open.length + skipped > MAX_XML_DEPTH)
      throw new MpkError('INPUT_TOO_LARGE', `${what} has more elements, or deeper ones, than are read`);
    const parent = open.at(-1);
    if (skipped > 0 || (root !== undefined && tag.uri !== root.namespace)) {
      if (skipped === 0) foreign += 1;
      skipped += 1;
      return;
    }
    const element: OpenElement = { name: tag.local, attributes: attributesOf(tag), children: [], text: '' };
    parent?.children.push(element);
    root ??= { element, namespace: tag.uri };
    open.push(element);
  });
  parser.on('closetag', () => {
    if (skipped > 0) skipped -= 1;
    else open.pop();
  });
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element !== undefined && skipped === 0) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(textOf(bytes, what)).close();
  if (root === undefined) throw new MpkError('INPUT_MALFORMED', `${what} is empty`);
  return { root: root.element, namespace: root.namespace, foreign };
}

const attributesOf = ({ attributes }: SaxesTagNS): Map<string, string> =>
  new Map(Object.values(attributes).flatMap(({ uri, local, value }) => (uri === '' ? [[local, value] as const] : [])));

function textOf(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new MpkError('INPUT_MALFORMED', `${what} is not in UTF-8`);
  }
}
