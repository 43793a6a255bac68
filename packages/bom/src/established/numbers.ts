// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { isAbout, sizesInWords } from '../claims/sizes-in-words.js';
import { claimsNamed, confirmedBy, contradictedBy, UNKNOWN, type Judge } from './statement.js';

/** `4096`, `1,234,567`, `1_000`; undefined for all else. */
function wholeNumber(text: string): number | undefined {
  const plain = text.trim();
  if (!/^\d{1,18}$|^\d{1,3}(?:[,_]\d{3}){1,5}$/.test(plain)) return undefined;
  return Number(plain.replace(/[,_]/g, ''));
}

const numberIn = ({ value }: Claim): number => (typeof value === 'boolean' ? Number.NaN : Number(value));

/** A number is what one of the claims has, or none of them. */
export const judgeNumber: Judge =
  (claims) =>
  ({ fact, text }) => {
    const said = wholeNumber(text);
    const all = claimsNamed(claims, fact);
    if (said === undefined) return UNKNOWN;
    const same = all.filter((claim) => numberIn(claim) === said);
    return same.length > 0 ? confirmedBy(same) : contradictedBy(all);
  };

/** Digits behind the leading ones, all zero, that make a number a round one. */
const ROUND = /[1-9]0{6,}$/;

/**
 * How many parameters it has: exactly, also with its buffers; or about, where the number is a round one. Tensors of safetensors alone
 * are counted as frameworks count them: of other formats a number is wrong where it is far off.
 */
export const judgeParameters: Judge =
  (claims) =>
  ({ text }) => {
    // What an adapter is put on has as many as anybody may say.
    if (claims.has('adapter')) return UNKNOWN;
    const counted = claimsNamed(claims, 'parameters.count');
    const buffers = claimsNamed(claims, 'buffers.count').map(numberIn);
    const exact = wholeNumber(text);
    const same = counted.filter((claim) =>
      [0, ...buffers].some((more) => exact !== undefined && numberIn(claim) + more === exact),
    );
    if (same.length > 0) return confirmedBy(same);
    const [about] = exact === undefined ? sizesInWords(text) : [exact];
    if (about === undefined) return UNKNOWN;
    const near = counted.filter((claim) => isAbout(numberIn(claim), about));
    if (near.length === 0) return contradictedBy(counted);
    if (exact === undefined || ROUND.test(String(exact))) return confirmedBy(near);
    const isExact = counted.every(({ method, source }) => method === 'measured' && isSafetensors(source.file));
    return isExact ? contradictedBy(counted) : UNKNOWN;
  };

const isSafetensors = (file = ''): boolean => /\.safetensors(?:\.index\.json)?$/i.test(file);
