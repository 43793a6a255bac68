// SPDX-License-Identifier: Apache-2.0
import { policyApplies, resolvePolicy } from '../../src/index.js';
import { policyOf } from './example.js';

const applies = async (match: string, target: { uri: string; path?: string }, folder?: string): Promise<boolean> =>
  policyApplies(await resolvePolicy(await policyOf(`match: [${match}]`), { folder }), target);

describe('policyApplies', () => {
  it('speaks of every model without match', async () => {
    expect(policyApplies(await resolvePolicy(await policyOf()), { uri: 'x:y' })).toBe(true);
  });

  it.each([
    ['hf://acme/*', 'hf://acme/model', true],
    ['hf://acme/*', 'hf://acme/model@0123abc', true],
    ['hf://acme/*', 'hf://acme/model@refs/pr/1', true],
    ['hf://acme/model@main', 'hf://acme/model@main', true],
    ['hf://acme/model@main', 'hf://acme/model@dev', false],
    ['hf://*', 'hf://gpt2@main', true],
    ['hf://acme/*', 'hf://evil/x@hf://acme/y', false],
    ['hf://acme/*', 'hf://acme-evil/model', false],
    ['oci://reg.example/ml/*', 'oci://reg.example/ml/a@sha256:00', true],
    ['oci://reg.example/ml/*', 'oci://reg.example@evil.example/ml/a', false],
    ['oci://reg.example', 'oci://reg.example', true],
    ['s3://b/a', 's3://b/a@x', false],
    ['file:///m/a', 'file:///m/a@x', false],
  ])('a uri %s and %s: %p', async (pattern, uri, expected) => {
    expect(await applies(`{uri: "${pattern}"}`, { uri })).toBe(expected);
  });

  it.each([
    ['models/**', '/repo/models/a', true],
    ['models/**', '/repo/models', false],
    ['models/**', '/other/models/a', false],
    ['./models/*', '/repo/models/a', true],
    ['../shared/*', '/shared/a', true],
    ['../../shared/*', '/shared/a', true],
    ['../repo/*', '/repo/a', true],
    ['**', '/repo/x/y', true],
    ['**', '/repo', true],
    ['**', '/repository/x', false],
    ['**', '/', false],
    ['.', '/repo', true],
    ['.', '/repo/a', false],
    ['/repo/models/*', '/repo/models/a', true],
    ['/models/*', '/repo/models/a', false],
    ['..a/*', '/repo/..a/b', true],
  ])('a path %s in /repo and %s: %p', async (pattern, path, expected) => {
    expect(await applies(`{path: "${pattern}"}`, { uri: 'file:///x', path }, '/repo')).toBe(expected);
  });

  it('takes a folder literally, wildcards and all', async () => {
    expect(await applies('{path: "m"}', { uri: 'x', path: '/a*/m' }, '/a*')).toBe(true);
    expect(await applies('{path: "m"}', { uri: 'x', path: '/ab/m' }, '/a*')).toBe(false);
  });

  it('matches no path without a folder, or without a path', async () => {
    expect(await applies('{path: "**"}', { uri: 'x', path: '/a' })).toBe(false);
    expect(await applies('{path: "**"}', { uri: 'x' }, '/')).toBe(false);
    expect(await applies('{path: "/**"}', { uri: 'x', path: '/a' })).toBe(true);
  });

  it('needs one entry of several', async () => {
    expect(await applies('{uri: "a:*"}, {uri: "b:*"}', { uri: 'b:x' })).toBe(true);
    expect(await applies('{uri: "a:*"}, {uri: "b:*"}', { uri: 'c:x' })).toBe(false);
  });
});
