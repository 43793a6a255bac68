// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { createRoot } from '@mpk/testkit/pki';
import { thrownCode } from '@mpk/testkit';
import { derElement, derOid } from '../../src/der/writer.js';
import { readDer } from '../../src/der/reader.js';
import { distinguishedName } from '../../src/certificate/distinguished-name.js';
import { parseCertificate } from '../../src/certificate/certificate.js';

const [SEQUENCE, SET, UTF8, PRINTABLE, BMP] = [0x30, 0x31, 0x0c, 0x13, 0x1e];
const attribute = (oid: string, tag: number, value: Uint8Array | string): Buffer =>
  derElement(SEQUENCE, derOid(oid), derElement(tag, Buffer.from(value)));
const nameOf = (...parts: Buffer[]): string => distinguishedName(readDer(derElement(SEQUENCE, ...parts), 'name'));
const cn = (value: Uint8Array | string, tag = UTF8): Buffer => derElement(SET, attribute('2.5.4.3', tag, value));

describe('distinguishedName', () => {
  it('agrees with OpenSSL but for the space after each comma', async () => {
    const { der } = await createRoot({ subject: 'C=DE, O=ACME\\, Inc., OU=A\\+B, CN=ML Release' });
    const openssl = execFileSync('openssl', ['x509', '-inform', 'der', '-noout', '-subject', '-nameopt', 'RFC2253'], {
      input: der,
    });
    const ours = parseCertificate(der, 'certificate').subject;
    expect(ours).toBe('CN=ML Release, OU=A\\+B, O=ACME\\, Inc., C=DE');
    expect(openssl.toString().trim()).toBe(`subject=${ours.replaceAll(', ', ',').replace('\\,Inc', '\\, Inc')}`);
  });

  it.each([
    ['an empty name', '', []],
    [
      'two attributes in one part',
      'CN=a+O=b',
      [derElement(SET, attribute('2.5.4.3', UTF8, 'a'), attribute('2.5.4.10', UTF8, 'b'))],
    ],
    ['an attribute without a short name', '1.2.3.4=#0c0161', [derElement(SET, attribute('1.2.3.4', UTF8, 'a'))]],
    ['a string type that is not read', 'CN=#1e020041', [cn(Buffer.from([0, 0x41]), BMP)]],
    ['text that is not UTF-8', 'CN=#0c01ff', [cn(Buffer.from([0xff]))]],
    ['a printable string with a high bit', 'CN=#1301e1', [cn(Buffer.from([0xe1]), PRINTABLE)]],
    ['a separator inside a value', 'CN=a\\, O=b', [cn('a, O=b')]],
    ['a plus inside a value', 'CN=a\\+O=b', [cn('a+O=b')]],
    ['spaces at both ends', 'CN=\\ a\\ ', [cn(' a ')]],
    ['a leading number sign', 'CN=\\#0c', [cn('#0c')]],
    ['control characters', 'CN=a\\00b\\0ac\\1bd', [cn('a\0b\nc\u001bd')]],
    ['a backslash', 'CN=a\\\\00', [cn('a\\00')]],
    ['other scripts', 'CN=Ünïcode 模型', [cn('Ünïcode 模型')]],
  ])('writes %s as %j', (_, text, parts) => {
    expect(nameOf(...parts)).toBe(text);
  });

  it.each([
    ['a part that is no set', [attribute('2.5.4.3', UTF8, 'a')]],
    ['an attribute that is no sequence', [derElement(SET, derOid('2.5.4.3'))]],
    ['an attribute without a type', [derElement(SET, derElement(SEQUENCE))]],
  ])('throws INPUT_MALFORMED for %s', async (_, parts) => {
    await expect(thrownCode(() => nameOf(...parts))).resolves.toBe('INPUT_MALFORMED');
  });
});
