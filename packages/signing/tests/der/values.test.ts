// SPDX-License-Identifier: Apache-2.0
import { thrownCode } from '@mpk/testkit';
import { DerFields } from '../../src/der/fields.js';
import { TAG, readDer, type DerElement } from '../../src/der/reader.js';
import { generalizedTime, integerBytes, smallInteger } from '../../src/der/values.js';
import { derElement } from '../../src/der/writer.js';

const element = (hex: string): DerElement => readDer(Buffer.from(hex, 'hex'), 'test');
const time = (text: string): DerElement => readDer(derElement(TAG.generalizedTime, Buffer.from(text)), 'test');

describe('an INTEGER', () => {
  it.each([
    ['020100', 0],
    ['02017f', 127],
    ['02020080', 128],
    ['02047fffffff', 2 ** 31 - 1],
  ])('%s is %d', (hex, value) => {
    expect(smallInteger(element(hex), 'test')).toBe(value);
  });

  it.each([
    ['empty', '0200'],
    ['with a needless zero', '0202007f'],
    ['with a needless FF', '0202ff80'],
    ['of another tag', '040100'],
  ])('is refused %s', async (_, hex) => {
    await expect(thrownCode(() => integerBytes(element(hex), 'test'))).resolves.toBe('INPUT_MALFORMED');
  });

  it.each([
    ['negative', '0201ff'],
    ['too large', '0205007fffffff'],
    ['2^31', '02050080000000'],
  ])('is not a small number where it is %s', async (_, hex) => {
    await expect(thrownCode(() => smallInteger(element(hex), 'test'))).resolves.toBe('INPUT_MALFORMED');
  });

  it('is refused where it is missing', async () => {
    await expect(thrownCode(() => integerBytes(undefined, 'test'))).resolves.toBe('INPUT_MALFORMED');
  });
});

describe('a GeneralizedTime', () => {
  it.each([
    ['20260228235959Z', '2026-02-28T23:59:59.000Z'],
    ['20260228235959.5Z', '2026-02-28T23:59:59.500Z'],
    ['20260228235959.123456789Z', '2026-02-28T23:59:59.123Z'],
    ['20280229000000Z', '2028-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, iso) => {
    expect(generalizedTime(time(text), 'test').toISOString()).toBe(iso);
  });

  it.each([
    '20260231000000Z',
    '20260101240000Z',
    '20260101000060Z',
    '20261301000000Z',
    '20260101000000',
    '20260101000000+0100',
    '202601010000Z',
    '260101000000Z',
    '20260101000000.Z',
    '20260101000000.1234567890Z',
    '20260101000000,5Z',
    '\u0662\u0660260101000000Z',
    '',
  ])('%j is refused', async (text) => {
    await expect(thrownCode(() => generalizedTime(time(text), 'test'))).resolves.toBe('INPUT_MALFORMED');
  });
});

describe('the fields of a SEQUENCE', () => {
  const fields = (): DerFields => new DerFields(element('30060201010101ff'), 'test');

  it('are taken in order, and none may be left', () => {
    const all = fields();
    expect(all.takeOptional(TAG.boolean)).toBeUndefined();
    expect(all.take(TAG.integer).content[0]).toBe(1);
    expect(() => all.end()).toThrow('a field too many');
    expect(all.takeOptional(TAG.boolean)?.content[0]).toBe(0xff);
    expect(() => all.end()).not.toThrow();
    expect(all.takeAny()).toBeUndefined();
  });

  it('must be there, and of their kind', async () => {
    await expect(thrownCode(() => fields().take(TAG.boolean))).resolves.toBe('INPUT_MALFORMED');
    const all = fields();
    all.take();
    all.take();
    await expect(thrownCode(() => all.take())).resolves.toBe('INPUT_MALFORMED');
    await expect(thrownCode(() => new DerFields(element('020101'), 'test'))).resolves.toBe('INPUT_MALFORMED');
  });
});
