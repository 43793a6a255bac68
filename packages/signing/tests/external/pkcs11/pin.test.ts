// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { MAX_PIN_BYTES, pinFor } from '../../../src/external/pkcs11/pin.js';
import { parsePkcs11Uri } from '../../../src/external/pkcs11/uri.js';

/** The PIN that a file with this content gives. */
const fromFile = (content: string | Uint8Array, given?: string): Promise<string | undefined> =>
  withTempFolder(async (folder) => {
    writeFileSync(join(folder, 'pin'), content);
    return pinFor(parsePkcs11Uri(`pkcs11:?pin-source=file:${folder}/pin`), given);
  });

const fromSource = (source: string): string | undefined =>
  pinFor({ pinSource: source, pinValue: undefined }, undefined);

describe('the PIN', () => {
  it('is that which is given, before what the URI says', async () => {
    expect(pinFor(parsePkcs11Uri('pkcs11:?pin-value=1111'), '2222')).toBe('2222');
    await expect(fromFile('1111', '2222')).resolves.toBe('2222');
  });

  it('is what the URI says, or none', () => {
    expect(pinFor(parsePkcs11Uri('pkcs11:?pin-value=11%2011'), undefined)).toBe('11 11');
    expect(pinFor(parsePkcs11Uri('pkcs11:object=a'), undefined)).toBeUndefined();
  });

  it.each([
    ['as it is', '1234', '1234'],
    ['without its line end', '1234\n', '1234'],
    ['without its line end of Windows', '1234\r\n', '1234'],
    ['with blanks, and with all line ends but the last', ' 12 34\n\n', ' 12 34\n'],
    ['of the largest size', 'x'.repeat(MAX_PIN_BYTES) + '\r\n', 'x'.repeat(MAX_PIN_BYTES)],
    ['beyond ASCII', 'pïn', 'pïn'],
  ])('comes from a file %s', async (_, content, pin) => {
    await expect(fromFile(content)).resolves.toBe(pin);
  });

  it('comes from a file, whichever way it is named', () =>
    withTempFolder(async (folder) => {
      writeFileSync(join(folder, 'pin'), '1234');
      for (const prefix of ['', 'file:', 'file://', 'file://localhost']) {
        expect(fromSource(`${prefix}${folder}/pin`)).toBe('1234');
      }
    }));

  it.each([
    ['KEY_INVALID', 'an empty file', ''],
    ['KEY_INVALID', 'a file with a line end alone', '\n'],
    ['KEY_INVALID', 'too long a PIN', 'x'.repeat(MAX_PIN_BYTES + 1)],
    ['KEY_INVALID', 'a file that is no text', new Uint8Array([0xff, 0xfe])],
    ['INPUT_TOO_LARGE', 'a large file', 'x'.repeat(MAX_PIN_BYTES + 3)],
  ])('is %s for %s', async (code, _, content) => {
    await expect(thrownCode(() => fromFile(content))).resolves.toBe(code);
  });

  it('is INPUT_UNREADABLE for a file that is not there, and for a folder', () =>
    withTempFolder(async (folder) => {
      mkdirSync(join(folder, 'pin'));
      await expect(thrownCode(() => fromSource(`file:${folder}/pin`))).resolves.toBe('INPUT_UNREADABLE');
      await expect(thrownCode(() => fromSource(`file:${folder}/none`))).resolves.toBe('INPUT_UNREADABLE');
    }));

  it.each([
    '|/usr/bin/pinentry',
    'file:pin',
    'pin',
    'file://elsewhere/etc/pin',
    'https://example.com/pin',
    'file:/etc/token%20pin',
    '',
  ])('is INPUT_UNSUPPORTED for the source %s', async (source) => {
    await expect(thrownCode(() => fromSource(source))).resolves.toBe('INPUT_UNSUPPORTED');
  });

  it('is KEY_INVALID when it is given and empty', async () => {
    await expect(thrownCode(() => pinFor(parsePkcs11Uri('pkcs11:'), ''))).resolves.toBe('KEY_INVALID');
  });
});
