// SPDX-License-Identifier: Apache-2.0
import { recogniseLicense } from '@mpk/bom';
import { readFileSync } from 'node:fs';
import { MIT } from './texts.js';

const APACHE = readFileSync(new URL('../../../../LICENSE', import.meta.url), 'utf8');
const [TERMS = ''] = APACHE.split('END OF TERMS');

describe('the text of Apache-2.0', () => {
  it.each([
    ['as it is published', APACHE],
    ['without its appendix', TERMS],
    ['with its appendix filled in', APACHE.replace('[yyyy] [name of copyright owner]', '2024 Acme Cloud')],
    ['under a line of copyright', `Copyright 2018- The Hugging Face team. All rights reserved.\n\n${APACHE}`],
    ['with addresses of https', APACHE.replaceAll('http:', 'https:')],
    ['with line ends of Windows', APACHE.replaceAll('\n', '\r\n')],
    ['beside that of MIT', `${APACHE}\n\n${MIT}`],
  ])('is recognised %s', (_, text) => {
    expect(recogniseLicense(text)).toMatchObject({ like: [] });
    expect(recogniseLicense(text).texts).toContain('apache-2.0');
  });

  it.each([
    ['a clause behind it', `${APACHE}\n"Commons Clause" License Condition v1.0\nYou may not sell the Software.`],
    ['a clause before it', `For research alone.\n${APACHE}`],
    ['a word that is changed', APACHE.replaceAll('irrevocable', 'revocable')],
    ['a word that is left out', APACHE.replace('Notwithstanding the above, nothing', 'Nothing')],
    ['a clause in another script', `${APACHE}\n仅限非商业用途`],
    ['terms on a line of copyright', `${APACHE}\nCopyright 2024 Acme. Not for commercial use.`],
    ['terms of its own and the notice alone', `${APACHE.slice(APACHE.indexOf('   Copyright [yyyy]'))}\nNo selling.`],
  ])('with %s is another', (_, text) => {
    expect(recogniseLicense(text).texts).toEqual([]);
    expect(recogniseLicense(text).like).toEqual(['apache-2.0']);
  });
});

describe('the text of MIT', () => {
  it.each([
    ['a purpose', MIT.replace('without restriction', 'for non-commercial purposes only')],
    ['a purpose of the permission', MIT.replace('furnished to do so', 'furnished to do so in research')],
    ['words before it', `Weights are not included.\n${MIT}`],
    ['words behind it', `${MIT}\nMilitary use is prohibited.`],
    ['terms in the name of the holder', MIT.replace('THE\nAUTHORS', 'USERS WHO SELL IT OR THE\nAUTHORS')],
    ['words as the name of the holder', MIT.replace('THE\nAUTHORS', 'SOLDIERS OR THE\nAUTHORS')],
    ['the title of another', MIT.replace('MIT License', 'Apache License')],
    ['the id of another', `SPDX-License-Identifier: GPL-3.0-only\n${MIT}`],
    [
      'a sentence in capitals on a line of copyright',
      MIT.replace('Somebody', 'Acme. Every Deployment Needs A Contract'),
    ],
    ['a sentence behind such a line', MIT.replace('Somebody', 'Acme\nDerivatives Are Property Of Acme')],
    ['terms on a line of copyright', MIT.replace('Somebody', 'Acme, Academic Research Only')],
    ['another licence on such a line', MIT.replace('Somebody', 'Acme, GPL-3.0')],
    ['other terms at an address', MIT.replace('Somebody', 'Acme <https://acme.example/license>')],
    ['such a line that never ends', MIT.replace('Somebody', 'Acme '.repeat(20))],
    ['letters that look like others', MIT.replace('Somebody', 'Ас\u043ce')],
    ['words that line ends of others hide', MIT.replace('Somebody', 'Acme\u2028It may not be sold.')],
    ['words with marks that are not seen', MIT.replace('Somebody', 'Acme. No commer\u200bcial u\u200bse')],
    ['words that are struck out', MIT.replace('without restriction', '~~without restriction~~')],
    ['words that are not shown', `<!--\n${MIT}\n-->`],
    ['the id of another on a line of copyright', MIT.replace('Somebody', 'Acme CC BY-NC-SA 4.0')],
    ['words of one a line', MIT.replace('Somebody', 'Acme\ncompanies\nowe\nacme\nhalf\nof their\nrevenue')],
    ['words that are broken', MIT.replace('Somebody', 'Acme, Noncom-\nmercial U-\nse On-\nly')],
    ['words with accents', MIT.replace('Somebody', 'Acme, N\u00f3n-Comm\u00e9rcial Us\u00e9 Onl\u00fd')],
    ['words in small capitals', MIT.replace('Somebody', 'Acme For Noncommerc\u0131al U\ua731e Onl\u028f')],
    ['a sentence in capitals', MIT.replace('Somebody', 'ACME\nFOR RESEARCH; COMPANIES OWE ACME HALF')],
    ['words as an address', MIT.replace('Somebody', 'Acme <not-for-business@acme.ai>, only-for-research.ai')],
    [
      'such words as the holder',
      MIT.replace('Somebody', 'Companies Owe Acme').replace('THE\nAUTHORS', 'COMPANIES OWE ACME NOR THE\nAUTHORS'),
    ],
    ['terms in German', MIT.replace('Somebody', 'Acme GmbH. Kommerzielle Nutzung Verboten.')],
    ['terms in Spanish', MIT.replace('Somebody', 'Acme SA Uso Comercial Prohibido')],
    ['a sentence without a word of terms', MIT.replace('Somebody', 'Acme. Hobbyists And Amateurs')],
    ['a line that is a sentence', MIT.replace('Somebody', 'Acme Inc.\nHobbyists And Amateurs')],
    ['whom it is for', MIT.replace('Somebody', 'Acme For Academia And Hobbyists')],
    ['a sign of logic', MIT.replace('is hereby granted', 'is \u00ac hereby granted')],
    ['pictures for words', `${MIT}\n\u{1F1F3}\u{1F1F4} \u{1F4B0}`],
    ['letters in circles', `${MIT}\n\u24c3\u24c4\u24c9`],
  ])('with %s is another', (_, text) => {
    expect(recogniseLicense(text).texts).toEqual([]);
  });
});

describe('a line that says who holds the rights', () => {
  it.each([
    'Copyright (c) 2024 karpathy',
    'Copyright (c) Microsoft Corporation. All rights reserved.',
    'Copyright (c) Meta Platforms, Inc. and affiliates.',
    'Copyright (c) 2022-present, Facebook, Inc. and its affiliates',
    'Copyright 2018- The Hugging Face team. All rights reserved.',
    'Copyright (C) 2023 THL A29 Limited, a Tencent company. All rights reserved.',
    'Copyright (c) 2021-2024, NVIDIA CORPORATION & AFFILIATES. All rights reserved.',
    'Copyright (c) 2023 DeepSeek',
    'Copyright (c) 2024 01.AI',
    'Copyright 2023 Allen Institute for AI',
    'Copyright (c) 2018 The University of Edinburgh',
    'Copyright © 2023 Jane Doe <jane@doe.example>',
    'Copyright (c) Sindre Sorhus <sindresorhus@gmail.com> (sindresorhus.com)',
    'Copyright (c) 2017 to present Pydantic Services Inc. and individual contributors.',
    'Copyright Contributors to the Jest project.',
    'Copyright (c) 2017-2022 npm, Inc., Isaac Z. Schlueter, and Contributors',
    'Copyright 2017- dateutil contributors (see AUTHORS file)',
    'Copyright (c) 2025-Present [Bombshell contributors](https://bomb.sh/team)',
    'Copyright (c) 2020 Will McGugan',
    'Copyright 2014-2019 Grant Jenks',
    'Copyright 2012-2015 Yahoo! Inc.',
    'Author 2014-2019, Yury Strozhevsky',
    '(c) 2019 Acme',
    'Portions Copyright (c) 2019 Acme',
    'MIT License & \u00a9 Acme',
    'Copyright (c) <year> <copyright holders>',
    'SPDX-FileCopyrightText: Copyright (c) 2024 NVIDIA CORPORATION & AFFILIATES. All rights reserved.',
    'Modified work Copyright (c) 2024 Acme',
    'Copyright &copy; 2024 Acme &lt;a@acme.example&gt;',
    'Copyright (c) 2019 Explosion Software GmbH',
    'Copyright (c) 2020 Weights and Biases, Inc.',
    'Copyright (c) 2018 Academia Sinica',
    '\ufeffCopyright (c) 2018 Acme',
    'Copyright (c) 2021 Ay\u015fe Y\u0131ld\u0131z, S\u00f8ren \u00c5kesson',
    'Copyright (c) 2020-2024 The Regents of the University\nof California and Contributors',
  ])('is none of the terms: %s', (line) => {
    expect(recogniseLicense(MIT.replace('Copyright (c) 2026 Somebody', line))).toEqual({
      texts: ['mit'],
      notices: [],
      like: [],
    });
  });
});

describe('a title', () => {
  it.each([
    '# The MIT License (MIT)',
    'License: MIT',
    'SPDX-License-Identifier: MIT',
    'https://opensource.org/licenses/MIT',
    'This project is licensed under the terms of the MIT license.',
    '## License\n\n(The MIT License)',
  ])('is none of the terms: %s', (title) => {
    expect(recogniseLicense(MIT.replace('MIT License', title)).texts).toEqual(['mit']);
  });
});

it.each([
  ['lines of copyright', 'Copyright '.repeat(25_000)],
  ['marks of copyright', ' (c)'.repeat(60_000)],
  ['marks of comments', '/'.repeat(250_000)],
  ['names of holders', `this software is provided by${' a'.repeat(20)} `.repeat(4000)],
])('many %s take no more time than their length', (_, text) => {
  const { texts, like } = recogniseLicense(text + MIT);
  expect([...texts, ...like]).toEqual(['mit']);
});
