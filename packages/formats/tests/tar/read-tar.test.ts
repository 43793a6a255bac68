// SPDX-License-Identifier: Apache-2.0
import { gzipSync } from 'node:zlib';
import { PICKLES } from '../builders/pickles.js';
import { linesOf } from '../builders/lines.js';
import { readFile, readParts } from '../builders/read.js';
import { makeMember, pax, tarOf, type TarEntry } from '../builders/tar.js';

const CALLS = PICKLES['protocol 2, calls']!;

/** Lines of the archive and of its members, without sizes. */
const told = (...entries: readonly TarEntry[]): string[] =>
  linesOf(tarOf(...entries)).map((line) => line.replace(/^(.*?:[a-z-]+):\d+/, '$1'));

const base256 = (value: number): Buffer => {
  const field = Buffer.alloc(12);
  field[0] = 0x80;
  field.writeUInt32BE(value, 8);
  return field;
};

describe('a tar archive', () => {
  it('has each file as a part, and every byte explained', () => {
    const bytes = tarOf(
      { name: 'a.pkl', content: CALLS },
      { name: 'dir/', type: '5' },
      { name: 'dir/b', content: CALLS },
    );
    expect(linesOf(bytes)).toEqual([`:tar:${bytes.length}`, 'a.pkl:pickle:31', 'dir/b:pickle:31']);
    expect(readParts(bytes)[0]?.content).toEqual({ kind: 'tar', members: 3, variants: ['ustar'] });
    expect(readParts(bytes)[1]?.fileOffset).toBe(512);
    expect(readFile(bytes).inspectedBytes).toBe(bytes.length);
  });

  it('is read within gzip, too', () => {
    expect(linesOf(gzipSync(tarOf({ name: 'x', content: CALLS }))).slice(2)).toEqual(['content!x:pickle:31']);
  });

  it.each<[string, readonly TarEntry[], string]>([
    ['a prefix', [{ name: 'b', prefix: 'a', content: CALLS }], 'a/b'],
    ['the oldest headers', [{ name: 'old', mark: '', content: CALLS }], 'old'],
    ['headers of GNU', [{ name: 'gnu', mark: 'ustar  \0', content: CALLS }], 'gnu'],
    ['a size in base 256', [{ name: 'b', content: CALLS, size: base256(CALLS.length) }], 'b'],
    [
      'a long name of GNU',
      [
        { name: '././@LongLink', type: 'L', content: `${'n'.repeat(150)}\0` },
        { name: 'n'.repeat(100), content: CALLS },
      ],
      'n'.repeat(150),
    ],
    [
      'a PAX header',
      [
        { name: 'PaxHeader', type: 'x', content: pax('mtime', '1.5') + pax('path', 'größe.pkl') },
        { name: 'gr', content: CALLS },
      ],
      'größe.pkl',
    ],
    [
      'a global PAX header',
      [
        { name: 'pax_global_header', type: 'g', content: pax('comment', 'abc') },
        { name: 'a', content: CALLS },
      ],
      'a',
    ],
  ])('may have %s', (_, entries, name) => {
    expect(told(...entries)).toEqual([':tar', `${name}:pickle`]);
  });

  const longName = (name: string): TarEntry => ({ name: 'L', type: 'L', content: `${name}\0` });
  const header = (...records: readonly string[]): TarEntry => ({ name: 'x', type: 'x', content: records.join('') });
  const file: TarEntry = { name: 'a', content: CALLS };
  it.each<[string, readonly TarEntry[], string]>([
    ['a symbolic link', [{ name: 'l', type: '2', linkName: 'a' }], ':tar, link@0 symbolic link l -> a'],
    [
      'a hard link that leads out',
      [{ name: 'l', type: '1', linkName: '../a' }],
      ':tar, link@0 hard link l -> ../a, unsafe-name@0 leads out of its folder: link to ../a',
    ],
    [
      'a symbolic link within',
      [{ name: 'a/b/l', type: '2', linkName: '../x' }],
      ':tar, link@0 symbolic link a/b/l -> ../x',
    ],
    [
      'a symbolic link that leads out',
      [{ name: 'a/b/l', type: '2', linkName: '../../../x' }],
      ':tar, link@0 symbolic link a/b/l -> ../../../x, unsafe-name@0 leads out of its folder: link to ../../../x',
    ],
    [
      'an absolute link',
      [{ name: 'l', type: '2', linkName: '/x' }],
      ':tar, link@0 symbolic link l -> /x, unsafe-name@0 absolute: link to /x',
    ],
    ['a device', [{ name: 'd', type: '3' }], ':tar, link@0 character device d'],
    ['a pipe', [{ name: 'p', type: '6' }], ':tar, link@0 pipe p'],
    ['a name that leads out', [{ name: '../x' }], ':tar, unsafe-name@0 leads out of its folder: ../x'],
    ['an absolute name', [{ name: '/x' }], ':tar, unsafe-name@0 absolute: /x'],
    ['a name twice', [{ name: 'x' }, { name: './x' }], ':tar, duplicate-name@512 ./x'],
    ['an unknown type', [{ name: 'x', type: 'Z' }], ':tar, bad-value@0 type Z of x'],
    ['bytes behind a name', [{ ...file, patch: (h) => h.write('evil', 50) }], ':tar, odd-padding@0 in a header'],
    ['bytes behind a header', [{ ...file, patch: (h) => h.write('evil', 505) }], ':tar, odd-padding@0 in a header'],
    ['padding', [{ ...file, padding: 1 }], ':tar, odd-padding@543 after the content of a member'],
    [
      'a folder with content',
      [{ ...file, type: '5' }],
      'size-mismatch@0 a folder with content, malformed@512 no tar header, -malformed@512 not all readers',
    ],
    ['a link with content', [{ ...file, type: '2' }], 'size-mismatch@0 a symbolic link with content, malformed@512'],
    ['a size that is no number', [{ ...file, size: '0000000x000\0' }], 'malformed@0 no tar header'],
    ['a negative size', [file, { ...file, size: Buffer.alloc(12, 0xff) }], 'malformed@1024 no tar header'],
    ['a volume', [{ ...file, type: 'V' }], 'malformed@0 volume label'],
    ['two names', [longName('x'), header(pax('path', 'y')), file], 'malformed@1536 two headers of one member'],
    ['a name twice the same', [longName('x'), header(pax('path', 'x')), file], ':tar'],
    ['a name with more behind it', [longName('x\0y'), file], 'malformed@512 bytes after the end of a long name'],
    ['two sizes', [header(pax('size', '1')), file], 'malformed@1024 two sizes of one member'],
    ['a size twice the same', [header(pax('size', '31')), file], ':tar'],
    ['a size of no number', [header(pax('size', '1e9')), file], 'malformed@512 a size in an extended header'],
    [
      'a size of all',
      [{ name: 'g', type: 'g', content: pax('size', '9') }, file],
      'malformed@512 a global header with size',
    ],
    ['a record that is too long', [header('99 path=x\n'), file], 'malformed@512 a record of an extended header'],
    ['a record without its end', [header('9 path=xy'), file], 'malformed@512 a record'],
    ['a record of nothing', [header('0 a=b\n'), file], 'malformed@512 a record'],
    ['a header without its member', [longName('x')], 'malformed@2048 an extended header without its member'],
    ['a name that is too long', [{ ...longName('x'), size: '00007777777\0' }], 'malformed@0 a name or header of'],
  ])('tells of %s', (_, entries, expected) => {
    const [own = ''] = told(...entries);
    if (expected.startsWith(':')) expect(own.replace(/, -unrecognised@0$/, '')).toBe(expected);
    else expect(own).toContain(expected);
  });

  it.each<[string, readonly TarEntry[]]>([
    ['GNU', [{ name: 's', type: 'S', mark: 'ustar  \0', content: CALLS }, file]],
    ['PAX', [header(pax('GNU.sparse.major', '1')), { name: 's', content: CALLS }, file]],
  ])('leaves sparse files of %s aside, and reads on', (_, entries) => {
    const [own, ...members] = told(...entries);
    expect(own).toContain('-unsupported@');
    expect(members).toEqual(['a:pickle']);
  });

  it('follows the blocks of a sparse map', () => {
    const sparse = makeMember({
      name: 's',
      type: 'S',
      mark: 'ustar  \0',
      size: '00000000005\0',
      patch: (h) => (h[482] = 1),
    });
    const map = Buffer.alloc(1024);
    map[504] = 1;
    const bytes = Buffer.concat([sparse, map, Buffer.alloc(512), tarOf(file)]);
    expect(linesOf(bytes)).toEqual([`:tar:${bytes.length}, -unsupported@512 sparse file s`, 'a:pickle:31']);
    expect(readFile(bytes).inspectedBytes).toBe(bytes.length - 1029);
  });

  it('gives what follows its end as a part of its own', () => {
    const first = tarOf(file);
    const bytes = Buffer.concat([first, tarOf({ name: 'b', content: CALLS })]);
    expect(linesOf(bytes)).toEqual([
      `:tar:${bytes.length}, trailing-bytes@${first.length}`,
      'a:pickle:31',
      `@${first.length}:tar:${first.length}`,
      `@${first.length}!b:pickle:31`,
    ]);
  });

  it('says where it ends early', () => {
    const bytes = makeMember(file);
    expect(linesOf(bytes)[0]).toBe(':tar:1024, truncated@1024 no empty block at the end');
    expect(linesOf(bytes.subarray(0, 540))).toEqual([
      ':tar:540, truncated@540, -missing@540',
      'a:pickle:28, truncated@28, -missing@28',
    ]);
  });
});

describe('formats that are tar archives', () => {
  it('are told by the names of their members', () => {
    const nemo = [
      { name: './model_config.yaml', content: 'a: b\n' },
      { name: './model_weights.ckpt', content: CALLS },
    ];
    expect(told(...nemo)[0]).toBe(':nemo');
    const none = PICKLES['protocol 0, one number'];
    const torch = ['sys_info', 'pickle', 'tensors', 'storages'].map((name) => ({ name, content: none }));
    expect(told(...torch)[0]).toBe(':torch-legacy');
  });
});
