// SPDX-License-Identifier: Apache-2.0
import { judge, loadCel, parseEvidence, type Claim, type Evidence } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { NOW, evidenceOf, file, finderOf, policyOf } from './fixtures.js';

const claim = (name: string, value: Claim['value'], more: Partial<Claim> = {}): Claim => ({
  subject: 'model',
  name,
  value,
  source: { file: 'README.md', pointer: `/${name}` },
  method: 'declared',
  ...more,
});
const evidenceWith = (claims?: readonly Claim[]): Evidence => ({
  ...evidenceOf([file('a.safetensors')]),
  ...(claims !== undefined && { claims }),
});

async function lineOf(spec: object, claims?: readonly Claim[]) {
  const cel = await loadCel();
  const result = judge({
    evidence: evidenceWith(claims),
    policy: policyOf(spec),
    statements: finderOf([]),
    cel,
    now: NOW,
  });
  return { ...result.requirements[0], verdict: result.verdict };
}

const stated = (id: string, spdx?: string): readonly Claim[] => {
  const one = claim('license', id);
  return spdx === undefined ? [one] : [one, { ...one, name: 'license.id', value: spdx, method: 'inferred' }];
};

const text = (id: string, spdx?: string, file = 'LICENSE', pointer = ''): readonly Claim[] => {
  const one = claim('license.text', id, { source: { file, pointer }, method: 'measured' });
  return spdx === undefined ? [one] : [one, { ...one, name: 'license.text.id', value: spdx, method: 'inferred' }];
};
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
    ['takes a choice where one is allowed', { allow: ['mit'] }, stated('MIT OR GPL-3.0-only'), 'pass'],
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
      [...stated('MIT OR Apache-2.0'), ...text('mit', 'MIT')],
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
      'MLmodel',
      'data/croissant.json',
      'toy-Q4.gguf',
      'm.onnx',
    ])('are not known, whatever else states them: %s', async (file) => {
      for (const licenses of [{ allow: ['mit'] }, { deny: ['gpl-3.0'] }, { unknown: 'allow' }]) {
        const found = await line(licenses, ...stated('mit'), unread(file));
        expect(found).toMatchObject({ verdict: 'undecided', code: 'INCONCLUSIVE' });
        expect(found.found).toContain(file);
      }
    });

    it('are refused where what was read is enough for that', async () => {
      expect(await line({ allow: ['mit'] }, ...stated('gpl'), unread('README.md'))).toMatchObject({ verdict: 'fail' });
    });

    it('are those of the others where it states none', async () => {
      expect(await line({ allow: ['mit'] }, ...stated('mit'), unread('tokenizer.json'))).toMatchObject({
        verdict: 'pass',
      });
    });
  });
});

describe('metadata', () => {
  it.each<[string, object, readonly Claim[], string]>([
    ['is met by a fact', { require: ['license'] }, stated('mit'), 'pass'],
    ['is not met without it', { require: ['license'] }, [claim('name', 'x')], 'fail'],
    [
      'is met by a method that is asked for',
      { require: ['x'], methods: { x: ['measured'] } },
      [claim('x', 1, { method: 'measured' })],
      'pass',
    ],
    ['is met by a section', { require: ['section'] }, [claim('section', { id: 'bias', isTemplate: false })], 'pass'],
    [
      'is not met by headings over nothing',
      { require: ['section'] },
      [claim('section', { id: 'bias', isTemplate: true }), claim('section', { id: 'uses', isPlaceholder: true })],
      'fail',
    ],
    ['is not met by another method', { require: ['x'], methods: { x: ['measured'] } }, [claim('x', 1)], 'fail'],
  ])('%s', async (_, metadata, claims, verdict) => {
    expect(await lineOf({ requirements: { metadata } }, claims)).toMatchObject({
      id: 'metadata',
      verdict,
    });
  });

  it('says of what is known by another method that it is', async () => {
    const metadata = { require: ['license', 'x', 'y'], methods: { license: ['measured'], x: ['measured'] } };
    const claims = [...stated('mit'), claim('x', 1), claim('x', 1, { method: 'inferred' })];
    expect((await lineOf({ requirements: { metadata } }, claims)).found).toBe(
      'license is known as declared only; x is known as declared and inferred only; not known: y',
    );
  });
});

describe('a rule', () => {
  const rule = (cel: string): object => ({ rules: [{ id: 'r', cel, message: 'm' }] });

  it.each<[string, readonly Claim[], string]>([
    ['"mit" in claims["license"]', stated('mit'), 'pass'],
    ['"mit" in claims["license"]', stated('gpl'), 'fail'],
    ['"license" in claims', [], 'fail'],
    ['claims["section"].exists(s, s.id == "bias")', [claim('section', { id: 'bias' })], 'pass'],
    ['claims["parameters.count"][0] < 10', [claim('parameters.count', 4)], 'pass'],
  ])('%s', async (cel, claims, verdict) => {
    expect(await lineOf(rule(cel), claims)).toMatchObject({ id: 'rule:r', verdict });
  });

  it('over a fact that nothing states is never a pass', async () => {
    expect(await lineOf(rule('claims["license"].size() == 0'), [])).toMatchObject({ verdict: 'fail' });
  });
});

it.each<[object]>([
  [{ requirements: { licenses: { unknown: 'allow' } } }],
  [{ requirements: { metadata: { require: ['license'] } } }],
  [{ requirements: { audit: { failOn: 'high' } } }],
  [{ rules: [{ id: 'r', cel: '!("x" in claims)', message: 'm' }] }],
])('is undecided where nobody collected facts: %j', async (spec) => {
  expect(await lineOf(spec)).toMatchObject({ verdict: 'undecided', code: 'NOT_MEASURED' });
});

describe('stored evidence', () => {
  const parse = (evidence: unknown): Evidence => parseEvidence(Buffer.from(JSON.stringify(evidence)));

  it('keeps claims as they are', () => {
    const claims = [
      claim('metric', { metric: 'acc', value: 1.5, list: ['a', true] }),
      claim('x', 'y', { source: { what: 'cache layout' } }),
    ];
    expect(parse(evidenceWith(claims)).claims).toEqual(claims);
  });

  it.each<[string, object]>([
    ['another method', { ...claim('a', 1), method: 'guessed' }],
    ['no value', { ...claim('a', 1), value: null }],
    ['no name', { ...claim('a', 1), name: 1 }],
    ['a source that is no object', { ...claim('a', 1), source: 'README.md' }],
    [
      'a value that is too deep',
      claim(
        'a',
        Array.from({ length: 12 }).reduce<Claim['value']>((inner) => [inner], 1),
      ),
    ],
  ])('is refused with a claim of %s', async (_, wrong) => {
    await expect(thrownCode(() => parse({ ...evidenceWith(), claims: [wrong] }))).resolves.toBe('INPUT_MALFORMED');
  });
});
