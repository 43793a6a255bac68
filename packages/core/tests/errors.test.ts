// SPDX-License-Identifier: Apache-2.0
import { ERROR_CODES, MpkError, codeOf, exitFor, isMpkError, unreadable, type ErrorCode } from '@mpk/core';

const EXITS = new Set([2, 10, 20, 70, 75]);

describe('error codes', () => {
  it.each(Object.keys(ERROR_CODES))('%s belongs to a documented exit status and says what it means', (code) => {
    expect(EXITS.has(exitFor(code as ErrorCode))).toBe(true);
    expect(ERROR_CODES[code as ErrorCode].meaning).not.toBe('');
  });
});

describe('isMpkError', () => {
  it('knows an error of another copy of core by its brand', () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for('mpk.error')]: true, code: 'INPUT_MALFORMED' });
    expect(isMpkError(foreign)).toBe(true);
  });

  it('does not take an unbranded error or a branded object for one', () => {
    expect(isMpkError(new Error('x'))).toBe(false);
    expect(isMpkError({ [Symbol.for('mpk.error')]: true })).toBe(false);
  });
});

describe('codeOf', () => {
  it('gives the code of ours and INTERNAL for all others', () => {
    expect(codeOf(new MpkError('MODEL_EMPTY', 'x'))).toBe('MODEL_EMPTY');
    expect(codeOf(new TypeError('x'))).toBe('INTERNAL');
  });
});

describe('unreadable', () => {
  it('names the path and the reason of the system', () => {
    const error = unreadable('a/b', Object.assign(new Error('long text'), { code: 'EACCES' }));
    expect(error.code).toBe('INPUT_UNREADABLE');
    expect(error.message).toBe('cannot read a/b: permission denied');
    expect(unreadable('a', { code: 'EWHATEVER' }).message).toBe('cannot read a: EWHATEVER');
  });
});
