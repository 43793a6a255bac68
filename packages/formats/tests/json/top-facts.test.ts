// SPDX-License-Identifier: Apache-2.0
import type { JsonContent } from '../../src/json/json-content.js';
import { readParts } from '../builders/read.js';

const contentOf = (text: string): JsonContent => {
  const content = readParts(text)[0]?.content;
  if (content?.kind !== 'json') throw new Error('no JSON');
  return content;
};
const log = `"log_history": [${'{"loss": 1.5, "epoch": 0.1},'.repeat(50_000)} {}]`;

describe('facts at the top of a document that is too large to keep', () => {
  it('are kept before and behind what is large', () => {
    const { value, facts } = contentOf(
      `{"epoch": 2.5, ${log}, "best_model_checkpoint": "/x", "global_step": 7, "other": 1}`,
    );
    expect(value).toBeUndefined();
    expect(facts).toEqual([
      ['epoch', 2.5],
      ['best_model_checkpoint', '/x'],
      ['global_step', 7],
    ]);
  });

  it('are not what is long, null, or made of more', () => {
    const { facts } = contentOf(
      `{"eos_token": "${'x'.repeat(2000)}", ${log}, "bos_token": {"a": 1}, "pad_token": null, "unk_token": "${'x'.repeat(2000)}", "epoch": [1]}`,
    );
    expect(facts).toEqual([]);
  });

  it('are not kept without end', () => {
    expect(contentOf(`{${'"epoch": 1,'.repeat(500)} ${log}}`).facts).toHaveLength(100);
  });

  it('are not told beside a whole document', () => {
    expect(contentOf('{"epoch": 1}')).not.toHaveProperty('facts');
    expect(contentOf(`[${'{"epoch": 1},'.repeat(200_000)} 1]`).facts).toEqual([]);
  });
});
