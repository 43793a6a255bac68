// SPDX-License-Identifier: Apache-2.0
import { claimsIn, shownClaims } from '../../model.js';

const UNLICENSE = `This is free and unencumbered software released into the public domain.
Anyone is free to copy, modify, publish, use, compile, sell, or distribute this software.`;

describe('a file of terms', () => {
  it.each(['LICENSE', 'LICENCE.txt', 'sub/COPYING', 'LICENSE-MODEL', 'third-party-notices.md'])(
    'called %s tells which licence it is',
    (name) => {
      expect(shownClaims({ [name]: UNLICENSE }, 'license.text')).toEqual([`unlicense <measured ${name}>`]);
    },
  );

  it('with two texts tells both, apart', () => {
    const boost =
      'Boost Software License - Version 1.0. Permission is hereby granted, free of charge, to any person or organization obtaining a copy of the software and accompanying documentation covered by this license';
    expect(shownClaims({ LICENSE: `${UNLICENSE}\n${boost}` }, 'license.text')).toEqual([
      'unlicense <measured LICENSE#unlicense>',
      'bsl-1.0 <measured LICENSE#bsl-1.0>',
    ]);
  });

  it('is told by its text, not by its name', () => {
    expect(shownClaims({ 'LICENSE-MIT': UNLICENSE }, 'license.text')).toEqual(['unlicense <measured LICENSE-MIT>']);
  });

  it('that nobody knows is told where it is a licence by name', () => {
    expect(shownClaims({ LICENSE: 'All mine.' }, 'license.text')).toEqual(['other <measured LICENSE>']);
    expect(shownClaims({ NOTICE: 'All mine.' }, 'license.text')).toEqual([]);
  });

  it('that is a notice names a licence', () => {
    const text = 'Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms';
    expect(shownClaims({ NOTICE: text }, 'license.notice')).toEqual(['gemma <declared NOTICE>']);
  });

  it.each([
    'LICENSING.md',
    'LICENSE_NOTICE.md',
    'Model-Agreement.txt',
    'MODEL-TERMS-LICENSE',
    'Acme_EULA.docx.txt',
    'LICENSE.acme',
    'acme-licence.md',
    'LICENSES/Acme.txt',
  ])('that nobody knows is told where it is a licence by the name %s', (name) => {
    expect(shownClaims({ [name]: 'All mine.' }, 'license.text')).toEqual([`other <measured ${name}>`]);
  });

  it('that is a licence by name and has a notice alone is one that nobody knows', () => {
    const text = 'Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/gemma/terms';
    expect(shownClaims({ LICENSE: `${text}\nNobody may use it.` }, 'license.text')).toEqual([
      'other <measured LICENSE>',
    ]);
  });

  it('that has the notice of Apache-2.0, and nothing else, names that', () => {
    const notice = `Copyright 2024 Acme

Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance with the License.
You may obtain a copy of the License at http://www.apache.org/licenses/LICENSE-2.0

Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on an "AS IS" BASIS,
WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the specific language governing
permissions and limitations under the License.`;
    expect(shownClaims({ LICENSE: notice }, 'license.text')).toEqual([]);
    expect(shownClaims({ LICENSE: `${notice}\nNot for sale.` }, 'license.text')).toEqual(['other <measured LICENSE>']);
  });

  it('that is no text by its content is told not to be read', () => {
    expect(shownClaims({ 'LICENSE.pdf': Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 255]) }, 'unread')).toHaveLength(1);
  });

  it('counts in every folder, also where several have one name', () => {
    const files = { LICENSE: 'Copyright 2024 Acme', 'a/LICENSE': UNLICENSE, 'b/LICENSE': UNLICENSE };
    expect(shownClaims(files, 'license.text')).toEqual([
      'other <measured LICENSE>',
      'unlicense <measured a/LICENSE>',
      'unlicense <measured b/LICENSE>',
    ]);
  });

  it.each(['GPL-3.0', 'GPL-3.0.md', 'GPL-3.0.txt', 'LIZENZ', 'LICENS\u0415', 'THIRD-PARTY', 'license/any/where'])(
    'is found by what it says where it is called %s',
    (name) => {
      expect(shownClaims({ [name]: UNLICENSE }, 'license.text')).toEqual([`unlicense <measured ${name}>`]);
    },
  );

  it.each(['license-plates.pt', 'license_plate_notes.md', 'license_plate.jpg'])('is not what %s is', (name) => {
    expect(claimsIn({ [name]: 'A plate.' }).claims).toEqual([]);
  });

  it('that is a title alone names a licence, and an empty one says nothing', () => {
    expect(claimsIn({ LICENSE: 'MIT\n' }).claims.map(({ name, value }) => [name, value])).toEqual([
      ['license.notice', 'mit'],
    ]);
    expect(claimsIn({ LICENSE: '' }).claims).toEqual([]);
  });

  it.each(['license.py', 'license_data.json', 'README.md'])('is not what %s is', (name) => {
    expect(claimsIn({ [name]: UNLICENSE }).claims.filter(({ name }) => name.startsWith('license'))).toEqual([]);
  });

  it.each([
    ['too long', 'x'.repeat(300_000), 'too-large'],
    ['no text', Buffer.from([0, 1, 2, 255]), 'malformed'],
  ])('that is %s is remarked', (_, content, kind) => {
    expect(claimsIn({ LICENSE: content }).remarks.map((one) => one.kind)).toEqual([kind]);
  });
});
