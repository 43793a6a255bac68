// SPDX-License-Identifier: Apache-2.0
// Documents as their producers wrote them, byte for byte but for white space.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBom, PROFILES, scoreBom, viewModel } from '@mpk/bom/assess';

const read = (name: string) => parseBom(readFileSync(join(import.meta.dirname, '../vectors', name)));

describe('a document of cdxgen 12.8.4', () => {
  // Of a folder whose config.json has the _name_or_path of another model, by which cdxgen calls it.
  const document = read('cdxgen-12.8.4.json');
  const view = viewModel(document);

  it('is read whole', () => {
    expect(document.passedOver).toEqual({ listed: [], total: 0 });
    expect(view.model).toMatchObject({ name: 'Mistral-7B-v0.1', role: 'part' });
    expect(view.datasets.map(({ name, kind }) => `${kind} ${name ?? ''}`)).toEqual([
      'component HuggingFaceH4/ultrachat_200k',
      'inline MMLU',
    ]);
  });

  it.each([
    ['g7-2026', 21, 50, 3],
    ['cisa-2025', 8, 11, 0],
    ['eu-annex-xi', 9, 21, 0],
    ['owasp', 14, 25, 4],
  ] as const)('has of %s %i of %i, %i with a source', (profile, present, of, substantiated) => {
    const score = scoreBom(view, PROFILES[profile]);
    expect([score.completeness.present, score.completeness.of, score.substantiated.present]).toEqual([
      present,
      of,
      substantiated,
    ]);
  });

  it('has a case of use that repeats the task: it does not count', () => {
    const { elements } = scoreBom(view, PROFILES['eu-annex-xi']);
    expect(elements.find(({ element }) => element === 'model.useCases')).toMatchObject({ status: 'absent' });
  });

  it('has a version that is empty, and no digest: neither counts', () => {
    const { elements } = scoreBom(view, PROFILES['cisa-2025']);
    expect(elements.filter(({ status }) => status === 'absent').map(({ element }) => element)).toEqual([
      'model.producer',
      'model.version',
      'model.hash',
    ]);
  });
});
