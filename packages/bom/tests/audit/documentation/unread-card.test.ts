// SPDX-License-Identifier: Apache-2.0
import { folder, findingsIn, idsIn } from '../shown.js';

const ADAPTER = { 'adapter_config.json': { peft_type: 'LORA' }, 'adapter_model.safetensors': 'x' };
const OF_CARDS = ['license-missing', 'base-model-missing', 'training-dataset-missing', 'training-data-missing'];

describe('what a card does not say', () => {
  const unread = folder({ ...ADAPTER, 'README.md': '---\nlicense: [mit\n: {\n---\n# m\n' });

  it('is not told where its front matter could not be read, and that is', () => {
    expect(idsIn(unread).filter((id) => OF_CARDS.includes(id))).toEqual([]);
    expect(findingsIn(unread)).toContainEqual(
      expect.objectContaining({ check: 'metadata-malformed', severity: 'medium' }),
    );
  });

  it.each(['{ a: b }', '[{ name: mit }]'])(
    'is told of all else where the licence alone could not be read: %s',
    (license) => {
      const ids = idsIn(folder({ ...ADAPTER, 'README.md': `---\nlicense: ${license}\n---\n# m\n` }));
      expect(ids).toEqual(expect.arrayContaining([...OF_CARDS.slice(1), 'intended-use-missing', 'task-missing']));
      expect(ids).not.toContain('license-missing');
      expect(ids).toContain('metadata-of-another-type');
    },
  );

  it('is told of its sections where the front matter alone could not be read', () => {
    expect(idsIn(unread)).toEqual(
      expect.arrayContaining(['intended-use-missing', 'limitations-missing', 'bias-missing']),
    );
  });

  it('is not told at all where nobody could read the card, and that is', () => {
    const binary = folder({ ...ADAPTER, 'README.md': `# m\n${'\u0007'.repeat(9)}` });
    const ids = idsIn(binary);
    expect(ids.filter((id) => OF_CARDS.includes(id) || /^(?:intended-use|limitations|task)/.test(id))).toEqual([]);
    expect(findingsIn(binary)).toContainEqual(
      expect.objectContaining({ check: 'metadata-malformed', severity: 'high' }),
    );
  });

  it('is told where it could', () => {
    const read = folder({ ...ADAPTER, 'README.md': '---\nlanguage: en\n---\n# m\n' });
    expect(idsIn(read)).toEqual(expect.arrayContaining(OF_CARDS));
  });
});
