// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { thrownCode } from '@mpk/testkit';
import { TAG, booleanValue, childrenOf, oidText, readDer } from '../../src/der/reader.js';
import { derElement, derInteger, derOid } from '../../src/der/writer.js';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

describe('readDer', () => {
  it('reads what the writer writes, at every length that changes the encoding', () => {
    for (const length of [0, 1, 127, 128, 255, 256, 65_535]) {
      const element = readDer(derElement(TAG.octetString, Buffer.alloc(length, 7)), 'x');
      expect([element.tag, element.content.length]).toEqual([TAG.octetString, length]);
    }
  });

  it.each([
    ['nothing', ''],
    ['a tag without a length', '04'],
    ['less content than announced', '040501'],
    ['bytes after the element', '04010100'],
    ['a tag number of several bytes', '1f8101'],
    ['an indefinite length', '3080040100' + '0000'],
    ['a length that is not the shortest: one byte', '04810101'],
    ['a length that is not the shortest: leading zero', `04820080${'00'.repeat(128)}`],
    ['a length field that is cut off', '0482'],
    ['a length of gigabytes', '0484ffffffff00'],
  ])('throws INPUT_MALFORMED for %s', async (_, hex) => {
    await expect(thrownCode(() => readDer(bytes(hex), 'x'))).resolves.toBe('INPUT_MALFORMED');
  });

  it('throws nothing but INPUT_MALFORMED, whatever the bytes', async () => {
    const walk = (input: Buffer): void => {
      const element = readDer(input, 'x');
      if ((element.tag & 0x20) !== 0) childrenOf(element, element.tag, 'x').forEach((child) => walk(child.raw));
    };
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (input) => {
        expect(['nothing thrown', 'INPUT_MALFORMED']).toContain(await thrownCode(() => walk(Buffer.from(input))));
      }),
    );
  });
});

describe('oidText', () => {
  it.each(['1.3.6.1.4.1.57264.1.8', '2.5.29.15', '2.999.1', '0.9.2342.19200300.100.1.25'])('reads %s', (dotted) => {
    const [first = 0, second = 0] = dotted.split('.').map(Number);
    // The writer is for OIDs whose first two parts fit one byte.
    const der = first === 2 && second > 39 ? bytes('0603883701') : derOid(dotted);
    expect(oidText(readDer(der, 'x'), 'x')).toBe(dotted);
  });

  it('keeps arcs beyond 32 bits apart, which a truncating reader takes for one', () => {
    // 1.2.4294967298, which is 2 modulo 2^32
    expect(oidText(readDer(bytes('06062a9080808002'), 'x'), 'x')).toBe('1.2.4294967298');
  });

  it('reads one that is made of a UUID', () => {
    const dotted = '2.25.329800735698586629295641978511506172918';
    expect(oidText(readDer(bytes('06146983f09da7ebcfdee0c7a1a7b2c0948cc8f9d776'), 'x'), 'x')).toBe(dotted);
  });

  it('reads 64 bytes at most: arcs are long numbers, and take time with the square of their length', async () => {
    const long = (length: number): Buffer => derElement(TAG.oid, Buffer.alloc(length - 1, 0xff), Buffer.from([1]));
    const read = (length: number) => () => oidText(readDer(long(length), 'x'), 'x');
    await expect(thrownCode(read(64))).resolves.toBe('nothing thrown');
    await expect(thrownCode(read(65))).resolves.toBe('INPUT_TOO_LARGE');
    await expect(thrownCode(read(65_000))).resolves.toBe('INPUT_TOO_LARGE');
  });

  it.each([
    ['an empty one', '0600'],
    ['one that ends inside an arc', '06022a80'],
    ['another type', '0401ff'],
  ])('throws INPUT_MALFORMED for %s', async (_, hex) => {
    await expect(thrownCode(() => oidText(readDer(bytes(hex), 'x'), 'x'))).resolves.toBe('INPUT_MALFORMED');
  });
});

describe('booleanValue', () => {
  it.each([
    ['nothing thrown', '0101ff'],
    ['nothing thrown', '010100'],
    ['INPUT_MALFORMED', '010101'],
    ['INPUT_MALFORMED', '0102ffff'],
    ['INPUT_MALFORMED', '020101'],
  ])('gives %s for %s', async (code, hex) => {
    await expect(thrownCode(() => booleanValue(readDer(bytes(hex), 'x'), 'x'))).resolves.toBe(code);
  });
});

describe('derInteger', () => {
  it.each([
    [0, '020100'],
    [32, '020120'],
    [128, '02020080'],
    [600_000, '02030927c0'],
  ])('writes %d as %s', (value, hex) => {
    expect(derInteger(value).toString('hex')).toBe(hex);
  });
});
