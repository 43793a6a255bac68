// SPDX-License-Identifier: Apache-2.0
import { pae } from '@mpk/core';

describe('pae', () => {
  it('gives the example of the DSSE protocol', () => {
    expect(pae('http://example.com/HelloWorld', Buffer.from('hello world')).toString()).toBe(
      'DSSEv1 29 http://example.com/HelloWorld 11 hello world',
    );
  });

  it('counts bytes, not characters', () => {
    expect(pae('é', Buffer.from('ü')).toString()).toBe('DSSEv1 2 é 2 ü');
  });
});
