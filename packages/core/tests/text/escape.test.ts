// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { escapeHtml, escapeMarkdown } from '@mpk/core';

describe('escapeHtml', () => {
  it.each([
    [`<img src=x onerror="a('b')">&`, '&lt;img src=x onerror=&quot;a(&#39;b&#39;)&quot;&gt;&amp;'],
    ['a\nb', 'a\nb'],
    ['\u202egpj.exe\u0000', '\\u202egpj.exe\\u0000'],
  ])('shows %j as text', (text, expected) => {
    expect(escapeHtml(text)).toBe(expected);
  });

  it('leaves nothing that could open a tag, close an attribute or begin an entity of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(escapeHtml(text).replace(/&(?:amp|lt|gt|quot|#39);/g, '')).not.toMatch(/[&<>"']/);
      }),
    );
  });
});

describe('escapeMarkdown', () => {
  it('leaves nothing that could become a link, a cell, a heading or a mention', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const left = escapeMarkdown(text).replace(/(?<=[A-Za-z0-9])[-_](?=[A-Za-z0-9])|&#\d+;/g, '');
        expect(left).not.toMatch(/[\\`*_{}[\]()<>#+!|~&@$:\n-]/);
      }),
    );
  });

  it.each([
    ['meta-llama/Llama_3', 'meta-llama/Llama_3'],
    ['---', '&#45;&#45;&#45;'],
    ['- a', '&#45; a'],
    ['_a_ b', '&#95;a&#95; b'],
    ['a--b', 'a&#45;&#45;b'],
    ['a_', 'a&#95;'],
  ])('shows %j as %j: what is within a word is no markup', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });
});
