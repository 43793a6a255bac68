// SPDX-License-Identifier: Apache-2.0
import { deflateSync } from 'node:zlib';
import { readFile } from '../builders/read.js';

const pickleNames = (bytes: Buffer): readonly string[] =>
  readFile(bytes).parts.flatMap(({ content }) =>
    content?.kind === 'pickle' ? content.imports.map(({ module, name }) => `${module} ${name}`) : [],
  );

describe('text that begins with the letter of INST', () => {
  it.each([['import os\nimport sys\nprint(1)\n'], ['ir_version: 14\ngraph {\n}\n'], ['it is a model\nfor texts\n']])(
    'is text: %j',
    (text) => {
      expect(readFile(Buffer.from(text)).parts.map(({ format }) => format)).toEqual(['text']);
    },
  );

  it('is a pickle where a mark was set before it, whatever the name', () => {
    expect(pickleNames(Buffer.from('(import os\nimport sys\n.'))).toEqual(['mport os import sys']);
  });

  it('is a pickle where its lines are names, for some loaders import before they look for the mark', () => {
    expect(pickleNames(Buffer.from('ios\nsystem\n.'))).toEqual(['os system']);
  });
});

describe('bytes in a pickle that begin like LZMA', () => {
  const pickled = (bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.from([0x80, 4, 0x43, bytes.length]), bytes, Buffer.from('.')]);

  it.each([4, 8, 16, 64])('are numbers where they cannot be a stream: %d bytes', (length) => {
    const numbers = Buffer.alloc(length);
    numbers[0] = 0x5d;
    const parts = readFile(pickled(numbers)).parts;
    expect(parts).toHaveLength(1);
    expect(parts[0]?.uninspected).toEqual([]);
  });

  it('are a part of their own where they can', () => {
    const stream = Buffer.from('5d00008000ffffffffffffffff00000000000000', 'hex');
    expect(readFile(pickled(stream)).parts.length).toBeGreaterThan(1);
  });
});

describe('bytes in a pickle that begin like a compressed stream', () => {
  const pickled = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return Buffer.concat([Buffer.from('\x80\x04B', 'latin1'), length, bytes, Buffer.from('.')]);
  };
  /** As raw numbers are: without an end that a stream has. */
  const cutShort = (content: Buffer): Buffer => deflateSync(content, { level: 0 }).subarray(0, -8);
  const openIn = (bytes: Buffer): readonly string[] =>
    readFile(pickled(bytes)).parts.flatMap(({ uninspected }) => uninspected.map(({ reason }) => reason));
  const numbers = Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 7919) % 251));

  it('are numbers where it breaks off, and gives nothing that anybody knows', () => {
    expect(openIn(cutShort(numbers))).toEqual([]);
  });

  it('are a stream where it ends, or gives something known', () => {
    expect(openIn(deflateSync(numbers))).not.toEqual([]);
    const code = Buffer.from(`cos\nsystem\n(S'id'\ntR.${' '.repeat(400)}`);
    expect(openIn(cutShort(code))).not.toEqual([]);
    expect(JSON.stringify(readFile(pickled(cutShort(code))).parts)).toContain('"system"');
  });
});
