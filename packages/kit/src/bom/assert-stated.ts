// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';
import type { StatedIdentity } from '@mpk/bom/documents';

/** Most characters of a name that a caller gives. */
const MAX_STATED_CHARS = 1000;

/** @throws MpkError `USAGE` for a text that is empty or too long, naming what it was to be */
export function assertStated(stated: StatedIdentity, authors: readonly string[]): void {
  const { name, version, authors: makers = [], manufacturer, supplier } = stated;
  assertTexts('name of the model', name);
  assertTexts('version of the model', version);
  assertTexts('author of the model', ...makers);
  assertTexts('manufacturer of the model', manufacturer);
  assertTexts('supplier of the model', supplier);
  assertTexts('author of the BOM', ...authors);
}

function assertTexts(what: string, ...texts: readonly (string | undefined)[]): void {
  for (const text of texts) {
    if (text?.trim() === '')
      throw new MpkError('USAGE', `the ${what} is an empty text`, { hint: 'is a variable unset?' });
    if (text !== undefined && text.length > MAX_STATED_CHARS)
      throw new MpkError('USAGE', `the ${what} is too long`, { hint: `at most ${MAX_STATED_CHARS} characters` });
  }
}
