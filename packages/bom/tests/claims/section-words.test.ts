// SPDX-License-Identifier: Apache-2.0
import { shownClaims } from '../model.js';

const wordsIn = (body: string): object => {
  const files = { 'README.md': `---\nlicense: mit\n---\n# Toy\n${body}` };
  const said = (name: string): readonly string[] => shownClaims(files, name).map((text) => text.split(' <')[0] ?? '');
  return { uses: said('intended-use'), limits: said('limitation'), biases: said('bias') };
};

/** As the cards of BERT have it. */
const BERT = `## Intended uses & limitations

You can use the raw model for masked language modeling, but it's mostly intended to be fine-tuned.

### How to use

You can use it with a pipeline.

### Limitations and bias

Even if the data is neutral, this model can have biased predictions.
`;

describe('a section on uses and on limits', () => {
  it('is on uses where another one is on limits', () => {
    expect(wordsIn(BERT)).toEqual({
      uses: ["You can use the raw model for masked language modeling, but it's mostly intended to be fine-tuned."],
      limits: ['Even if the data is neutral, this model can have biased predictions.'],
      biases: ['Even if the data is neutral, this model can have biased predictions.'],
    });
  });

  it('is on uses where it says nothing of limits', () => {
    expect(wordsIn('## Intended uses & limitations\n\nChat in English.\n')).toMatchObject({
      uses: ['Chat in English.'],
      limits: [],
    });
  });

  it('is on both by its paragraphs', () => {
    const body = '## Intended uses & limitations\n\nChat in English.\n\nIt does not know of the news.\n';
    expect(wordsIn(body)).toMatchObject({ uses: ['Chat in English.'], limits: ['It does not know of the news.'] });
  });

  it('is on both where one paragraph says both', () => {
    const body = '## Intended uses & limitations\n\nChat in English. It cannot count.\n';
    const both = ['Chat in English. It cannot count.'];
    expect(wordsIn(body)).toMatchObject({ uses: both, limits: both });
  });
});

describe('a section on uses and on limits that says nothing of uses', () => {
  it.each([
    'It was made of few texts and may not work in other languages.',
    'The model can make things up, and is not meant for doctors. Its answers are often biased. Check them.',
    'It cannot count.\n\nIt should not be used for advice.',
  ])('is on limits alone: %s', (text) => {
    expect(wordsIn(`## Intended uses & limitations\n\n${text}\n`)).toEqual({ uses: [], limits: [text], biases: [] });
  });

  it.each([
    'You can use it for chat, but it may not know of the news.',
    'Limited to English, it can be used for chat.',
    'Intended for research, with all risks.',
    'Research only. It cannot count.',
  ])('is on both where a sentence says what it is for: %s', (text) => {
    expect(wordsIn(`## Intended uses & limitations\n\n${text}\n`)).toMatchObject({ uses: [text], limits: [text] });
  });
});

describe('a section on limits alone', () => {
  it('is taken as it is', () => {
    expect(wordsIn('## Limitations\n\nEnglish.\n')).toMatchObject({ uses: [], limits: ['English.'] });
  });
});
