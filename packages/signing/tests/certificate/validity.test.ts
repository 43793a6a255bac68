// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { thrownCode } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import { createCertificateVerifier } from '@mpk/signing';
import { readTimestampAuthorities } from '@mpk/signing/timestamp';
import { parseCertificate } from '../../src/certificate/certificate.js';
import { readValidity } from '../../src/certificate/validity.js';
import { readDer, type DerElement } from '../../src/der/reader.js';
import { derElement } from '../../src/der/writer.js';

const UTC = 0x17;
const GENERALIZED = 0x18;
const time = (text: string, tag = UTC): Buffer => derElement(tag, Buffer.from(text));
const period = (...times: Buffer[]): DerElement => readDer(derElement(0x30, ...times), 'test');
const NEW_YEAR = time('260101000000Z');

describe('the time of a certificate', () => {
  it.each([
    ['260228235959Z', UTC, '2026-02-28T23:59:59.000Z'],
    ['491231235959Z', UTC, '2049-12-31T23:59:59.000Z'],
    ['500101000000Z', UTC, '1950-01-01T00:00:00.000Z'],
    ['20500101000000Z', GENERALIZED, '2050-01-01T00:00:00.000Z'],
    ['99991231235959Z', GENERALIZED, '9999-12-31T23:59:59.000Z'],
  ])('%s is read', (text, tag, iso) => {
    expect(readValidity(period(NEW_YEAR, time(text, tag)), 'test').validTo.toISOString()).toBe(iso);
    expect(readValidity(period(time(text, tag), NEW_YEAR), 'test').validFrom.toISOString()).toBe(iso);
  });

  it.each([
    ['that does not exist', period(NEW_YEAR, time('999999999999Z'))],
    ['that does not exist, at the beginning', period(time('999999999999Z'), NEW_YEAR)],
    ['on 31 February', period(NEW_YEAR, time('260231000000Z'))],
    ['without seconds', period(NEW_YEAR, time('2601010000Z'))],
    ['in another zone', period(NEW_YEAR, time('260101000000+0100'))],
    ['with a fraction in two-digit years', period(NEW_YEAR, time('260101000000.5Z'))],
    ['in four-digit years under the tag of two', period(NEW_YEAR, time('20260101000000Z'))],
    ['in text', period(NEW_YEAR, time('260101000000Z', 0x0c))],
    ['that is missing', period(NEW_YEAR)],
    ['too many', period(NEW_YEAR, NEW_YEAR, NEW_YEAR)],
  ])('is refused: one %s', async (_, element) => {
    await expect(thrownCode(() => readValidity(element, 'test'))).resolves.toBe('INPUT_MALFORMED');
  });
});

describe.each([
  ['first', 0],
  ['last', 1],
])('a certificate whose %s day does not exist', (_, index) => {
  /** The certificate with that time written over; OpenSSL takes it. */
  function spoil(der: Buffer): Buffer {
    const spoilt = Buffer.from(der);
    const starts = [...der.keys()].filter((at) => der[at] === UTC && der[at + 1] === 13);
    spoilt.write('999999999999Z', starts[index]! + 2, 'latin1');
    expect(new X509Certificate(spoilt)[index === 0 ? 'validFrom' : 'validTo']).toBe('Bad time value');
    return spoilt;
  }
  const pemOf = (der: Buffer): string =>
    `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;

  it('is malformed, wherever it is read', async () => {
    const { der } = await createRoot({ subject: 'CN=x' });
    const caPem = pemOf(spoil(der));
    const readers = [
      () => parseCertificate(spoil(der), 'x'),
      () => createCertificateVerifier({ caPem, subject: 'CN=x' }),
      () => readTimestampAuthorities({ caPem }),
    ];
    for (const reader of readers) await expect(thrownCode(reader)).resolves.toBe('INPUT_MALFORMED');
  });
});

it('is what Node reads, where there is a time', async () => {
  const { der } = await createRoot({ subject: 'CN=x', notAfter: new Date('2060-01-02T03:04:05Z') });
  const { validFrom, validTo, x509 } = parseCertificate(der, 'x');
  expect([validFrom, validTo]).toEqual([x509.validFromDate, x509.validToDate]);
});
