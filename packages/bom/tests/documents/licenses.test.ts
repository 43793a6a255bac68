// SPDX-License-Identifier: Apache-2.0
import { recognizeLicense } from '../../src/documents/recognized-license.js';
import { isConcluded, writtenLicenses } from '../../src/documents/written-licenses.js';
import { claim } from './claim-sets.js';

describe('a licence as it is written', () => {
  it.each([
    ['apache-2.0', 'id', 'Apache-2.0'],
    ['MIT', 'id', 'MIT'],
    ['MIT OR Apache-2.0', 'expression', 'MIT OR Apache-2.0'],
    ['(MIT AND LicenseRef-x)', 'expression', '(MIT AND LicenseRef-x)'],
    ['llama3.2', 'name', 'llama3.2'],
    ['MIT OR', 'name', 'MIT OR'],
    ['other', 'name', 'other'],
    ['__proto__', 'name', '__proto__'],
    ['constructor', 'name', 'constructor'],
    [' a\n licence ', 'name', 'a licence'],
  ])('%j is %s %s', (written, kind, text) => {
    expect(recognizeLicense(written)).toEqual({ kind, text });
  });

  it.each([
    ['https://creativecommons.org/licenses/by/4.0/', 'CC-BY-4.0'],
    ['http://creativecommons.org/licenses/by-nc-sa/4.0/legalcode', 'CC-BY-NC-SA-4.0'],
    ['https://spdx.org/licenses/MIT', 'MIT'],
    ['https://spdx.org/licenses/BSD-4-Clause.html', 'BSD-4-Clause'],
    ['https://choosealicense.com/licenses/apache-2.0/', 'Apache-2.0'],
    ['https://opendatacommons.org/licenses/by/1-0/', 'ODC-By-1.0'],
  ])('%s is an id, and the address is kept', (address, text) => {
    expect(recognizeLicense(address)).toEqual({ kind: 'id', text, address });
  });

  it.each([
    'https://spdx.org/licenses/No-Such-Licence',
    'https://creativecommons.org/licenses/',
    'https://example.com/licenses/MIT',
    'https://spdx.org.example.com/licenses/MIT',
  ])('%s is the address of none', (address) => {
    expect(recognizeLicense(address)).toEqual({ kind: 'name', text: address });
  });

  it('is a name where it is too long to be tried', () => {
    expect(recognizeLicense(`${'('.repeat(2000)}MIT${')'.repeat(2000)}`).kind).toBe('name');
  });
});

describe('claims about licences', () => {
  const shown = (...claims: Parameters<typeof writtenLicenses>[0]): readonly string[] =>
    writtenLicenses(claims).map(({ text, link, wasWritten }) => [text, link, wasWritten].join('|'));

  it('are one licence where a file names one that has no id', () => {
    expect(
      shown(
        claim('license', 'other', 'README.md#/license'),
        claim('license.name', 'Mine', 'README.md#/license_name'),
        claim('license.link', 'LICENSE', 'README.md#/license_link'),
      ),
    ).toEqual(['Mine|LICENSE|other']);
  });

  it('are two where an id and a name stand side by side', () => {
    expect(shown(claim('license', 'mit', 'a'), claim('license.name', 'Mine', 'a'))).toEqual(['mit||', 'Mine||']);
  });

  it('are not mixed between files', () => {
    expect(shown(claim('license', 'other', 'a'), claim('license.name', 'Mine', 'b'))).toEqual(['other||', 'Mine||']);
  });

  it('are all there where a file says several things', () => {
    const claims = ['a', 'b'].flatMap((name) => [
      claim('license', name, 'README.md'),
      claim('license.name', `name ${name}`, 'README.md'),
      claim('license.link', `link ${name}`, 'README.md'),
      claim('license.text', `text ${name}`, 'README.md'),
    ]);
    const texts = writtenLicenses(claims).flatMap(({ text, link }) => [text, ...(link === undefined ? [] : [link])]);
    expect(texts.sort()).toEqual(['a', 'b', 'link a', 'link b', 'name a', 'name b', 'text a', 'text b']);
  });

  it('are concluded where a text was recognised, and declared where anything is written', () => {
    const text = claim('license.text', 'MIT', 'LICENSE', { method: 'measured' });
    expect([isConcluded([text]), isConcluded([text, claim('license', 'mit', 'a')])]).toEqual([true, false]);
  });
});
