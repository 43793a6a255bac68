// SPDX-License-Identifier: Apache-2.0
import { namesOf, sourcesOf } from '@mpk/core';

describe('sourcesOf', () => {
  it.each([
    ['git+https://github.com/acme/train@refs/heads/main', 'https://github.com/acme/train'],
    ['git+https://user@git.acme.example/ml/train.git@abc', 'https://user@git.acme.example/ml/train.git'],
    ['git+ssh://git@git.acme.example/ml/train', 'ssh://git@git.acme.example/ml/train'],
    ['git+https://git.acme.example', 'https://git.acme.example'],
  ])('%s is %s', (uri, source) => {
    expect(sourcesOf([{ uri }])).toEqual([source]);
  });

  it('takes roles where there are any', () => {
    const source = { uri: 'https://git.acme.example/x@1', annotations: { role: 'source' } };
    expect(sourcesOf([source, { uri: 'git+https://other.example/y' }])).toEqual(['https://git.acme.example/x']);
    expect(sourcesOf([{ uri: 'pkg:pypi/torch' }])).toEqual([]);
  });
});

describe('namesOf', () => {
  it.each([
    ['oci://registry@host/repo', 'oci://registry@host/repo'],
    ['file:///models/a@b/c', 'file:///models/a@b/c'],
  ])('%s is also %s', (uri, plain) => {
    expect(namesOf({ uri })).toEqual([uri, plain]);
  });

  it('knows the Hub by both of its spellings', () => {
    const spelt = [
      'pkg:huggingface/acme/base@8f3c',
      'pkg:huggingface/acme/base',
      'hf://acme/base@8f3c',
      'hf://acme/base',
    ];
    expect(namesOf({ uri: 'pkg:huggingface/acme/base@8f3c' })).toEqual(spelt);
    expect([...namesOf({ uri: 'hf://acme/base@8f3c' })].sort()).toEqual([...spelt].sort());
    expect(namesOf({ uri: 'pkg:huggingface/acme/base@8f3c?x=1#y' })).toContain('hf://acme/base');
  });

  it('gives digests with their algorithm', () => {
    expect(namesOf({ sha256: 'ab', manifestDigest: 'sha256:cd' })).toEqual(['sha256:ab', 'sha256:cd']);
    expect(namesOf({})).toEqual([]);
  });
});
