// SPDX-License-Identifier: Apache-2.0
import { Ajv2020 } from 'ajv/dist/2020.js';
import { evidenceSchema, parseEvidence } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { evidenceOf, file, sha, someBundle } from '../gate/fixtures.js';

const good = (): any =>
  JSON.parse(JSON.stringify(evidenceOf([file('b'), file('a')].reverse(), { bundles: someBundle })));
const parse = (value: unknown) => parseEvidence(Buffer.from(JSON.stringify(value)));

describe('parseEvidence', () => {
  it('gives back what was stored, and that fits the published schema', () => {
    expect(parse(good())).toEqual(good());
    const withAncestors = { ...good(), related: good().bundles };
    expect(parse(withAncestors)).toEqual(withAncestors);
    const valid = new Ajv2020({ strict: false }).compile(evidenceSchema);
    expect([valid(good()), valid.errors]).toEqual([true, null]);
  });

  const cases: [string, (e: any) => void, string][] = [
    ['another schema', (e) => (e.schema = 'x'), 'INPUT_MALFORMED'],
    [
      'a digest that does not follow from the files',
      (e) => (e.model.manifestDigest = `sha256:${sha('x')}`),
      'INPUT_MALFORMED',
    ],
    ['an OMS root that does not follow', (e) => (e.model.omsRootDigest = `sha256:${sha('x')}`), 'INPUT_MALFORMED'],
    ['a size that does not follow', (e) => (e.model.sizeBytes = 0), 'INPUT_MALFORMED'],
    ['a changed file digest', (e) => (e.model.files[0].sha256 = sha('x')), 'INPUT_MALFORMED'],
    ['a renamed file', (e) => (e.model.files[0].name = 'c'), 'INPUT_MALFORMED'],
    ['a name that leaves the model', (e) => (e.model.files[0].name = '../a'), 'MODEL_NAME_INVALID'],
    ['a name twice', (e) => (e.model.files[1] = e.model.files[0]), 'MODEL_NAME_INVALID'],
    ['no files', (e) => (e.model.files = []), 'MODEL_EMPTY'],
    ['a negative size', (e) => (e.model.files[0].sizeBytes = -1), 'INPUT_MALFORMED'],
    ['a bundle with another digest', (e) => (e.bundles[0].sha256 = sha('x')), 'INPUT_MALFORMED'],
    ['a bundle that is not base64', (e) => (e.bundles[0].content = '*'), 'INPUT_MALFORMED'],
    ['too many bundles', (e) => (e.bundles = new Array(257).fill(e.bundles[0])), 'INPUT_TOO_LARGE'],
    ['too many bundles about ancestors', (e) => (e.related = new Array(4097).fill(e.bundles[0])), 'INPUT_TOO_LARGE'],
    [
      'a bundle about an ancestor with another digest',
      (e) => (e.related = [{ ...e.bundles[0], sha256: sha('x') }]),
      'INPUT_MALFORMED',
    ],
    ['a format of another type', (e) => (e.model.files[0].format = 'text'), 'INPUT_MALFORMED'],
    ['a format id that plays tricks', (e) => (e.model.files[0].format.id = 'a\u001b[2J'), 'INPUT_MALFORMED'],
    ['formats of other types inside', (e) => (e.model.files[0].format.contains = [1]), 'INPUT_MALFORMED'],
  ];
  it.each(cases)('refuses %s', async (_, spoil, code) => {
    const evidence = good();
    spoil(evidence);
    expect(await thrownCode(() => parse(evidence))).toBe(code);
  });
});
