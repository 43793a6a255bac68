// SPDX-License-Identifier: Apache-2.0
import { datasetId } from '../../src/claims/dataset-ids.js';

describe('the id of a data set', () => {
  it.each([
    ['Org/Name', 'org/name'],
    ['https://huggingface.co/datasets/org/name', 'org/name'],
    ['https://huggingface.co/datasets/org/name/tree/main/data', 'org/name'],
    ['https://huggingface.co/datasets/squad', 'squad'],
    ['https://huggingface.co/datasets/squad/viewer', 'squad'],
    ['hf://datasets/org/name@abc', 'org/name'],
    ['https://example.org/datasets/org/name', 'https://example.org/datasets/org/name'],
    ['https://huggingface.co.example.org/datasets/org/name', 'https://huggingface.co.example.org/datasets/org/name'],
    ['', ''],
  ])('of %s is %s', (text, id) => {
    expect(datasetId(text)).toBe(id);
  });
});
