// SPDX-License-Identifier: Apache-2.0
import { LICENSE_IDS, recogniseLicense } from '@mpk/bom';
import { LICENSE_PHRASES, NOTICE_PHRASES } from '../../src/licenses/license-phrases.js';
import { MIT } from './texts.js';

const LLAMA = `LLAMA 3.2 COMMUNITY LICENSE AGREEMENT

Llama 3.2 Version Release Date: September 25, 2024

“Agreement” means the terms and conditions for use, reproduction, distribution and modification of the Llama Materials set forth herein.

“Llama 3.2” means the foundational large language models and software and algorithms, including machine-learning model code, trained model weights.

“Llama Materials” means, collectively, Meta’s proprietary Llama 3.2 and Documentation (and any portion thereof) made available under this Agreement.

a. Grant of Rights. You are granted a non-exclusive, worldwide, non-transferable and royalty-free limited license under Meta’s intellectual property or other rights
`;

describe('a text', () => {
  it.each([
    ['with line ends of Windows', MIT.replaceAll('\n', '\r\n')],
    ['in comments', MIT.replaceAll('\n', '\n# ')],
    ['in capitals', MIT.toUpperCase()],
    ['with its name once more', `The MIT License (MIT)\n=====\n${MIT}`],
    ['with the name of the holder above it', `Microsoft.\nCopyright (c) Microsoft Corporation.\n\n${MIT}`],
    ['with one more holder', `Copyright (c) 2024 Acme Inc. All rights reserved.\n\n${MIT}`],
    [
      'for what comes next',
      MIT.replace('permission notice shall', 'permission notice (including the next paragraph) shall'),
    ],
    ['twice', MIT + MIT],
  ])('of the MIT licence %s is recognised', (_, text) => {
    expect(recogniseLicense(text)).toEqual({ texts: ['mit'], notices: [], like: [] });
  });

  it('of the MIT licence with one more condition is another', () => {
    const more =
      'Our only modification part is that, if the Software (or any derivative works thereof) is used for any';
    expect(recogniseLicense(`${MIT}${more} products`).texts).toEqual(['modified-mit']);
    expect(recogniseLicense(MIT.replace('THE SOFTWARE IS', 'It may not be sold.\n\nTHE SOFTWARE IS')).texts).toEqual(
      [],
    );
  });

  it.each(['1. ', '* ', '(a) ', '', '# 2) '])('of BSD is recognised with conditions that begin with %j', (mark) => {
    const text = `Copyright (c) 2024, Acme Inc.

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the
following conditions are met:

${mark}Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.
${mark}Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following
  disclaimer in the documentation and/or other materials provided with the distribution.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT
LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL ACME INC.
BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT
OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY,
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE,
EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`;
    expect(recogniseLicense(text).texts).toEqual(['bsd-2-clause']);
  });

  it('of a community licence is recognised with its version', () => {
    expect(recogniseLicense(LLAMA).texts).toEqual(['llama3.2']);
    expect(recogniseLicense(LLAMA.replaceAll('3.2', '3.3')).texts).toEqual(['llama3.3']);
    expect(recogniseLicense(LLAMA.replaceAll('Llama 3.2', 'Llama 3.1')).texts).toEqual([]);
  });

  it('of two licences is recognised as both', () => {
    expect(recogniseLicense(MIT + LLAMA).texts).toEqual(['mit', 'llama3.2']);
  });

  it.each([
    ['mit', 'MIT License'],
    ['mit', 'SPDX-License-Identifier: MIT'],
    ['apache-2.0', 'http://www.apache.org/licenses/LICENSE-2.0'],
    ['apache-2.0', 'Copyright 2024 Acme\nThis model is licensed under the Apache License 2.0.'],
  ])('that is a title alone names the licence: %s', (id, text) => {
    expect(recogniseLicense(text)).toEqual({ texts: [], notices: [id], like: [] });
  });

  it.each([
    '',
    'The BSD License',
    'MIT License\nNot for sale.',
    'This is under the Apache License, Version 2.0, January 2004.',
    '\0'.repeat(1000),
  ])('that mentions a licence at most is none: %j', (text) => {
    expect(recogniseLicense(text)).toEqual({ texts: [], notices: [], like: [] });
  });

  it.each([
    ['gemma', 'Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms'],
    [
      'llama3.1',
      'Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc. All Rights Reserved.',
    ],
  ])('that a licence asks for names it: %s', (id, text) => {
    expect(recogniseLicense(text)).toEqual({ texts: [], notices: [id], like: [] });
  });

  it('of many words takes no more time than its length', () => {
    expect(recogniseLicense('permission is hereby granted '.repeat(10_000)).texts).toEqual([]);
  });
});

describe('the phrases of licences', () => {
  it.each(LICENSE_PHRASES.map(({ id, all }) => [id, all] as const))('of %s are those of no other', (id, all) => {
    const { texts, like } = recogniseLicense(all.join('\n\n'));
    expect([...texts, ...like]).toEqual([id]);
  });

  it('are of ids that are known, and in plain words', () => {
    const ids = new Set(LICENSE_IDS.map(({ id }) => id));
    for (const { id, all, none = [] } of [...LICENSE_PHRASES, ...NOTICE_PHRASES]) {
      expect([id, ids.has(id)]).toEqual([id, true]);
      for (const phrase of [...all, ...none]) expect(phrase).toMatch(/^[a-z0-9+]+(?: [a-z0-9+]+)*$/);
    }
    // One phrase alone may be quoted.
    for (const { all } of LICENSE_PHRASES) expect(all.length).toBeGreaterThan(1);
  });
});
