// SPDX-License-Identifier: Apache-2.0
import { makeZip, type ZipEntry } from '../builders/archives.js';
import { makeNpy, makeSafetensors } from '../builders/models.js';
import { PICKLES, latin } from '../builders/pickles.js';
import { recognise, shown, showsPickle } from '../builders/recognise.js';

const CALLS = PICKLES['protocol 4, calls']!;
const text = (content: string): Buffer => Buffer.from(content);
const floats = makeNpy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }");
const objects = makeNpy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }");

describe('kinds of zip archives', () => {
  const torch: ZipEntry[] = [
    { name: 'archive/data.pkl', content: CALLS },
    { name: 'archive/data/0', content: Buffer.alloc(64, 'MZ') },
    { name: 'archive/version', content: text('3\n') },
  ];

  it.each<[string, ZipEntry[], string]>([
    ['a PyTorch archive', torch, 'torch+pickle'],
    [
      'TorchScript',
      [...torch, { name: 'archive/code/__torch__.py', content: text('def f(): pass') }],
      'torch+pickle+torchscript',
    ],
    [
      'npz',
      [
        { name: 'a.npy', content: floats },
        { name: 'b.npy', content: floats, deflate: true },
      ],
      'npz+npy',
    ],
    ['npz with objects', [{ name: 'a.npy', content: objects }], 'npz+npy+pickle'],
    ['npz with compressed objects', [{ name: 'a.npy', content: objects, deflate: true }], 'npz+npy+pickle'],
    [
      'a Keras archive',
      [
        { name: 'metadata.json', content: text('{}') },
        { name: 'config.json', content: text('{}') },
        { name: 'model.weights.h5', content: latin('\x89HDF\r\n\x1a\n') },
      ],
      'keras+hdf5',
    ],
    ['a Java archive', [{ name: 'META-INF/MANIFEST.MF', content: text('x') }], 'jar+java-class'],
    ['a zip archive of texts', [{ name: 'a.txt', content: text('hello'), deflate: true }], 'zip'],
    [
      'a zip archive with folders',
      [
        { name: 'a/', content: Buffer.alloc(0) },
        { name: 'a/b', content: text('hi') },
      ],
      'zip',
    ],
    ['an empty zip archive', [], 'zip'],
    ['a zip archive with safetensors', [{ name: 'm', content: makeSafetensors() }], 'zip+safetensors'],
    ['a zip archive with a program', [{ name: 'run', content: text('#!/bin/sh\n') }], 'zip+script'],
  ])('tells %s', (_, entries, expected) => {
    expect(shown(makeZip(entries))).toBe(expected);
    expect(shown(makeZip(entries, { zip64: true, comment: 'with a comment' }))).toBe(expected);
  });

  it('says opaque for archives within archives, and sees the name of their first member', () => {
    const inner = makeZip([{ name: 'data.pkl', content: CALLS }]);
    expect(shown(makeZip([{ name: 'inner', content: inner }]))).toBe('zip+opaque+pickle');
    const harmless = makeZip([{ name: 'a.txt', content: text('hi') }]);
    expect(shown(makeZip([{ name: 'inner', content: harmless }]))).toBe('zip+opaque');
  });
});

describe('pickles in zip archives', () => {
  it.each<[string, ZipEntry]>([
    ['by its name', { name: 'x.pkl', content: text('not one') }],
    ['by its name in capitals', { name: 'X.PICKLE', content: text('not one') }],
    ['by its content', { name: 'x.txt', content: CALLS }],
    ['by its compressed content', { name: 'x.txt', content: CALLS, deflate: true }],
    ['of protocol 0', { name: 'readme.md', content: PICKLES['protocol 0, calls']! }],
    ['said to be encrypted', { name: 'x.txt', content: CALLS, flags: 0x1 }],
    ['said to be patched', { name: 'x.txt', content: CALLS, flags: 0x20 }],
    ['said to be strongly encrypted', { name: 'x.txt', content: CALLS, flags: 0x41 }],
    ['by its local name', { name: 'x.txt', localName: 'x.pkl', content: text('not one') }],
  ])('shows one %s', (_, entry) => {
    expect(showsPickle(makeZip([{ name: 'a.txt', content: text('hi') }, entry]))).toBe(true);
  });

  it('shows one that only the directory within a comment lists', () => {
    const hidden = makeZip([{ name: 'x.pkl', content: CALLS }]);
    const bytes = Buffer.concat([hidden, makeZip([{ name: 'a.txt', content: text('hi') }])]);
    expect(showsPickle(bytes)).toBe(true);
  });

  it('shows one that the directory says is empty', () => {
    const zip = makeZip([
      { name: 'a.txt', content: text('hi') },
      { name: 'x.txt', content: CALLS },
    ]);
    const entry = zip.lastIndexOf(Buffer.from('504b0102', 'hex'));
    zip.writeUInt32LE(0, entry + 20);
    expect(showsPickle(zip)).toBe(true);
  });

  it('shows one that the file begins with and no directory lists', () => {
    const first = makeZip([{ name: 'x.txt', content: CALLS }]).subarray(0, 35 + CALLS.length);
    expect(showsPickle(Buffer.concat([first, makeZip([{ name: 'a.txt', content: text('hi') }])]))).toBe(true);
  });

  it('shows one whose offsets count from the beginning of the file, with bytes before the archive', () => {
    const zip = makeZip([{ name: 'x.txt', content: CALLS }]);
    expect(showsPickle(Buffer.concat([Buffer.alloc(100, 0xfe), zip]))).toBe(true);
  });
});

describe('zip archives that cannot be looked into', () => {
  const hello = { name: 'a.txt', content: text('hello') };

  it.each<[string, Buffer]>([
    ['encrypted', makeZip([{ ...hello, flags: 0x1 }])],
    ['compressed in another way', makeZip([{ ...hello, method: 93 }])],
    ['broken in their deflate stream', makeZip([{ ...hello, content: latin('\xff\xff\xff'), method: 8 }])],
    ['without a directory', makeZip([hello]).subarray(0, 36)],
    [
      'with more members than are looked at',
      makeZip(Array.from({ length: 1100 }, (_, i) => ({ ...hello, name: `${i}` }))),
    ],
    ['with members that are not there', makeZip([hello]).fill(0, 0, 36)],
  ])('are opaque when %s', (_, bytes) => {
    expect(recognise(bytes).contains).toContain('opaque');
  });

  it('are opaque when their directory is larger than is read', () => {
    const entries = Array.from({ length: 600 }, (_, i) => ({
      name: `${i}`.padEnd(4000, 'x'),
      content: Buffer.alloc(0),
    }));
    expect(shown(makeZip(entries))).toBe('zip+opaque');
  });

  it('survive any single byte being wrong', () => {
    const zip = makeZip([hello, { name: 'b', content: text('b'), deflate: true }], { zip64: true });
    for (let i = 0; i < zip.length; i++) {
      const bytes = Buffer.from(zip);
      bytes[i] = 0xff;
      expect(typeof recognise(bytes).id).toBe('string');
    }
  });

  it('are not seen in a file that only mentions the signature', () => {
    const bytes = Buffer.concat([
      latin('\x7fELF\x02\x01\x01'),
      Buffer.alloc(64),
      latin('PK\x05\x06'),
      Buffer.alloc(100, 7),
    ]);
    expect(shown(bytes)).toBe('elf');
  });
});
