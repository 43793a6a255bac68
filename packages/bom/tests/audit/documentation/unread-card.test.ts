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

  it('is told where it could', () => {
    const read = folder({ ...ADAPTER, 'README.md': '---\nlanguage: en\n---\n# m\n' });
    expect(idsIn(read)).toEqual(expect.arrayContaining(OF_CARDS));
  });
});
