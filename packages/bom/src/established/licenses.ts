// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { recognizeLicense } from '../documents/recognized-license.js';
import { lineText, valueText } from '../documents/text.js';
import { licenseFacts } from '../licenses/license-ids.js';
import { licenseRefOf } from '../spdx/licenses.js';
import { claimsNamed, confirmedBy, contradictedBy, UNKNOWN, type Judge } from './statement.js';

/** Longest expression whose parts are looked up. */
const MAX_EXPRESSION_CHARS = 1000;

/**
 * A licence is confirmed where the files name it, also as one of several; contradicted where they name others, all of them known, and
 * none of them is a family that it may be of.
 */
export const judgeLicense: Judge =
  (claims) =>
  ({ text }) => {
    const all = claimsNamed(claims, 'license', 'dataset.license', 'license.name', 'license.text', 'license.notice');
    const same = all.filter(({ value }) => isSameText(text, valueText(value)));
    if (same.length > 0) return confirmedBy(same);
    const said = partsOf(text);
    if (said === undefined) return UNKNOWN;
    const known = all.map((claim) => ({ claim, parts: partsOf(valueText(claim.value)) }));
    const by = known.filter(({ parts }) => said.ids.some((id) => parts?.ids.includes(id) === true));
    const missing = said.ids.filter((id) => !by.some(({ parts }) => parts?.ids.includes(id) === true));
    const declared = known.filter(({ claim }) => isDeclared(claim));
    if (missing.length > 0) {
      // A choice that nobody gives who says in so many words what there is.
      const isChoice = /^or(?: or)*$/.test(said.operators) && !said.isFamily;
      if (isChoice && by.length > 0 && declared.length > 0 && declared.every(({ parts }) => isOne(parts)))
        return contradictedBy(declared.map(({ claim }) => claim));
      const isOpen = by.length > 0 || declared.some(({ parts }) => parts?.isFamily !== false);
      return isOpen ? UNKNOWN : contradictedBy(declared.map(({ claim }) => claim));
    }
    const expressions = by.filter(({ parts }) => parts?.ids.length === said.ids.length && parts.ids.length > 1);
    const others = expressions.filter(({ parts }) => parts?.operators !== said.operators);
    if (others.length > 0 && others.length === expressions.length)
      return contradictedBy(others.map(({ claim }) => claim));
    // One of several that are to be kept, or chosen from, is not what the files say.
    const isPart = by.every(({ parts }) => (parts?.ids.length ?? 0) > said.ids.length);
    return isPart ? UNKNOWN : confirmedBy(by.map(({ claim }) => claim));
  };

const isSameText = (said: string, written: string): boolean => {
  const [a, b] = [lineText(said).toLowerCase(), lineText(written).toLowerCase()];
  return a === b || a === licenseRefOf(lineText(written)).toLowerCase();
};

/** What says in so many words which one it is. */
export const isDeclared = ({ name, value, method }: Claim): boolean =>
  name !== 'license.notice' && method !== 'inferred' && !/^(?:other|unknown)$/i.test(valueText(value).trim());

interface LicenseParts {
  /** of our table, or of SPDX in lower case; sorted, each once */
  readonly ids: readonly string[];
  /** `and`, `or`, `with`, in order of the alphabet */
  readonly operators: string;
  readonly isFamily: boolean;
}

const isOne = (parts: LicenseParts | undefined): boolean =>
  parts !== undefined && parts.ids.length === 1 && !parts.isFamily;

/** Licences of a text; undefined where one of them is not known. */
function partsOf(text: string): LicenseParts | undefined {
  if (text.length > MAX_EXPRESSION_CHARS) return undefined;
  const whole = idOf(text);
  const words =
    whole === undefined ? text.split(/\s+(?:and|or|with)\s+|[()]/i).filter((word) => word.trim() !== '') : [text];
  const ids = words.map(idOf);
  if (ids.length === 0 || ids.includes(undefined)) return undefined;
  const operators = [...text.matchAll(/\s(and|or|with)\s/gi)].map(([, one = '']) => one.toLowerCase()).sort();
  return {
    ids: [...new Set(ids.flatMap((id) => id ?? []))].sort(),
    operators: whole === undefined ? operators.join(' ') : '',
    isFamily: words.some((word) => licenseFacts(word)?.isFamily === true),
  };
}

function idOf(text: string): string | undefined {
  const facts = licenseFacts(text);
  if (facts !== undefined) return /^(?:other|unknown)$/.test(facts.id) ? undefined : facts.id;
  const recognized = recognizeLicense(text);
  return recognized.kind === 'id' ? recognized.text.toLowerCase() : undefined;
}
