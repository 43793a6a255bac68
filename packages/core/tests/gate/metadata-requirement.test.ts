// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { claim, lineOf, stated } from './claims-fixtures.js';

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
