// SPDX-License-Identifier: Apache-2.0
import { claimsIn, showClaim } from '../../model.js';

const said = (body: string, frontMatter = ''): readonly string[] =>
  claimsIn({ 'README.md': `${frontMatter}# Toy\n\n${body}\n` })
    .claims.filter(({ name, method }) => method === 'inferred' && (name === 'base-model' || name === 'license'))
    .map((claim) => `${claim.name}: ${showClaim(claim)}`);
const base = (id: string): readonly string[] => [`base-model: ${id} <inferred README.md#Toy>`];
const license = (id: string): readonly string[] => [`license: ${id} <inferred README.md#Toy>`];
const LINK = '[a/b](https://huggingface.co/a/b)';

describe('the base that prose names', () => {
  it.each([
    ['a sentence of the Trainer', `This model is a fine-tuned version of ${LINK} on the emotion dataset.`, 'a/b'],
    [
      'a model from before owners',
      'This model is a fine-tuned version of [bert-base-uncased](https://huggingface.co/bert-base-uncased) on x.',
      'bert-base-uncased',
    ],
    [
      'a sentence of sentence-transformers',
      `This is a [sentence-transformers](https://www.SBERT.net) model finetuned from ${LINK} on pairs. It maps sentences.`,
      'a/b',
    ],
    ['a sentence without a link', 'It was fine-tuned from `acme/toy-7b`, with LoRA.', 'acme/toy-7b'],
    [
      'a sentence about it by its name',
      'Toy is a language model for English chat, fine-tuned from a/b by Acme.',
      'a/b',
    ],
    ['a description before it', 'This model is a small language model for chat, fine-tuned from a/b.', 'a/b'],
    ['a short sentence', 'Finetuned from org/name.', 'org/name'],
    ['an item of a list', `Text.\n- **Base model:** ${LINK} <!-- at revision abc -->`, 'a/b'],
    ['an item of the template', '- **Finetuned from model [optional]:** org/name', 'org/name'],
    ['a sentence over two lines', `This model is a fine-tuned\nversion of ${LINK}.`, 'a/b'],
  ])('is taken from %s', (_, body, id) => {
    expect(said(body)).toEqual(base(id));
  });

  it.each([
    ['a negation', `This model is not a fine-tuned version of ${LINK}.`],
    ['a negation behind it', `This model is fine-tuned from ${LINK}, not.`],
    ['a mistake', `This model is fine-tuned from ${LINK} by mistake.`],
    ['what is told to be wrong', `This model was wrongly fine-tuned from ${LINK}.`],
    ['a negated label', `- **Finetuned from model:** not ${LINK}`],
    ['a comparison', `Unlike others, this model is a fine-tuned version of ${LINK}.`],
    ['a condition', `This model is a fine-tuned version of ${LINK} if you load it so.`],
    ['another model', `Zephyr is a fine-tuned version of ${LINK}.`],
    ['a table', `| This model | is a fine-tuned version of ${LINK} |`],
    ['code', `\`\`\`\nThis model is a fine-tuned version of ${LINK}.\n\`\`\``],
    ['indented code', `    This model is a fine-tuned version of ${LINK}.`],
    ['a comment', `<!--\nThis model is a fine-tuned version of ${LINK}.\n-->`],
    ['a quotation', `> This model is a fine-tuned version of ${LINK}.`],
    ['a template', 'This model is a fine-tuned version of <base model>.'],
    ['what nobody filled in', '- **Finetuned from model [optional]:** [More Information Needed]'],
    ['a data set', 'This model is a fine-tuned version of [d](https://huggingface.co/datasets/a/b).'],
    ['a paper', 'This model is a fine-tuned version of [that](https://huggingface.co/papers/2312.14238).'],
    ['another host', 'This model is a fine-tuned version of [a/b](https://example.org/a/b).'],
    ['a path', 'This model is a fine-tuned version of [./out](https://huggingface.co/./out) on the None dataset.'],
    ['what it was trained on', `This model is fine-tuned on ${LINK}.`],
    ['a question', `Is it so?\n\nThis model is a fine-tuned version of ${LINK}?`],
  ])('is not guessed from %s', (_, body) => {
    expect(said(body)).toEqual([]);
  });

  it('is taken from above the first heading', () => {
    const files = { 'README.md': '---\nlicense: mit\n---\nFinetuned from org/name.\n\n# Toy\n' };
    const [found] = claimsIn(files).claims.filter(({ name }) => name === 'base-model');
    expect(found && showClaim(found)).toBe('org/name <inferred README.md#>');
    expect(claimsIn(files).claims.filter(({ name }) => name === 'name')).toHaveLength(1);
  });

  it('is not said again where the front matter has it', () => {
    const body = `This model is a fine-tuned version of ${LINK}.`;
    expect(said(body, '---\nbase_model: A/B\n---\n')).toEqual([]);
    expect(said(body, '---\nbase_model: c/d\n---\n')).toEqual(base('a/b'));
  });
});

describe('the licence that prose names', () => {
  it.each([
    ['a sentence', 'This model is released under the MIT license.', 'mit'],
    ['a sentence with a link', 'The model is licensed under the [Apache 2.0 License](LICENSE).', 'apache-2.0'],
    ['weights', 'The weights are distributed under CC BY-NC 4.0.', 'cc-by-nc-4.0'],
    ['an item of a list', '- **License:** Apache 2.0', 'apache-2.0'],
    ['a line', 'License: MIT', 'mit'],
    ['a name of a maker', 'This model is released under the Llama 3.1 Community License.', 'llama3.1'],
  ])('is taken from %s', (_, body, id) => {
    expect(said(body)).toEqual(license(id));
  });

  it('is taken from a section of that name', () => {
    expect(said('x\n## License\n\nApache License 2.0')).toEqual(['license: apache-2.0 <inferred README.md#License>']);
    expect(said('x\n## License\n\nApache License 2.0\n\nThe data has others.')).toHaveLength(1);
  });

  it.each([
    ['Licensed under GPL-3.0.', 'gpl-3.0'],
    ['This project is licensed under the GNU General Public License v3.0 - see the LICENSE file', 'gpl-3.0'],
    [
      'The model is released under the Creative Commons Attribution-NonCommercial 4.0 International license.',
      'cc-by-nc-4.0',
    ],
    ['CC-By-NC-SA-4.0 (non-commercial use only)', 'cc-by-nc-sa-4.0'],
    ['- **Model License:** CC-BY-NC-4.0', 'cc-by-nc-4.0'],
  ])('is taken from a section of that name that says "%s"', (text, id) => {
    for (const title of ['License', '📜 License', 'Model License', '5. Licensing Information'])
      expect(said(`x\n## ${title}\n\n${text}`)).toEqual([`license: ${id} <inferred README.md#${title}>`]);
  });

  it.each(['Training data', 'Base model', 'Source code', 'Datasets', 'Acknowledgements'])(
    'is not that of what a section called %s is of',
    (title) => {
      expect(said(`x\n## ${title}\n\n- License: CC-BY-SA-4.0`)).toEqual([]);
      expect(said(`x\n## ${title}\n\n### License\n\nCC-BY-SA-4.0`)).toEqual([]);
    },
  );

  it('is not crowded out by what else prose says', () => {
    const restrictions = Array.from({ length: 30 }, (_, i) => `## S${i}\n\nNon-commercial use only.\n`);
    const text = `${restrictions.join('\n')}\n## Last\n\nThis model is released under the MIT license.`;
    expect(said(text)).toEqual(['license: mit <inferred README.md#Last>']);
  });

  it.each([
    ['a negation', 'This model is not released under the MIT license.'],
    ['an exception', 'This model is released under the MIT license, except for the tokenizer.'],
    ['the code', 'The code is released under the MIT license.'],
    ['a project', 'This project is released under the MIT License.'],
    ['another model', 'Compared with Llama, which is released under the MIT license, it is small.'],
    ['two of them', 'This model is released under the MIT license and the Apache 2.0 license.'],
    ['a family', 'This model is released under the GPL.'],
    ['no answer', 'License: other'],
    ['what is not known', 'This model is released under the Acme license.'],
    ['what nobody filled in', '- **License:** [More Information Needed]'],
    ['a comment', '<!-- - **License:** MIT -->'],
    ['a name in a text', 'MIT'],
    ['a table', '| License: MIT |'],
  ])('is not guessed from %s', (_, body) => {
    expect(said(body)).toEqual([]);
  });

  it('is not said again where the front matter has it', () => {
    expect(said('License: MIT', '---\nlicense: mit\n---\n')).toEqual([]);
    expect(said('License: MIT', '---\nlicense: [apache-2.0, MIT]\n---\n')).toEqual([]);
    expect(said('License: MIT', '---\nlicense: apache-2.0\n---\n')).toEqual(license('mit'));
  });
});

describe('prose that was made to take long', () => {
  it.each([
    ['words', `This model is ${'a '.repeat(50_000)}fine-tuned version of a/b`],
    ['brackets', `This is ${'[a]('.repeat(40_000)}`],
    ['comments', '<!--'.repeat(40_000)],
    ['bars', `${'|'.repeat(100_000)}x`],
    ['licences', 'License: MIT\n\n'.repeat(10_000)],
    ['headings', '# License\nMIT\n'.repeat(5_000)],
  ])('of %s ends soon, with a few facts', (_, body) => {
    const start = performance.now();
    expect(said(body).length).toBeLessThanOrEqual(20);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
