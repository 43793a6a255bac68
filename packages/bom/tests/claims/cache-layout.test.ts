// SPDX-License-Identifier: Apache-2.0
import { repositoryClaims } from '@mpk/bom';
import { showClaim } from '../model.js';

const shown = (uri: string): readonly string[] =>
  repositoryClaims({ uri, uriFrom: 'cache layout' }).map((claim) => `${claim.name}: ${showClaim(claim)}`);

describe('the place of a model in a cache', () => {
  it.each([
    [
      'hf://org/name@abc',
      ['repository.id: org/name <inferred cache layout>', 'repository.revision: abc <inferred cache layout>'],
    ],
    [
      'hf://gpt2@refs/pr/1',
      ['repository.id: gpt2 <inferred cache layout>', 'repository.revision: refs/pr/1 <inferred cache layout>'],
    ],
    ['hf://org/name', ['repository.id: org/name <inferred cache layout>']],
    [
      'hf://datasets/org/name@abc',
      ['repository.id: datasets/org/name <inferred cache layout>', 'repository.revision: abc <inferred cache layout>'],
    ],
  ])('%s tells repository and revision', (uri, expected) => {
    expect(shown(uri)).toEqual(expected);
  });

  it.each(['file:///models/x', 'hf://', 'hf://a/b/c@d', 'hf://a b/c', 'hf://a/b@c@d', `hf://${'a'.repeat(2000)}`, ''])(
    '%s tells nothing',
    (uri) => {
      expect(shown(uri)).toEqual([]);
    },
  );
});

describe('a URI that the caller gives', () => {
  it('is stated, not read off a cache', () => {
    const claims = repositoryClaims({ uri: 'hf://org/name@main', uriFrom: 'caller' });
    expect(claims.map((claim) => `${claim.name}: ${showClaim(claim)}`)).toEqual([
      'repository.id: org/name <stated the URI that was given>',
      'repository.revision: main <stated the URI that was given>',
    ]);
  });
});
