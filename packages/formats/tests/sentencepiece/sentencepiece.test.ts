// SPDX-License-Identifier: Apache-2.0
import { field, textField, varintField } from '../builders/protobuf.js';
import { makeSentencePiece } from '../builders/models.js';
import { PICKLES } from '../builders/pickles.js';
import { readFile, readParts } from '../builders/read.js';

describe('a model of SentencePiece', () => {
  it('is recognised, and its pieces are counted', () => {
    const trainer = field(2, varintField(3, 2), varintField(4, 32_000));
    const bytes = Buffer.concat([makeSentencePiece(), trainer, field(3, textField(1, 'nmt_nfkc'))]);
    const { parts, inspectedBytes } = readFile(bytes);
    expect(parts[0]).toMatchObject({ format: 'sentencepiece', uninspected: [] });
    expect(parts[0]!.content).toMatchObject({
      pieces: 3,
      modelType: 2,
      vocabularySize: 32_000,
      normalizer: 'nmt_nfkc',
    });
    expect(inspectedBytes).toBe(bytes.length);
  });

  it('has a table for normalising, which is data', () => {
    const bytes = Buffer.concat([makeSentencePiece(), field(5, field(2, Buffer.alloc(20)))]);
    expect(readParts(bytes).map(({ format }) => format)).toEqual(['sentencepiece', 'tensor-data']);
  });

  it('is looked into where it has a field that is not its own', () => {
    const bytes = Buffer.concat([
      makeSentencePiece(),
      field(1, textField(1, 'x'), field(99, PICKLES['protocol 2, calls']!)),
    ]);
    expect(readParts(bytes).map(({ format }) => format)).toEqual(['sentencepiece', 'pickle']);
  });

  it.each([
    ['no texts', field(1, field(1, varintField(1, 1)))],
    ['empty', field(1, field(1))],
    ['without a text', field(1, varintField(3, 1))],
    ['of two texts', field(1, textField(1, 'a'), textField(1, 'b'))],
  ])('is none where its first pieces are %s', (_, piece) => {
    expect(readParts(Buffer.concat([piece, piece, piece, piece]))[0]!.format).not.toBe('sentencepiece');
  });

  it('is none with fewer pieces than any tokenizer has', () => {
    expect(readParts(field(1, textField(1, 'x')))[0]!.format).toBe('unknown');
  });
});
