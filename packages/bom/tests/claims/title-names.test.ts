// SPDX-License-Identifier: Apache-2.0
import { nameInTitle } from '../../src/claims/title-names.js';
import { shownClaims } from '../model.js';

describe('the first heading of a card', () => {
  it.each([
    ['Model Card for acme/toy-7B', 'acme/toy-7B'],
    ['Model card of Toy', 'Toy'],
    ['Dataset Card for Many Questions', 'Many Questions'],
    ['Model Card: Toy', 'Toy'],
    ['Toy model', 'Toy model'],
    ['Model Cardinal', 'Model Cardinal'],
  ])('%s names it', (title, name) => {
    expect(nameInTitle(title)).toBe(name);
  });

  it.each([
    'Model Card for Model ID',
    'Model Card for {{ model_id | default("Model ID", true) }}',
    'Dataset Card for Dataset Name',
    'Model Card for [Model Name]',
    'Model Card for your model',
    'Model Card',
    'Model Name',
    'Dataset Card',
  ])('%s is that of a template', (title) => {
    expect(nameInTitle(title)).toBeUndefined();
  });

  it('keeps what stands within a word, and loses emphasis', () => {
    const nameOf = (heading: string): readonly string[] => shownClaims({ 'README.md': `# ${heading}\n` }, 'name');
    expect(nameOf('Model Card for `my_tiny_model`')[0]).toMatch(/^my_tiny_model </);
    expect(nameOf('_Toy_ __model__')[0]).toMatch(/^Toy model </);
    expect(nameOf('Model Card for Model ID')).toEqual([]);
  });
});
