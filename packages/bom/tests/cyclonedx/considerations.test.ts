// SPDX-License-Identifier: Apache-2.0
import { documentsOf } from '../documents/folders.js';

describe('a text on limits and on ethics', () => {
  it('stands once, and goes by its heading in the other place', () => {
    const { bom } = documentsOf({
      'README.md': '---\nlicense: mit\n---\n# Toy\n## Bias, Risks, and Limitations\nIt makes things up.\n',
    });
    expect(bom.metadata.component.modelCard.considerations).toMatchObject({
      technicalLimitations: ['It makes things up.'],
      ethicalConsiderations: [{ name: 'Bias, Risks, and Limitations' }],
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
