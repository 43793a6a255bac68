// SPDX-License-Identifier: Apache-2.0
import { readParts, shownPart, shownParts } from '../builders/read.js';
import { makeZip, type ZipEntry } from '../builders/archives.js';
import { latin } from '../builders/pickles.js';

const evil = latin('cos\nsystem\n(S"id"\ntR.');
const plain: ZipEntry = { name: 'a.pkl', content: latin('(I1\nI2\nt.') };
const bad: ZipEntry = { name: 'b.txt', content: evil, deflate: true };

/** A zip with some bytes changed, found by what stands there. */
function patched(bytes: Buffer, at: number, ...values: number[]): Buffer {
  const copy = Buffer.from(bytes);
  values.forEach((value, i) => (copy[at + i] = value));
  return copy;
}

describe('a zip archive', () => {
  it('gives each member as a part, stored or compressed, whatever its name', () => {
    expect(shownParts(makeZip([plain, bad]))).toEqual(['. zip', 'a.pkl pickle', 'b.txt pickle']);
  });

  it('says where a stored member lies in the file, and not where a compressed one does', () => {
    const [, first, second] = readParts(makeZip([plain, bad]));
    expect([first?.fileOffset, first?.sizeBytes]).toEqual([35, 9]);
    expect([second?.fileOffset, second?.sizeBytes]).toEqual([undefined, evil.length]);
  });

  it('is read with a wide end record and a comment too', () => {
    expect(shownParts(makeZip([plain], { zip64: true, comment: 'x' }))).toEqual(['. zip', 'a.pkl pickle']);
  });

  it('may be empty', () => {
    expect(shownParts(makeZip([]))).toEqual(['. zip']);
  });

  it('is read within an archive', () => {
    const inner = makeZip([bad]);
    for (const deflate of [false, true]) {
      expect(shownParts(makeZip([{ name: 'in', content: inner, deflate }]))).toEqual([
        '. zip',
        'in zip',
        'in!b.txt pickle',
      ]);
    }
  });

  it('is not followed without end', () => {
    let archive = makeZip([bad]);
    for (let i = 0; i < 12; i++) archive = makeZip([{ name: 'in', content: archive }]);
    expect(shownParts(archive).at(-1)).toContain('(too-deep)');
  });

  it('of PyTorch has raw tensors, which are not taken for anything else', () => {
    const archive = makeZip([
      { name: 'm/data.pkl', content: latin('\x80\x02}q\x00.') },
      { name: 'm/data/0', content: evil },
      { name: 'm/other', content: evil },
    ]);
    expect(shownParts(archive)).toEqual(['. torch', 'm/data.pkl pickle', 'm/data/0 tensor-data', 'm/other pickle']);
  });
});

describe('what no writer of zip archives writes', () => {
  it.each<[string, Buffer, string]>([
    ['bytes before it', Buffer.concat([evil, makeZip([plain])]), '. zip leading-bytes'],
    ['bytes behind it', Buffer.concat([makeZip([plain]), evil]), '. zip trailing-bytes'],
    ['another name before the content', makeZip([{ ...plain, localName: 'c.pkl' }]), '. zip name-mismatch'],
    ['a name twice', makeZip([plain, plain]), '. zip duplicate-name'],
    ['a flag of encryption that lies', makeZip([{ ...plain, flags: 1 }]), '. zip field-mismatch'],
    ['a flag of patch data', makeZip([{ ...plain, flags: 0x20 }]), '. zip bad-value'],
    ['encrypted content', patched(makeZip([{ ...plain, flags: 1 }]), 35, 0xf1), '. zip (encrypted)'],
    [
      'encrypted and compressed content',
      patched(makeZip([{ ...plain, flags: 1, deflate: true }]), 35, 0xff),
      '. zip (encrypted)',
    ],
    ['a compression that no loader has', makeZip([{ ...plain, method: 97 }]), '. zip (unsupported)'],
    ['a wrong checksum', patched(makeZip([plain]), 36, 0x41), '. zip checksum-mismatch'],
    ['another method before the content', patched(makeZip([plain]), 8, 8), '. zip field-mismatch'],
    ['another size before the content', patched(makeZip([plain]), 22, 99), '. zip size-mismatch'],
    ['content that does not expand', makeZip([{ ...plain, method: 8 }]), '. zip malformed (malformed)'],
  ])('is told of: %s', (_, archive, shown) => {
    expect(shownParts(archive)).toContain(shown);
  });

  it('is read none the less: what stands before, behind and between', () => {
    const gap = Buffer.concat([makeZip([plain]).subarray(0, 35 + 9), evil]);
    const archive = Buffer.concat([evil, makeZip([plain]), evil]);
    expect(shownParts(archive).filter((line) => / pickle/.test(line) && !line.includes('@21'))).toEqual([
      '@0 pickle',
      'a.pkl pickle',
      `@${archive.length - evil.length} pickle`,
      // As a loader of pickles sees it: one of them, and what follows it.
      '. pickle trailing-bytes',
    ]);
    expect(shownParts(gap)).toEqual(['. zip malformed truncated (missing)', 'a.pkl pickle']);
  });

  it('is not read twice where members overlap', () => {
    const archive = makeZip([plain, bad]);
    // The second entry of the directory points into the first member.
    const entry = archive.lastIndexOf(Buffer.from('PK\x01\x02'));
    const shown = shownParts(patched(archive, entry + 42, 4, 0, 0, 0));
    expect(shown[0]).toMatch(/^\. zip gap overlap|^\. zip overlap/);
    expect(shown[0]).toContain('(malformed)');
  });

  it('is told of when a member lies outside of the file', () => {
    const archive = makeZip([plain]);
    const entry = archive.lastIndexOf(Buffer.from('PK\x01\x02'));
    expect(shownParts(patched(archive, entry + 42, 0, 0, 0, 0x7f))[0]).toContain('out-of-bounds');
  });

  it('is told of when a member says that it is longer than the file', () => {
    const archive = makeZip([plain]);
    const entry = archive.lastIndexOf(Buffer.from('PK\x01\x02'));
    const [whole] = readParts(patched(archive, entry + 20, 0, 0, 0, 0x7f, 0, 0, 0, 0x7f));
    expect(whole && shownPart(whole)).toContain('truncated');
  });

  it('stops at a bomb', () => {
    const archive = makeZip([{ name: 'zeros', content: Buffer.alloc(300_000_000), deflate: true }]);
    const [whole] = readParts(archive);
    expect(whole && shownPart(whole)).toBe('. zip (bomb)');
  });
});

describe('a member with two descriptions', () => {
  const zip = makeZip([plain]);
  const at = zip.indexOf('PK\x01\x02', 0, 'latin1');
  const entry = zip.subarray(at, zip.length - 22);

  it('is told of where sizes differ, for the last is what Python takes', () => {
    const other = patched(entry, 20, entry.length - 1, 0, 0, 0, entry.length - 1);
    const end = patched(zip.subarray(-22), 8, 2, 0, 2, 0);
    end.writeUInt32LE(2 * entry.length, 12);
    expect(shownParts(Buffer.concat([zip.subarray(0, at), entry, other, end]))[0]).toContain('duplicate-name');
  });

  it('is told of where an extra field gives it another name', () => {
    const extra = Buffer.concat([Buffer.from('75700a00', 'hex'), Buffer.from('\x01sum!evil!', 'latin1')]);
    const named = Buffer.concat([patched(entry, 30, extra.length), extra]);
    const end = patched(zip.subarray(-22), 12, named.length);
    expect(shownParts(Buffer.concat([zip.subarray(0, at), named, end]))[0]).toContain('name-mismatch');
  });
});

it('takes for raw tensors what lies beside a pickle of PyTorch alone', () => {
  const archive = makeZip([
    { name: 'm/data.pkl', content: latin('\x80\x02}q\x00.') },
    { name: 'other/data/0', content: evil },
  ]);
  expect(shownParts(archive)).toEqual(['. torch', 'm/data.pkl pickle', 'other/data/0 pickle']);
});

it('says where a raw tensor begins as an array of NumPy, which may hold objects', () => {
  const npy = Buffer.concat([Buffer.from('934e554d5059', 'hex'), evil]);
  const archive = makeZip([
    { name: 'm/data.pkl', content: latin('\x80\x02}q\x00.') },
    { name: 'm/data/0', content: npy },
  ]);
  expect(readParts(archive).at(-1)?.content).toEqual({ kind: 'raw', looksLike: ['npy'] });
});
