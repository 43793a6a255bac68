// SPDX-License-Identifier: Apache-2.0
import { documentsOf } from '../documents/folders.js';

describe('a text on limits and on ethics', () => {
  it.each(['Bias, Risks, and Limitations', 'Ethical Considerations and Limitations'])(
    'stands in both places, and its heading in none: %s',
    (heading) => {
      const { bom } = documentsOf({
        'README.md': `---\nlicense: mit\n---\n# Toy\n## ${heading}\nIt makes things up.\n`,
      });
      expect(bom.metadata.component.modelCard.considerations).toEqual({
        technicalLimitations: ['It makes things up.'],
        ethicalConsiderations: [{ name: 'It makes things up.' }],
      });
    },
  );

  it('is of ethics alone under such a heading', () => {
    const { bom } = documentsOf({
      'README.md': '---\nlicense: mit\n---\n# Toy\n## Ethical Considerations\nNo faces were used.\n',
    });
    expect(bom.metadata.component.modelCard.considerations).toEqual({
      ethicalConsiderations: [{ name: 'No faces were used.' }],
    });
  });

  it('stands where its heading says, where each has its own', () => {
    const { bom } = documentsOf({
      'README.md': '---\nlicense: mit\n---\n# Toy\n## Bias\nOf its data.\n## Limitations\nEnglish.\n',
    });
    expect(bom.metadata.component.modelCard.considerations).toMatchObject({
      technicalLimitations: ['English.'],
      ethicalConsiderations: [{ name: 'Of its data.' }],
    });
  });
});
