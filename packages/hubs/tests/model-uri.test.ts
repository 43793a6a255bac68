// SPDX-License-Identifier: Apache-2.0
import { thrownCode } from '@mpk/testkit';
import { parseModelUri, toModelUri } from '../src/index.js';

describe('parseModelUri', () => {
  it.each([
    ['hf://acme/model', 'acme/model', 'main'],
    ['hf://gpt2', 'gpt2', 'main'],
    ['hf://acme/model@v1.0', 'acme/model', 'v1.0'],
    ['hf://acme/model@refs/pr/1', 'acme/model', 'refs/pr/1'],
    ['hf://acme/a_b-c.d@feature/x+y', 'acme/a_b-c.d', 'feature/x+y'],
    [`hf://acme/model@${'a'.repeat(40)}`, 'acme/model', 'a'.repeat(40)],
  ])('reads %s', (text, repo, revision) => {
    expect(parseModelUri(text)).toEqual({ scheme: 'hf', repo, revision });
    expect(parseModelUri(toModelUri(repo, revision))).toEqual({ scheme: 'hf', repo, revision });
  });

  it.each([
    'mlflow://model/1',
    'oci://host/repo',
    's3://bucket/key',
    'https://huggingface.co/a/b',
    'HF://a/b',
    'a/b',
    '',
  ])('refuses %j as unsupported, and says what works', async (text) => {
    expect(await thrownCode(() => parseModelUri(text))).toBe('INPUT_UNSUPPORTED');
    expect(() => parseModelUri(text)).toThrow(expect.objectContaining({ hint: expect.stringContaining('hf://') }));
  });

  it.each([
    ['hf://datasets/acme/reviews@main', 'datasets/acme/reviews'],
    ['hf://datasets/squad', 'datasets/squad'],
  ])('reads %s as a dataset', (text, repo) => {
    expect(parseModelUri(text)).toEqual({ scheme: 'hf', repo, revision: 'main' });
  });

  it.each([
    'hf://',
    'hf://a/b/c',
    'hf://datasets/',
    'hf://datasets/a/b/c',
    'hf://datasets/datasets/a',
    'hf://spaces/acme',
    'hf://../model',
    'hf://acme/..',
    'hf://acme/a--b',
    'hf://acme/a..b',
    'hf://acme/-a',
    'hf://acme/a.',
    'hf://acme/a.git',
    'hf://acme/a b',
    'hf://acme/a%2fb',
    'hf://acme\\model',
    'hf://user:pass@host/x',
    `hf://acme/${'a'.repeat(97)}`,
    'hf://acme/model@',
    'hf://acme/model@../../etc/passwd',
    'hf://acme/model@a/../b',
    'hf://acme/model@/abs',
    'hf://acme/model@a//b',
    'hf://acme/model@a/.b',
    'hf://acme/model@a?x=1',
    'hf://acme/model@a#b',
    'hf://acme/model@a b',
    'hf://acme/model@a\0b',
    'hf://acme/model@main@{1}',
    'hf://acme/model@-rf',
    `hf://acme/model@${'a'.repeat(201)}`,
    `hf://${'a'.repeat(3000)}`,
  ])('refuses %j as malformed', async (text) => {
    expect(await thrownCode(() => parseModelUri(text))).toBe('INPUT_MALFORMED');
  });
});
