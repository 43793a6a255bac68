// SPDX-License-Identifier: Apache-2.0
import { claimsIn, remarksOf } from '../model.js';

describe('documents of a model', () => {
  it.each([
    ['adapter_config.json', '{"r": 1, "r": 2}', ['duplicate-key /r']],
    ['MLmodel', 'run_id: a\nrun_id: b', ['duplicate-key /run_id']],
    ['MLmodel', '{"run_id": "a", "run_id": "b"}', ['duplicate-key /run_id']],
    ['MLmodel', Buffer.from([0, 1, 2]), ['malformed']],
    ['MLmodel', `a: ${'x'.repeat(300_000)}`, ['too-large']],
    ['MLmodel', '['.repeat(300), ['too-large']],
    ['MLmodel', '&a [*a, *a]\n', ['wrong-type']],
  ])('such as %s %# are remarked for what is wrong with them', (name, content, expected) => {
    expect(remarksOf(name, content)).toEqual(expected);
  });

  it('are not parsed without end', () => {
    const text = `run_id: a\nx: ${'y'.repeat(250_000)}`;
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}/MLmodel`, text]));
    const { claims, remarks } = claimsIn(files);
    expect(claims.filter(({ name }) => name === 'training.run')).toHaveLength(16);
    expect(claims.filter(({ name }) => name === 'unread')).toHaveLength(4);
    expect(remarks.map(({ kind }) => kind)).toEqual(['too-large', 'too-large', 'too-large', 'too-large']);
  });
});
