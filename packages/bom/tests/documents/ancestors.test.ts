// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { ancestorsOf } from '../../src/documents/ancestors.js';
import { claimsBySubject, sayingsOf } from '../../src/documents/claims-of.js';
import { claim } from './claim-sets.js';

function shown(...claims: readonly Claim[]): object {
  const subjects = claimsBySubject(claims);
  const { ancestors, others } = ancestorsOf(subjects.get('model') ?? new Map(), subjects);
  const about = ancestors.map((one) => [one.name, [...one.about.values()].flat().map(({ value }) => value)]);
  return { ...Object.fromEntries(about), others: others.map(({ value }) => value) };
}

describe('what is claimed about ancestors', () => {
  it('belongs to the one that stands at the same place', () => {
    expect(
      shown(
        claim('base-model', 'a/x', 'README.md#/tags/0'),
        claim('base-model', 'a/y', 'README.md#/tags/1'),
        claim('base-model.relation', 'merge', 'README.md#/tags/1'),
      ),
    ).toEqual({ 'a/x': [], 'a/y': ['merge'], others: [] });
  });

  it('belongs to the only one of its file', () => {
    expect(
      shown(
        claim('base-model', 'a/x', 'adapter_config.json#/base'),
        claim('base-model', 'a/y', 'README.md#/base_model'),
        claim('base-model.revision', 'main', 'adapter_config.json#/revision'),
      ),
    ).toEqual({ 'a/x': ['main'], 'a/y': [], others: [] });
  });

  it('is a relation to all of its file, and a commit of none where there are several', () => {
    expect(
      shown(
        claim('base-model', 'a/x', 'README.md#/base_model/0'),
        claim('base-model', 'a/y', 'README.md#/base_model/1'),
        claim('base-model.relation', 'merge', 'README.md#/base_model_relation'),
        claim('base-model.revision', 'main', 'README.md#/revision'),
      ),
    ).toEqual({ 'a/x': ['merge'], 'a/y': ['merge'], others: ['main'] });
  });

  it('is of one ancestor, whether a file has its id or its address', () => {
    const commit = '0123456789abcdef0123456789abcdef01234567';
    const address = `https://huggingface.co/a/x/tree/${commit}`;
    const claims = [
      claim('base-model', 'a/x', 'README.md#/base_model'),
      claim('base-model', address, 'x.gguf#general.base_model.0.repo_url'),
      claim('license', 'mit', 'x.gguf', { subject: 'base:https://huggingface.co/a/x' }),
    ];
    expect(shown(...claims)).toEqual({ 'a/x': ['mit', commit], others: [] });
    const subjects = claimsBySubject(claims);
    const { ancestors } = ancestorsOf(subjects.get('model') ?? new Map(), subjects, [
      { name: 'hf://a/x', known: 'attested' },
    ]);
    expect(ancestors).toHaveLength(1);
    expect(ancestors[0]?.edge.map(({ source }) => source.file)).toEqual(['README.md', 'x.gguf']);
    expect(ancestors[0]).toMatchObject({
      written: ['a/x', 'hf://a/x', 'https://huggingface.co/a/x', address],
      known: 'attested',
    });
  });

  it('makes an ancestor of what is only described', () => {
    expect(shown(claim('license', 'mit', 'x.gguf', { subject: 'base:a/x' }))).toEqual({ 'a/x': ['mit'], others: [] });
  });

  it('is of none where a file names more ancestors than any model has', () => {
    const bases = Array.from({ length: 21 }, (_, i) => claim('base-model', `a/${i}`, `README.md#/b/${i}`));
    expect(shown(...bases, claim('base-model.relation', 'merge', 'README.md#/r'))).toMatchObject({ others: ['merge'] });
  });

  it('costs no square of the number of ancestors that one relation is said of', () => {
    const bases = Array.from({ length: 20_000 }, (_, i) => claim('base-model', `a/${i}`, `README.md#/b/${i}`));
    const relations = bases.map((_, i) => claim('base-model.relation', `r${i}`, `README.md#/r/${i}`));
    const before = performance.now();
    shown(...bases, ...relations);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});

describe('how an ancestor is known', () => {
  const known = (claims: readonly Claim[], lineage: Parameters<typeof ancestorsOf>[2]): object => {
    const subjects = claimsBySubject(claims);
    const { ancestors } = ancestorsOf(subjects.get('model') ?? new Map(), subjects, lineage);
    return Object.fromEntries(ancestors.map((one) => [one.name, one.known]));
  };

  it('is the word of the caller, else what files declare, else a guess', () => {
    expect(
      known(
        [
          claim('base-model', 'a/x', 'README.md'),
          claim('base-model', 'a/y', 'README.md'),
          claim('base-model', 'a/z', 'README.md', { method: 'inferred' }),
        ],
        [
          { name: 'a/x', known: 'confirmed' },
          { name: 'a/w', known: 'attested' },
        ],
      ),
    ).toEqual({ 'a/w': 'attested', 'a/x': 'confirmed', 'a/y': 'declared', 'a/z': 'inferred' });
  });
});

describe('claims that say the same', () => {
  it('are one saying of several, the best known first', () => {
    const claims = [
      claim('task', 'a', 'x', { method: 'inferred' }),
      claim('task', 'b', 'y'),
      claim('task', 'a', 'z', { method: 'measured' }),
    ];
    const sorted = claimsBySubject(claims).get('model')?.get('task') ?? [];
    expect(sayingsOf(sorted).map(({ text, claims: all }) => [text, all.length])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });

  it('keep the order of collectors where they are known alike', () => {
    const claims = ['c', 'a', 'b'].map((value) => claim('task', value, value));
    expect(sayingsOf(claimsBySubject(claims).get('model')?.get('task') ?? []).map(({ text }) => text)).toEqual([
      'c',
      'a',
      'b',
    ]);
  });
});
