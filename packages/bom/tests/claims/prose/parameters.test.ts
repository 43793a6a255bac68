// SPDX-License-Identifier: Apache-2.0
import { claimsIn, showClaim } from '../../model.js';

const sizes = (body: string): readonly string[] =>
  claimsIn({ 'README.md': `# Toy\n\n${body}\n` })
    .claims.filter(({ name }) => name === 'parameters.stated')
    .map(showClaim);

describe('the number of parameters that prose states', () => {
  it.each([
    ['- **Parameters:** 7B', '7B'],
    ['**Model size:** 7B', '7B'],
    ['Model Size: 1.1B parameters', '1.1B'],
    ['* Model size: 110M params', '110M'],
    ['- **Number of parameters**: 350 million', '350 million'],
    ['- Number of Parameters: 7.61B\n- Number of Paramaters (Non-Embedding): 6.53B', '7.61B'],
    ['Parameters: ~1,5 billion', '1.5 billion'],
    ['- Total parameters: 30B\n- Activated parameters: 3B', '30B'],
    ['This model has 7 billion parameters.', '7 billion'],
    ['The model has approximately 125M trainable parameters. It writes.', '125M'],
  ])('is taken from %j', (body, size) => {
    expect(sizes(body)).toEqual([`${size} <inferred README.md#Toy>`]);
  });

  it.each([
    ['a size on disk', '- **Model size:** 7 GB'],
    ['what may be megabytes', '- **Model size:** 438M'],
    ['a mixture', '- **Parameters:** 8x7B'],
    ['two numbers', '- **Parameters:** 47B (13B active)'],
    ['a table', '| Parameters | 7B |'],
    ['the base', '- **Base model size:** 7B parameters'],
    ['a heading of the base', '## Base model\n\n- **Parameters:** 7B'],
    ['what stands below it', '## Base model\n\nText.\n\n### Details\n\n- **Parameters:** 7B'],
    ['a family', '- Parameters: 1B\n\n## Large\n\n- Parameters: 7B'],
    ['data', '- **Dataset size:** 7B\n- **Size:** 7B\n- **Tokens:** 7B'],
    ['what is tuned alone', '- **Trainable parameters:** 4M'],
    ['another model', 'Llama has 7 billion parameters.'],
    ['a sentence that goes on', 'The model has 7 billion parameters fewer than others.'],
    ['a comparison', 'Unlike this one, the model has 7 billion parameters.'],
    ['code', '```\nParameters: 7B\n```'],
    ['hyperparameters', '- **Parameters:** lr 1e-4, 3 epochs'],
  ])('is not guessed from %s', (_, body) => {
    expect(sizes(body)).toEqual([]);
  });

  it('is looked for within bounds', () => {
    const start = performance.now();
    for (const part of [
      'parameters: ',
      '1 '.repeat(50),
      'this model has ~',
      'not for commercial, non-commercial and ',
      '# a\n',
    ])
      sizes(`## License\n\n${part.repeat(20_000)}`);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
