// SPDX-License-Identifier: Apache-2.0
import { claimsIn, showClaim } from '../../model.js';

const restrictions = (body: string): readonly string[] =>
  claimsIn({ 'README.md': `# Toy image model\n\n${body}\n` })
    .claims.filter(({ name }) => name === 'license.restriction')
    .map(showClaim);

describe('what prose forbids', () => {
  it.each([
    ['This model may not be used for commercial purposes.', 'Toy image model'],
    ['The weights are released for non-commercial research.', 'Toy image model'],
    ['## License\n\nFor research purposes only.', 'License'],
    ['## Usage restrictions\n\nCommercial use is strictly prohibited.', 'Usage restrictions'],
    ['### License\n\nText.\n\n#### Terms\n\nNo commercial use.', 'Terms'],
  ])('is taken from %j', (body, title) => {
    const sentence = body.split('\n').at(-1) ?? '';
    expect(restrictions(body)).toEqual([`${sentence} <inferred README.md#${title}>`]);
  });

  it.each([
    ['what it is intended for', 'This model is intended for research purposes only.'],
    ['another model', 'Falcon may not be used for commercial purposes.'],
    ['the past', '## License\n\nThe weights were for non-commercial use only.'],
    ['a choice', '## License\n\nIt is free for commercial and non-commercial use.'],
    ['data', '## License\n\nThe dataset is for non-commercial use only.'],
    ['what stands below data', '## Training data\n\n### License\n\nFor non-commercial use only.'],
    ['a quotation', '## License\n\n> For non-commercial use only.'],
    ['a question', '## License\n\nIs it for non-commercial use only?'],
  ])('is not guessed from %s', (_, body) => {
    expect(restrictions(body)).toEqual([]);
  });

  it('is cut where it is long', () => {
    const [found = ''] = restrictions(`## License\n\nFor non-commercial use only${' and more'.repeat(60)}.`);
    expect(found.length).toBeLessThan(350);
  });
});
