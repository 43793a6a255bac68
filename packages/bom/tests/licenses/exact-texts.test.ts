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
  ])('with %s is another', (_, text) => {
    expect(recogniseLicense(text).texts).toEqual([]);
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
