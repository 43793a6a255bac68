// SPDX-License-Identifier: Apache-2.0
import { licenseFacts } from '@mpk/bom';

describe('the address of a licence', () => {
  it.each([
    ['https://creativecommons.org/licenses/by/4.0/', 'CC-BY-4.0'],
    ['http://creativecommons.org/licenses/by-nc-sa/4.0', 'CC-BY-NC-SA-4.0'],
    ['https://creativecommons.org/licenses/by-nc-nd/3.0/deed.de', 'CC-BY-NC-ND-3.0'],
    ['https://creativecommons.org/licenses/by-sa/2.0/legalcode', 'CC-BY-SA-2.0'],
    ['https://creativecommons.org/publicdomain/zero/1.0/', 'CC0-1.0'],
    ['https://choosealicense.com/licenses/mit/', 'MIT'],
    ['https://spdx.org/licenses/Apache-2.0.html', 'Apache-2.0'],
    ['https://spdx.org/licenses/CC-BY-4.0', 'CC-BY-4.0'],
    ['https://opensource.org/licenses/MIT', 'MIT'],
    ['https://opensource.org/license/bsd-3-clause', 'BSD-3-Clause'],
    ['https://www.apache.org/licenses/LICENSE-2.0.txt', 'Apache-2.0'],
    ['https://www.gnu.org/licenses/gpl-3.0.en.html', 'GPL-3.0-only'],
    ['https://www.gnu.org/licenses/old-licenses/gpl-2.0.html', 'GPL-2.0-only'],
    ['https://www.gnu.org/licenses/gpl.html', 'GPL-3.0-only'],
    ['https://opensource.org/license/gpl-3-0', 'GPL-3.0-only'],
    ['https://creativecommons.org/licenses/by-nc/4.0/?ref=chooser-v1', 'CC-BY-NC-4.0'],
    ['creativecommons.org/licenses/by-nc/4.0/', 'CC-BY-NC-4.0'],
    ['[CC BY-NC 4.0](https://creativecommons.org/licenses/by-nc/4.0/)', 'CC-BY-NC-4.0'],
    ['https://opendatacommons.org/licenses/odbl/1-0/', 'ODbL-1.0'],
    ['https://cdla.dev/permissive-2-0/', 'CDLA-Permissive-2.0'],
    ['https://ai.google.dev/gemma/terms', 'LicenseRef-scancode-gemma-tou-2025-03-24'],
    ['https://www.llama.com/llama3_1/license/', 'LicenseRef-scancode-llama-3.1-license-2024'],
  ])('%s is read as %s', (url, spdx) => {
    const facts = licenseFacts(url);
    expect(facts?.spdx ?? facts?.ref).toBe(spdx);
  });

  it('has the traits of its licence', () => {
    expect(licenseFacts('https://creativecommons.org/licenses/by-nc-sa/4.0/')?.traits).toEqual([
      'non-commercial',
      'share-alike',
    ]);
  });

  it.each([
    'https://example.org/licenses/by/4.0/',
    'https://creativecommons.org.example.org/licenses/by/4.0/',
    'https://creativecommons.org/licenses/',
    'https://creativecommons.org/licenses/by/9.0/',
    'https://creativecommons.org/licenses/by/4.0.1/',
    'https://choosealicense.com/',
    'https://spdx.org/licenses/__proto__',
    'creativecommons.org/licenses/by/4.0/ and others',
    `https://creativecommons.org/licenses/by/4.0/${'x'.repeat(5000)}`,
    'https://huggingface.co/acme/m/blob/main/LICENSE',
  ])('%s is not guessed', (url) => {
    expect(licenseFacts(url)).toBeUndefined();
  });
});
