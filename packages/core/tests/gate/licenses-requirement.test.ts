// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { claim, lineOf, stated } from './claims-fixtures.js';

const text = (id: string, spdx?: string, file = 'LICENSE', pointer = ''): readonly Claim[] => {
  const one = claim('license.text', id, { source: { file, pointer }, method: 'measured' });
  return spdx === undefined ? [one] : [one, { ...one, name: 'license.text.id', value: spdx, method: 'inferred' }];
};
const named = (name: string, id?: string): readonly Claim[] => known(claim('license.name', name), id);
const linked = (id?: string): readonly Claim[] => known(claim('license.link', 'https://l.example'), id);
const known = (one: Claim, id?: string): readonly Claim[] =>
  id === undefined ? [one] : [one, { ...one, name: 'license.id', value: id, method: 'inferred' }];
const notice = (id: string, file = 'NOTICE'): Claim => claim('license.notice', id, { source: { file, pointer: '' } });
const prose = (id: string): Claim =>
  claim('license', id, { source: { file: 'README.md', pointer: '#License' }, method: 'inferred' });

describe('licenses', () => {
  it.each<[string, object, readonly Claim[], string]>([
    ['allows what is on its list', { allow: ['mit'] }, stated('MIT'), 'pass'],
    ['allows it by the name that SPDX has', { allow: ['GPL-3.0-only'] }, stated('gpl-3.0', 'GPL-3.0-only'), 'pass'],
    ['allows it by the name that is stated', { allow: ['gpl-3.0'] }, stated('gpl-3.0', 'GPL-3.0-only'), 'pass'],
    ['refuses what is not on it', { allow: ['mit'] }, stated('apache-2.0', 'Apache-2.0'), 'fail'],
    ['refuses what nobody knows', { allow: ['mit'] }, stated('mit-but-different'), 'fail'],
    ['refuses what is denied', { deny: ['gpl-3.0'] }, stated('gpl-3.0'), 'fail'],
    ['refuses what is denied within an expression', { deny: ['gpl-3.0'] }, stated('MIT AND GPL-3.0'), 'fail'],
    [
      'takes a choice where one is allowed',
      { allow: ['mit'] },
      stated('MIT OR GPL-3.0-only', 'mit OR gpl-3.0'),
      'pass',
    ],
    ['refuses a choice of what nobody knows', { allow: ['mit'] }, stated('MIT or negotiable'), 'fail'],
    ['wants all where all hold', { allow: ['mit'] }, stated('MIT AND GPL-3.0-only'), 'fail'],
    [
      'wants every file to state what is allowed',
      { allow: ['mit'] },
      [...stated('mit'), claim('license', 'gpl', { source: { file: 'm.gguf' } })],
      'fail',
    ],
    [
      'wants all that one place states to be allowed',
      { allow: ['mit'] },
      [...stated('mit'), ...stated('gpl-3.0', 'GPL-3.0-only')],
      'fail',
    ],
    [
      'allows several of one place that are',
      { allow: ['mit', 'apache-2.0'] },
      [...stated('mit'), ...stated('Apache-2.0')],
      'pass',
    ],
    ['refuses a model without one', { allow: ['mit'] }, [], 'fail'],
    ['refuses one that is not said which', { deny: ['gpl'] }, stated('other'), 'fail'],
    ['lets that pass where it may be unknown', { deny: ['gpl'], unknown: 'allow' }, stated('other'), 'pass'],
    ['lets a model without one pass, too', { deny: ['gpl'], unknown: 'allow' }, [], 'pass'],
    ['takes a text for it where nothing is stated', { allow: ['mit'] }, text('mit', 'MIT'), 'pass'],
    ['takes a text by the name that SPDX has', { allow: ['GPL-3.0-only'] }, text('gpl-3.0', 'GPL-3.0-only'), 'pass'],
    ['refuses a text that is denied', { deny: ['gpl-3.0'] }, text('gpl-3.0', 'GPL-3.0-only'), 'fail'],
    [
      'refuses a text of another licence than is stated',
      { allow: ['mit'] },
      [...stated('mit'), ...text('isc')],
      'fail',
    ],
    ['refuses such a text where it is denied', { deny: ['gpl-3.0'] }, [...stated('mit'), ...text('gpl-3.0')], 'fail'],
    ['refuses what is stated whatever the text is', { allow: ['mit'] }, [...stated('isc'), ...text('mit')], 'fail'],
    ['takes a text of what is stated', { allow: ['mit'] }, [...stated('mit'), ...text('mit', 'MIT')], 'pass'],
    [
      'takes a text of one that may be chosen',
      { allow: ['apache-2.0'] },
      [...stated('MIT OR Apache-2.0', 'mit OR apache-2.0'), ...text('mit', 'MIT')],
      'pass',
    ],
    [
      'wants every text of one file to be allowed',
      { allow: ['mit'] },
      [...text('mit', 'MIT', 'LICENSE', '#mit'), ...text('isc', 'ISC', 'LICENSE', '#isc')],
      'fail',
    ],
    ['refuses a text that nobody knows', { deny: ['gpl'] }, text('other'), 'fail'],
    ['lets it pass where it may be unknown', { deny: ['gpl'], unknown: 'allow' }, text('other'), 'pass'],
    [
      'cannot tell where such a text lies beside what is stated',
      { allow: ['mit'] },
      [...stated('mit'), ...text('other')],
      'undecided',
    ],
    [
      'goes by what is stated beside such a text where it may be unknown',
      { allow: ['mit'], unknown: 'allow' },
      [...stated('mit'), ...text('other')],
      'pass',
    ],
    [
      'passes over such a text in a folder',
      { allow: ['mit'] },
      [...stated('mit'), ...text('other', undefined, 'lib/LICENSE')],
      'pass',
    ],
    [
      'cannot tell where such a text lies beside "other"',
      { allow: ['mit'] },
      [...stated('other'), ...named('mit', 'MIT'), ...text('other'), ...text('mit', 'MIT', 'LICENSE-MIT')],
      'undecided',
    ],
    [
      'takes "other" with a name that is known, and its text',
      { allow: ['mit'] },
      [...stated('other'), ...named('MIT License', 'MIT'), ...text('mit', 'MIT')],
      'pass',
    ],
    [
      'takes a text for a name that has the id in it',
      { allow: ['llama3.1'] },
      [...stated('other'), ...named('llama-3.1-community-license-agreement'), ...text('llama3.1')],
      'pass',
    ],
    [
      'refuses a text beside a name of other terms',
      { allow: ['mit'] },
      [...stated('other'), ...named('acme-limited-non-commercial'), ...text('mit', 'MIT')],
      'fail',
    ],
    [
      'refuses a text beside an address of other terms',
      { allow: ['mit'] },
      [...stated('other'), ...linked(), ...text('mit', 'MIT')],
      'fail',
    ],
    [
      'takes a text beside the address of a file',
      { allow: ['mit'] },
      [...stated('other'), claim('license.link', 'https://h.example/m/blob/main/LICENSE'), ...text('mit', 'MIT')],
      'pass',
    ],
    ['takes "other" by a name that is known', { allow: ['mit'] }, [...stated('other'), ...named('mit', 'MIT')], 'pass'],
    [
      'takes a longer name for a licence that is known',
      { allow: ['mit'] },
      [...stated('mit', 'MIT'), ...named('The MIT license, version of')],
      'pass',
    ],
    ...['MIT + Commons Clause', 'mit-non-commercial', 'not MIT', 'acme-mit', 'MIT und nichts'].map(
      (name): [string, object, readonly Claim[], string] => [
        `refuses a name that has the id and more: ${name}`,
        { allow: ['mit'] },
        [...stated('mit', 'MIT'), ...named(name), ...text('mit', 'MIT')],
        'fail',
      ],
    ),
    [
      'refuses a text whose licence an open name has in it',
      { allow: ['mit'] },
      [...stated('other'), ...named('gpl-3.0 and acme'), ...text('gpl-3.0', 'GPL-3.0-only')],
      'fail',
    ],
    ...['GPL 3.0', 'GPL version 3', 'GNU GPL version 3', 'gpl3', 'GPL3.0', 'GPLv3+', 'gpl_3.0'].map(
      (name): [string, object, readonly Claim[], string] => [
        `refuses what is denied as people write it: ${name}`,
        { deny: ['gpl-3.0'], unknown: 'allow' },
        stated(name),
        'fail',
      ],
    ),
    ['refuses what a notice names', { allow: ['mit'] }, [...stated('mit'), notice('llama3.1')], 'fail'],
    ['passes over what notices of parts name', { allow: ['mit'] }, [...stated('mit'), notice('apache-2.0')], 'pass'],
    ['refuses what a licence names', { allow: ['mit'] }, [...stated('mit'), notice('apache-2.0', 'LICENSE')], 'fail'],
    ['knows nothing by a notice alone', { allow: ['mit'] }, [notice('mit', 'LICENSE')], 'fail'],
    [
      'passes over what a part states',
      { allow: ['mit'] },
      [...stated('mit'), claim('license', 'isc', { subject: 'file:vae/config.json' })],
      'pass',
    ],
    [
      'refuses it where it is denied',
      { deny: ['isc'] },
      [...stated('mit', 'MIT'), claim('license', 'isc', { subject: 'file:vae/config.json' })],
      'fail',
    ],
    [
      'refuses such a name without a text',
      { allow: ['mit'] },
      [...stated('mit', 'MIT'), ...named('acme terms')],
      'fail',
    ],
    [
      'refuses a name that is another licence',
      { allow: ['mit'] },
      [...stated('mit'), ...named('GPLv3', 'gpl-3.0')],
      'fail',
    ],
    ['refuses a link to another licence', { allow: ['mit'] }, [...stated('mit'), ...linked('gpl-3.0')], 'fail'],
    ['passes over a link that tells nothing', { allow: ['mit'] }, [...stated('mit'), ...linked()], 'pass'],
    ['knows nothing by a link alone', { allow: ['mit'] }, linked('mit'), 'fail'],
    [
      'refuses a denied text in a folder',
      { deny: ['gpl-3.0'] },
      [...stated('mit', 'MIT'), ...text('gpl-3.0', 'GPL-3.0-only', 'espeak/COPYING')],
      'fail',
    ],
    [
      'refuses a denied text among notices',
      { allow: ['mit'], deny: ['gpl-3.0'] },
      [...stated('mit'), ...text('gpl-3.0', 'GPL-3.0-only', 'NOTICE')],
      'fail',
    ],
    [
      'takes what lies in LICENSES for texts of the model',
      { allow: ['mit'] },
      [...stated('mit'), ...text('isc', 'ISC', 'LICENSES/ISC.txt')],
      'fail',
    ],
    [
      'takes a text that is called after copyright for one of the model',
      { allow: ['mit'] },
      [...stated('mit'), ...text('isc', 'ISC', 'copyright')],
      'fail',
    ],
    [
      'keeps a file apart whose name is like a place in another',
      { allow: ['mit'] },
      [...text('mit', 'MIT', 'LICENSE', '#mit'), ...text('isc', 'ISC', 'LICENSE#mit')],
      'fail',
    ],
    [
      'is not taken in by "other" beside another licence',
      { allow: ['mit'] },
      [...stated('other'), ...stated('isc', 'ISC'), ...text('mit', 'MIT')],
      'fail',
    ],
    ['refuses all of a family that is denied', { deny: ['gpl'] }, stated('GPL-3.0-only', 'gpl-3.0'), 'fail'],
    ['refuses none but those', { deny: ['gpl', 'cc'] }, stated('LGPL-3.0-only', 'lgpl-3.0'), 'pass'],
    [
      'refuses what is denied by its old name',
      { deny: ['gpl-2.0'], unknown: 'allow' },
      stated('GPL-2.0-with-classpath-exception'),
      'fail',
    ],
    [
      'refuses what is denied in what is no expression',
      { deny: ['gpl-3.0'], unknown: 'allow' },
      stated('mit,gpl-3.0'),
      'fail',
    ],
    ['binds AND more than OR', { allow: ['mit'] }, stated('MIT OR ISC AND Zlib', 'mit OR isc AND zlib'), 'pass'],
    ['reads parentheses', { allow: ['mit'] }, stated('(MIT OR ISC) AND Zlib'), 'fail'],
    ['refuses what is not an expression', { allow: ['mit'] }, stated('MIT OR (ISC'), 'fail'],
    ['knows nothing by half an expression', { deny: ['gpl-3.0'] }, stated('MIT OR (ISC', 'MIT OR (ISC'), 'fail'],
    ['takes a licence that is not denied', { deny: ['gpl-3.0'] }, stated('mit', 'MIT'), 'pass'],
    ['takes a choice that is not denied', { deny: ['gpl-3.0'] }, stated('mit OR isc', 'MIT OR ISC'), 'pass'],
    ['refuses an id that nobody knows where some are denied', { deny: ['gpl-3.0'] }, stated('GPL, third'), 'fail'],
    [
      'refuses it whatever the text is',
      { deny: ['gpl-3.0'] },
      [...stated('GPL, third'), ...text('mit', 'MIT')],
      'fail',
    ],
    ['lets it pass where it may be unknown', { deny: ['gpl-3.0'], unknown: 'allow' }, stated('acme'), 'pass'],
    ['refuses a family where a member is denied', { deny: ['gpl-3.0'] }, stated('GPL license', 'gpl'), 'fail'],
    ['takes a family that is on its list', { allow: ['bsd'] }, stated('bsd', 'bsd'), 'pass'],
    [
      'refuses what is denied with an exception',
      { deny: ['gpl-3.0'], unknown: 'allow' },
      stated('GPL-3.0-only WITH Classpath-exception-2.0'),
      'fail',
    ],
    [
      'refuses it by its other name',
      { deny: ['GPL-3.0'], unknown: 'allow' },
      stated('mit AND GPL-3.0-or-later'),
      'fail',
    ],
    [
      'refuses one of several that nobody knows',
      { deny: ['gpl-3.0'] },
      [...stated('mit', 'MIT'), claim('license', 'acme')],
      'fail',
    ],
    ['knows "other" by its text', { allow: ['llama3.1'] }, [...stated('other'), ...text('llama3.1')], 'pass'],
    [
      'passes over texts in folders',
      { allow: ['mit'] },
      [...stated('mit'), ...text('isc', 'ISC', 'lib/LICENSE')],
      'pass',
    ],
    [
      'passes over texts of what comes along',
      { allow: ['mit'] },
      [...stated('mit'), ...text('isc', 'ISC', 'THIRD_PARTY_NOTICES.txt')],
      'pass',
    ],
    ['refuses what prose says', { allow: ['mit'] }, [...stated('mit'), prose('gpl-3.0')], 'fail'],
    ['knows nothing by prose alone', { allow: ['mit'] }, [prose('mit')], 'fail'],
    ['lets prose stand beside it', { allow: ['mit', 'isc'] }, [...stated('mit'), prose('isc')], 'pass'],
    [
      'speaks of the model, not of its data',
      { allow: ['mit'] },
      [...stated('mit'), claim('license', 'gpl', { subject: 'dataset:d' })],
      'pass',
    ],
  ])('%s', async (_, licenses, claims, verdict) => {
    expect(await lineOf({ requirements: { licenses } }, claims)).toMatchObject({ id: 'licenses', verdict });
  });

  it('says where it found what', async () => {
    expect((await lineOf({ requirements: { licenses: { allow: ['mit'] } } }, stated('gpl'))).found).toBe(
      'gpl (README.md#/license)',
    );
    const both = await lineOf({ requirements: { licenses: { allow: ['mit'] } } }, [
      ...stated('mit'),
      ...text('gpl-3.0'),
    ]);
    expect(both.found).toBe('gpl-3.0 (LICENSE)');
  });

  describe('of a file that nobody could read', () => {
    const unread = (file: string): Claim => ({
      ...claim('unread', 'front matter', { method: 'measured' }),
      source: { file },
    });
    const line = (licenses: object, ...claims: readonly Claim[]) => lineOf({ requirements: { licenses } }, claims);

    it.each([
      'README.md',
      'LICENSE',
      'license.txt',
      'COPYING',
      'MODEL_LICENSE',
      'terms-EULA.pdf',
      'LICENSES/MIT.txt',
      'CITATION.cff',
      'config.json',
      'q/toy-Q4.gguf',
      'm.onnx',
      'm.safetensors',
    ])('are not known, whatever else states them: %s', async (file) => {
      for (const licenses of [{ allow: ['mit'] }, { deny: ['gpl-3.0'] }, { unknown: 'allow' }]) {
        const found = await line(licenses, ...stated('mit'), unread(file));
        expect(found).toMatchObject({ verdict: 'undecided', code: 'INCONCLUSIVE' });
        expect(found.found).toContain(file);
      }
    });

    it('are not known where licences were not kept', async () => {
      const found = await line({ allow: ['mit'] }, ...stated('mit'), {
        ...claim('unread', 'more claims than are kept', { method: 'measured' }),
        source: { what: 'facts of the model' },
      });
      expect(found).toMatchObject({ verdict: 'undecided' });
    });

    it.each(['lib/LICENSE', 'NOTICE', 'THIRD-PARTY.txt'])('may be under what is denied: %s', async (file) => {
      expect(await line({ deny: ['gpl-3.0'] }, ...stated('mit', 'MIT'), unread(file))).toMatchObject({
        verdict: 'undecided',
      });
    });

    it('are refused where what was read is enough for that', async () => {
      expect(await line({ allow: ['mit'] }, ...stated('gpl'), unread('README.md'))).toMatchObject({ verdict: 'fail' });
    });

    it.each(['tokenizer.json', 'MLmodel', 'lib/LICENSE', 'unet/config.json'])(
      'are those of the others where it states none: %s',
      async (file) => {
        expect(await line({ allow: ['mit'] }, ...stated('mit'), unread(file))).toMatchObject({ verdict: 'pass' });
      },
    );
  });
});
