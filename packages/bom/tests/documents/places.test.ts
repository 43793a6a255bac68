// SPDX-License-Identifier: Apache-2.0
import { hubPlaceOf, hubUrlOf, repositoryOf } from '../../src/documents/hub-place.js';
import { hubPurlOf, purlOf } from '../../src/documents/purls.js';

const commit = 'b'.repeat(40);

describe('a place at the Hub', () => {
  it.each([
    [`hf://acme/toy@${commit}`, `pkg:huggingface/acme/toy@${commit}`, `https://huggingface.co/acme/toy/tree/${commit}`],
    ['hf://gpt2', 'pkg:huggingface/gpt2', 'https://huggingface.co/gpt2'],
    [
      'hf://datasets/acme/data@main',
      'pkg:huggingface/acme/data@main?repository_url=https%3A%2F%2Fhuggingface.co%2Fdatasets',
      'https://huggingface.co/datasets/acme/data/tree/main',
    ],
  ])('of %s has a package URL and a page', (uri, purl, url) => {
    const place = hubPlaceOf(uri)!;
    expect([hubPurlOf(place), hubUrlOf(place)]).toEqual([purl, url]);
  });

  it.each([
    '',
    'acme/toy',
    'hf://',
    'hf://a/b/c',
    'hf://../x',
    'hf://a/b@',
    'hf://a/b@x y',
    'https://huggingface.co/a/b',
    'hf://a/b\n',
  ])('%j is none', (uri) => {
    expect(hubPlaceOf(uri)).toBeUndefined();
  });

  it.each([
    './a',
    '/a/b',
    'a',
    'a/b/c',
    '../b',
    'a/..',
    'https://x/y',
    'a/b\u0000',
    'models/a',
    'output/checkpoint-500',
  ])('is not what %j names, which is a path or less', (text) => {
    expect(repositoryOf(text, 'model')).toBeUndefined();
  });
});

describe('a revision', () => {
  it.each(['main', 'v1.0', commit, 'refs/pr/1'])('%s is one', (revision) => {
    expect(repositoryOf('a/b', 'model', revision)?.revision).toBe(revision);
    expect(hubPlaceOf(`hf://a/b@${revision}`)?.revision).toBe(revision);
  });

  it.each(['', 'a b', '../../../other', 'x/..', '{"":[]}', '\u0000', 'x'.repeat(201), 'a?b', 'a#b'])(
    '%j is none, and stands in no URL',
    (revision) => {
      expect(repositoryOf('a/b', 'model', revision)).toMatchObject({ name: 'b', revision: undefined });
      expect(hubPlaceOf(`hf://a/b@${revision}`)).toBeUndefined();
    },
  );
});

describe('a package URL', () => {
  it('has the file behind it, and the case of the name', () => {
    const place = { kind: 'model', namespace: 'Acme', name: 'Toy', revision: commit } as const;
    expect(hubPurlOf(place, 'a b/c#.json')).toBe(`pkg:huggingface/Acme/Toy@${commit}#a%20b/c%23.json`);
  });

  it('is none where hostile parts make none', () => {
    expect(purlOf({ type: 'generic', name: ' \n' })).toBeUndefined();
    expect(purlOf({ type: '\u0000', name: 'x' })).toBeUndefined();
  });

  it('takes any text for a name', () => {
    expect(purlOf({ type: 'generic', name: '\ud800?#@/', version: '@' })).toBe('pkg:generic/%EF%BF%BD%3F%23%40%2F@%40');
  });
});
