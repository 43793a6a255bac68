// SPDX-License-Identifier: Apache-2.0
import { cleanText } from '../../documents/text.js';
import type { Element } from './element.js';

/** XML 1.0 of an element and what is in it, each element on its own line. Depth is that of our own documents. */
export function stringifyXml(root: Element): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  write(root, '', lines);
  return `${lines.join('\n')}\n`;
}

function write({ name, namespace, attributes = {}, children }: Element, indent: string, lines: string[]): void {
  const all: NonNullable<Element['attributes']> = { xmlns: namespace?.toString(), ...attributes };
  const shown = Object.entries(all).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeAttribute(String(value))}"`],
  );
  const start = `${indent}<${name}${shown.join('')}`;
  if (children === undefined) lines.push(`${start}/>`);
  else if (typeof children === 'string' || typeof children === 'number')
    lines.push(`${start}>${escapeText(String(children))}</${name}>`);
  else {
    lines.push(`${start}>`);
    for (const child of children) if (child.type === 'element') write(child, `${indent}  `, lines);
    lines.push(`${indent}</${name}>`);
  }
}

/** `\r` would be read as `\n` (section 2.11), and `]]>` may not stand in text (2.4). */
const escapeText = (text: string): string => cleanText(text).replace(/[&<>\r]/g, escape);
/** Space in attributes would be read as blanks (section 3.3.3). */
const escapeAttribute = (text: string): string => cleanText(text).replace(/[&<>"\t\n\r]/g, escape);
const escape = (character: string): string => `&#${character.charCodeAt(0)};`;
