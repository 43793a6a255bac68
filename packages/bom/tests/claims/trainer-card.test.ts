// SPDX-License-Identifier: Apache-2.0
import { shownClaims } from '../model.js';
import { documentsOf } from '../documents/folders.js';

const CARD = `---
library_name: transformers
---
# toy

## Training procedure

### Training hyperparameters

The following hyperparameters were used during training:
- learning_rate: 2e-05
- seed: 42
- optimizer: Adam with betas=(0.9,0.999) and epsilon=1e-08
- num_epochs: 3

### Framework versions

- Transformers 4.30.0
- Pytorch 2.0.1+cu117
- Tokenizers 0.13.3
`;
const claims = (card: string, name: string): readonly string[] => shownClaims({ 'README.md': card }, name);

describe('the card of the Trainer', () => {
  it('declares hyperparameters and versions of libraries, by their sections', () => {
    const at = '<declared README.md#Training hyperparameters>';
    expect(claims(CARD, 'training.hyperparameter')).toEqual([
      `{"name":"learning_rate","value":0.00002} ${at}`,
      `{"name":"seed","value":42} ${at}`,
      `{"name":"optimizer","value":"Adam with betas=(0.9,0.999) and epsilon=1e-08"} ${at}`,
      `{"name":"num_epochs","value":3} ${at}`,
    ]);
    expect(claims(CARD, 'library.version')).toEqual([
      'transformers 4.30.0 <declared README.md#Framework versions>',
      'torch 2.0.1+cu117 <declared README.md#Framework versions>',
      'tokenizers 0.13.3 <declared README.md#Framework versions>',
    ]);
  });

  it('is in the documents', () => {
    const { bom } = documentsOf({ 'README.md': CARD });
    expect(bom.components.map((one: any) => `${one.name} ${one.version}`)).toEqual([
      'tokenizers 0.13.3',
      'torch 2.0.1+cu117',
      'transformers 4.30.0',
    ]);
    expect(JSON.stringify(bom.metadata.component.modelCard)).toContain('learning_rate');
  });

  it.each([
    ['another sentence', CARD.replace('were used during training', 'may be used'), 'training.hyperparameter'],
    ['another heading', CARD.replace('Training hyperparameters', 'Hyperparameters'), 'training.hyperparameter'],
    [
      'names of others',
      CARD.replace(/- (?:learning_rate|seed|optimizer|num_epochs):/g, '- my_$&:'),
      'training.hyperparameter',
    ],
    ['code', CARD.replace('- Transformers', '```\n- Transformers'), 'library.version'],
    ['other words', CARD.replace(/- (\w+) (\d)/g, '- $1 >= $2'), 'library.version'],
    [
      'libraries that it does not name',
      CARD.replace(/- (?:Transformers|Pytorch|Tokenizers)/g, '- Keras'),
      'library.version',
    ],
  ])('that has %s declares nothing there', (_, card, name) => {
    expect(card).not.toBe(CARD);
    expect(claims(card, name)).toEqual([]);
  });
});
