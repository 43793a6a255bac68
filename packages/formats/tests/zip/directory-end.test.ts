// SPDX-License-Identifier: Apache-2.0
import { crc32 } from 'node:zlib';
import { readFile } from '../builders/read.js';

const MEMBER = Buffer.from('text\n');

/** The fields of a member that both of its headers have. */
function fieldsOf(name: string): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt32LE(crc32(MEMBER), 10);
  fields.writeUInt32LE(MEMBER.length, 14);
  fields.writeUInt32LE(MEMBER.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

const local = (name: string): Buffer =>
  Buffer.concat([Buffer.from('504b0304', 'hex'), fieldsOf(name), Buffer.from(name), MEMBER]);

function central(name: string, offset: number): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([Buffer.from('504b01020000', 'hex'), fieldsOf(name), rest, Buffer.from(name)]);
}

/** zip64 records and then a usual one, as PyTorch ends its archives. */
function endOf(directory: { count: number; sizeBytes: number; offset: number }, said = directory): Buffer {
  const end = Buffer.alloc(98);
  end.write('504b0606', 0, 'hex');
  end.writeUInt32LE(44, 4);
  for (const at of [24, 32]) end.writeUInt32LE(directory.count, at);
  end.writeUInt32LE(directory.sizeBytes, 40);
  end.writeUInt32LE(directory.offset, 48);
  end.write('504b0607', 56, 'hex');
  end.writeUInt32LE(directory.offset + directory.sizeBytes, 64);
  end.writeUInt32LE(1, 72);
  end.write('504b0506', 76, 'hex');
  for (const at of [84, 86]) end.writeUInt16LE(said.count, at);
  end.writeUInt32LE(said.sizeBytes, 88);
  end.writeUInt32LE(said.offset, 92);
  return end;
}

/** Two members; the first one's entry in the directory takes 46 bytes and its name. */
function archiveOf(firstName: string, lie = 0): Buffer {
  const names = [firstName, 'b.txt'];
  const locals = names.map(local);
  const offsets = [0, locals[0]?.length ?? 0];
  const entries = Buffer.concat(names.map((name, index) => central(name, offsets[index] ?? 0)));
  const offset = Buffer.concat(locals).length;
  const directory = { count: 2, sizeBytes: entries.length, offset };
  return Buffer.concat([...locals, entries, endOf(directory, { ...directory, offset: offset + lie })]);
}

const kindsOf = (bytes: Buffer): readonly string[] =>
  (readFile(bytes).parts[0]?.irregularities ?? []).map(({ kind }) => kind);

describe('zip64 records before a usual one', () => {
  it.each([['a.txt'], ['a'.repeat(26) + '.txt'], ['a'.repeat(40) + '.txt']])(
    'are of one directory, however long the first name is: %s',
    (name) => {
      expect(kindsOf(archiveOf(name))).toEqual([]);
    },
  );

  it('are of another directory where the usual one says another offset', () => {
    expect(kindsOf(archiveOf('a'.repeat(26) + '.txt', 76))).toContain('overlap');
  });
});
