// SPDX-License-Identifier: Apache-2.0
import { baseNameOf } from '../../src/documents/base-names.js';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

describe('the name of a base', () => {
  it.each([
    ['acme/base', 'acme/base', undefined],
    ['https://huggingface.co/acme/base', 'acme/base', undefined],
    ['https://huggingface.co/acme/base/', 'acme/base', undefined],
    ['https://hf.co/acme/base?library=x', 'acme/base', undefined],
    [`https://huggingface.co/acme/base/tree/${COMMIT}`, 'acme/base', COMMIT],
    [`https://huggingface.co/acme/base/blob/${COMMIT}/README.md`, 'acme/base', COMMIT],
    [`hf://acme/base@${COMMIT}`, 'acme/base', COMMIT],
    ['https://huggingface.co/acme/base/tree/main', 'acme/base', undefined],
    ['https://huggingface.co/bert-base-uncased', 'bert-base-uncased', undefined],
  ])('of the Hub is an id and perhaps a commit: %s', (written, name, commit) => {
    expect(baseNameOf(written)).toEqual({ name, ...(commit !== undefined && { commit }) });
  });

  it.each([
    './out/base',
    'models/base',
    'https://example.com/acme/base',
    'https://huggingface.co/datasets/acme',
    'https://huggingface.co.example.com/acme/base',
    'https://huggingface.co/acme',
    'https://huggingface.co/../acme',
    'a'.repeat(5000),
  ])('of anything else is as it is written: %s', (written) => {
    expect(baseNameOf(written)).toEqual({ name: written });
  });
});
