// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { createRoot } from '@mpk/testkit/pki';
import { parseCertificate } from '../../src/certificate/certificate.js';
import { verifyCertificateTimestamps } from '../../src/keyless/certificate-timestamps.js';
import { derElement } from '../../src/der/writer.js';

const root = await createRoot({ subject: 'CN=root' });
const issuer = parseCertificate(root.der, 'root');

interface Sct {
  readonly version?: number;
  readonly hash?: number;
  readonly more?: Buffer;
}

const withLength = (bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);

/** A certificate timestamp of a log that nobody knows. */
function sct({ version = 0, hash = 4, more = Buffer.alloc(0) }: Sct = {}): Buffer {
  const [logId, time] = [randomBytes(32), Buffer.alloc(8)];
  const signature = Buffer.concat([Buffer.from([hash, 3]), withLength(randomBytes(70))]);
  return withLength(Buffer.concat([Buffer.from([version]), logId, time, withLength(Buffer.alloc(0)), signature, more]));
}

/** What is said of a certificate whose extension holds these bytes. */
async function problemOf(list: Buffer): Promise<string> {
  const extensions = [{ oid: '1.3.6.1.4.1.11129.2.4.2', critical: false, value: derElement(0x04, list) }];
  const leaf = parseCertificate((await root.issue({ subject: 'CN=leaf', extensions })).der, 'leaf');
  try {
    return `${verifyCertificateTimestamps(leaf, issuer, []).size} logs`;
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return `${code}: ${message}`;
  }
}

describe('the certificate timestamps of a certificate', () => {
  it.each<[string, RegExp, Buffer]>([
    ['of an unknown log', /^CERTIFICATE_INVALID: .* is of a log that is not trusted/, withLength(sct())],
    ['of another version', /^CERTIFICATE_INVALID: .* is of a kind that is not known/, withLength(sct({ version: 1 }))],
    ['over another hash', /^CERTIFICATE_INVALID: .* is of a kind that is not known/, withLength(sct({ hash: 2 }))],
    ['with bytes behind the signature', /^INPUT_MALFORMED/, withLength(sct({ more: Buffer.alloc(1) }))],
    ['with bytes behind the list', /^INPUT_MALFORMED/, Buffer.concat([withLength(sct()), Buffer.alloc(1)])],
    ['in a list that is longer than it is', /^INPUT_MALFORMED/, Buffer.from([0, 9, 0])],
    ['that are cut off', /^INPUT_MALFORMED/, withLength(sct().subarray(0, 50))],
    ['that are too many', /^INPUT_TOO_LARGE/, withLength(Buffer.concat(Array.from({ length: 17 }, () => sct())))],
    ['that are many', /^CERTIFICATE_INVALID/, withLength(Buffer.concat(Array.from({ length: 16 }, () => sct())))],
    ['that are none', /^0 logs/, withLength(Buffer.alloc(0))],
    ['that are nothing', /^INPUT_MALFORMED/, Buffer.alloc(0)],
  ])('%s give %s', async (_, problem, list) => {
    await expect(problemOf(list)).resolves.toMatch(problem);
  });

  it('are none where there is no extension', async () => {
    const leaf = parseCertificate((await root.issue({ subject: 'CN=leaf' })).der, 'leaf');
    expect(verifyCertificateTimestamps(leaf, issuer, []).size).toBe(0);
  });
});
