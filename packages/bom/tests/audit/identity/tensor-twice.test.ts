// SPDX-License-Identifier: Apache-2.0
import { findingsIn, folder, safetensors } from '../shown.js';
import type { Files } from '../../model.js';

const told = (files: Files): readonly string[] =>
  findingsIn(folder(files)).flatMap(({ check, message }) => (check === 'metadata-key-twice' ? [message] : []));

describe('a tensor that comes twice', () => {
  it('is told to do so in one header', () => {
    const header =
      '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}';
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    const file = Buffer.concat([length, Buffer.from(header), Buffer.alloc(8)]);
    expect(told({ 'model.safetensors': file })).toEqual(['/a: a name stands twice: a tensor, in one header']);
  });

  it('is told to do so in two files', () => {
    const shard = (i: number): Files => ({ [`m-0000${i}-of-00002.safetensors`]: safetensors({ a: [1] }) });
    expect(told({ ...shard(1), ...shard(2) })).toEqual(['/a: a name stands twice: a tensor in two files']);
  });
});
