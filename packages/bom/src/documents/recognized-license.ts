// SPDX-License-Identifier: Apache-2.0
import { SPDX } from '../cyclonedx/library.js';
import parseExpression from 'spdx-expression-parse';
import { licenseFacts } from '../licenses/license-ids.js';
import { licenseOfUrl } from '../licenses/license-urls.js';
import { lineText } from './text.js';

/** Longest text that is tried as an expression. */
const MAX_EXPRESSION_CHARS = 1000;

/** What a text says that is meant to be a licence. */
export interface RecognizedLicense {
  /** an id of the SPDX list, in its own case; an expression of SPDX; or a name, as written */
  readonly kind: 'id' | 'expression' | 'name';
  readonly text: string;
  /** of an id: the address that stood for it, as written */
  readonly address?: string;
}

export function recognizeLicense(written: string): RecognizedLicense {
  const text = lineText(written);
  // The library looks up any name, also `__proto__`: what it finds need not be a text.
  const id: unknown = SPDX.fixupSpdxId(text);
  if (typeof id === 'string') return { kind: 'id', text: id };
  const known = idOfAddress(text);
  if (known !== undefined) return { kind: 'id', text: known, address: text };
  return { kind: isExpression(text) ? 'expression' : 'name', text };
}

/** Of an address that is of one licence alone. */
function idOfAddress(text: string): string | undefined {
  const key = licenseOfUrl(text.toLowerCase());
  if (key === undefined) return undefined;
  const id: unknown = SPDX.fixupSpdxId(key);
  return typeof id === 'string' ? id : licenseFacts(key)?.spdx;
}

function isExpression(text: string): boolean {
  if (text.length > MAX_EXPRESSION_CHARS) return false;
  try {
    parseExpression(text);
    return true;
  } catch {
    return false; // Its grammar is the test.
  }
}
