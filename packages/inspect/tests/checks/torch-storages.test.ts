// SPDX-License-Identifier: Apache-2.0
import { shown } from '../inspected.js';
import { checkpoint } from '../fixtures/index.js';
import { makeZip } from '../fixtures/zips.js';

const of = (members: Readonly<Record<string, string | Buffer>>): readonly string[] =>
  shown({ 'a.pt': makeZip(members) }, 'torch-storages').map((line) => line.split(' ')[0] ?? '');

describe('a storage', () => {
  it('is told of where it is not there', () => {
    expect(of({ 'm/data.pkl': checkpoint(2) })).toEqual(['high']);
  });

  it('of what a program was traced with may be empty, and nothing else', () => {
    expect(of({ 'm/traced_inputs.pkl': checkpoint(2), 'm/traced_inputs/0': '' })).toEqual([]);
    expect(of({ 'm/traced_inputs.pkl': checkpoint(2), 'm/traced_inputs/0': '1234' })).toEqual(['high']);
    expect(of({ 'm/constants.pkl': checkpoint(2), 'm/constants/0': '' })).toEqual(['high']);
  });
});
