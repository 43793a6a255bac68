// SPDX-License-Identifier: Apache-2.0
import { collectClaims } from '@mpk/bom';
import { parseBom, PROFILE_IDS, PROFILES, scoreBom, viewModel } from '@mpk/bom/assess';
import { createDocument } from '@mpk/bom/documents';
import { modelFiles, type Files } from '../model.js';

const CARD = '---\nlicense: mit\n---\n# Toy\n';
const DIGEST = 'a'.repeat(64);

/** A folder, written down. */
function bomOf(files: Files) {
  const all = modelFiles(files);
  return createDocument({
    model: { name: 'toy', files: all.map(({ name, sizeBytes, sha256 }) => ({ name, sizeBytes, sha256 })) },
    claims: collectClaims(all).claims,
    tool: { name: 'kit', version: '1' },
    timestamp: new Date(0),
    format: 'cyclonedx-json',
  });
}

/** Labels of what is missing, by any profile. */
function gapsOf(files: Files): ReadonlySet<string> {
  const view = viewModel(parseBom(Buffer.from(bomOf(files))));
  const gaps = PROFILE_IDS.flatMap((id) => scoreBom(view, PROFILES[id]).gaps);
  return new Set(gaps.filter(({ kind }) => kind === 'absent').map(({ label }) => label));
}

describe('what a gap asks for closes it', () => {
  it.each<[label: string, files: Files]>([
    [
      'Description of the model',
      { 'README.md': `${CARD}## Model Description\n\nA toy that says little, but says it.\n` },
    ],
    ['External references', { 'README.md': CARD.replace('mit', 'mit\ntags: [arxiv:2106.09685]') }],
    ['Security policy', { 'SECURITY.md': 'Write to us.' }],
    ['Policy of acceptable use', { 'USE_POLICY.md': 'Do no harm.' }],
    ['Licence of the model', { 'README.md': CARD }],
    [
      'Digests of the datasets',
      {
        'croissant.json': {
          '@context': { '@vocab': 'https://schema.org/' },
          '@type': 'sc:Dataset',
          conformsTo: 'http://mlcommons.org/croissant/1.0',
          name: 'd',
          distribution: [{ '@type': 'cr:FileObject', '@id': 'a', name: 'a', contentUrl: 'a.csv', sha256: DIGEST }],
        },
        'README.md': CARD.replace('mit', 'mit\ndatasets: [d]'),
      },
    ],
  ])('%s', (label, files) => {
    expect(gapsOf({ 'README.md': '# Toy\n', 'config.json': { model_type: 'llama' }, ...files })).not.toContain(label);
    const before: Files = label.includes('datasets')
      ? { 'README.md': CARD.replace('mit', 'mit\ndatasets: [d]') }
      : { 'README.md': '# Toy\n' };
    expect(gapsOf({ ...before, 'config.json': { model_type: 'llama' } })).toContain(label);
  });
});

describe('a section that describes the model', () => {
  const described = (text: string): unknown =>
    JSON.parse(bomOf({ 'README.md': `${CARD}## Model Description\n\n${text}\n`, 'config.json': {} })).metadata.component
      .description;

  it('gives its first paragraph', () => {
    expect(described('A toy.\nOf two lines.\n\n- a list')).toBe('A toy.\nOf two lines.');
  });

  it.each([
    '- **Developed by:** Ada',
    '<!-- nothing -->',
    '| a | b |',
    '1. one',
    '[More Information Needed]',
    '![x](y)',
  ])('gives nothing where it begins with %j', (text) => {
    expect(described(text)).toBeUndefined();
  });
});
