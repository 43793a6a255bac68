// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import { auditModel } from '@mpk/bom';
import { modelFiles, type Files } from '../model.js';
import { claim } from './shown.js';

const found = (claims: readonly Claim[], files: Files = {}): readonly string[] =>
  auditModel(modelFiles(files), { claims, remarks: [] }).flatMap(({ check, message }) =>
    /^(?:code|pickles)-/.test(check) ? [`${check}: ${message}`] : [],
  );
const named = (...names: readonly string[]): Files => Object.fromEntries(names.map((name) => [name, 'x']));

describe('code that comes with a model', () => {
  it('is told once for each file that a loader takes', () => {
    const claims = ['Config', 'Model', 'ForCausalLM', 'ForTokens', 'Model'].map((name) =>
      claim('code.module', `modeling_toy.Toy${name}`, `config.json#/auto_map/${name}`),
    );
    expect(found(claims)).toEqual([
      'code-of-the-repository: a loader takes modeling_toy.ToyConfig, modeling_toy.ToyModel, modeling_toy.ToyForCausalLM and 1 more',
      'code-missing: modeling_toy.py is not there',
    ]);
  });

  it('is told once for each repository that it is taken from', () => {
    const places = ['config.json#/auto_map/A', 'config.json#/auto_map/B'];
    const claims = places.flatMap((place) => [
      claim('code.module', 'm.M', place),
      claim('code.repository', 'a/b', place),
    ]);
    expect(found(claims)).toEqual(['code-of-another-repository: a loader takes code of a/b']);
  });

  it('is told in one line, as pickles are', () => {
    const files = named('a.py', 'b.py', 'c.sh', 'd.py', 'm.safetensors', ...[1, 2, 3, 4].map((i) => `m${i}.pt`));
    expect(found([], files)).toEqual([
      'pickles-beside-data: m1.pt, m2.pt, m3.pt and 1 more beside m.safetensors',
      'code-files: a.py, b.py, c.sh and 1 more',
    ]);
  });
});
