// SPDX-License-Identifier: Apache-2.0
import { X509Certificate, createHash, generateKeyPairSync } from 'node:crypto';
import { thrownCode } from '@mpk/testkit';
import { createRoot, type TestCertificate } from '@mpk/testkit/pki';
import { describeTrustedRoot, embeddedPublicGoodRoot, keyDigest, readPublicKey } from '@mpk/signing';

const HOUR_MS = 60 * 60 * 1000;
const NOW = new Date();
const ago = (hours: number): string => new Date(NOW.getTime() - hours * HOUR_MS).toISOString();

let ca: TestCertificate;
let otherCa: TestCertificate;
let pastCa: TestCertificate;

beforeAll(async () => {
  ca = await createRoot({ subject: 'CN=authority, O=ACME' });
  otherCa = await createRoot({ subject: 'CN=other' });
  pastCa = await createRoot({ subject: 'CN=past', notBefore: new Date(ago(3)), notAfter: new Date(ago(1)) });
});

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
const LOG_KEY = newKey();
const OTHER_KEY = newKey();

function log(key = LOG_KEY, validFor: object = { start: ago(2) }, baseUrl = 'https://rekor.example.com'): any {
  const der = key.export({ type: 'spki', format: 'der' });
  return {
    baseUrl,
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: der.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
    logId: { keyId: createHash('sha256').update(der).digest('base64') },
  };
}

function authority(certificate = ca, validFor: object = { start: ago(2) }): any {
  return {
    subject: { organization: 'ACME', commonName: 'fulcio' },
    uri: 'https://fulcio.example.com',
    certChain: { certificates: [{ rawBytes: certificate.der.toString('base64') }] },
    validFor,
  };
}

/** A trusted root with one instance of each kind, after `change`. */
function rootWith(change: (root: any) => void = () => undefined): Buffer {
  const root = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: [log()],
    certificateAuthorities: [authority()],
    ctlogs: [log(OTHER_KEY, undefined, 'https://ctfe.example.com')],
    timestampAuthorities: [] as unknown[],
  };
  change(root);
  return Buffer.from(JSON.stringify(root));
}
const warningsFor = (change: (root: any) => void): readonly string[] =>
  describeTrustedRoot(rootWith(change), NOW).warnings;

describe('describeTrustedRoot', () => {
  it('says who is trusted, by which keys, from when until when', () => {
    const bytes = rootWith((root) => (root.tlogs[0].publicKey.validFor.end = ago(-1)));
    const description = describeTrustedRoot(bytes, NOW);
    const x509 = new X509Certificate(ca.der);
    expect(description.digest).toBe(`sha256:${createHash('sha256').update(bytes).digest('hex')}`);
    expect(description.certificateAuthorities).toEqual([
      {
        name: 'fulcio, ACME',
        url: 'https://fulcio.example.com',
        trusted: { from: new Date(ago(2)), to: undefined },
        certificates: [
          {
            subject: 'O=ACME, CN=authority',
            digest: `sha256:${createHash('sha256').update(ca.der).digest('hex')}`,
            keyDigest: keyDigest(readPublicKey(ca.publicKeyPem)),
            validFrom: x509.validFromDate,
            validTo: x509.validToDate,
          },
        ],
      },
    ]);
    expect(description.tlogs).toEqual([
      {
        url: 'https://rekor.example.com',
        logId: createHash('sha256')
          .update(LOG_KEY.export({ type: 'spki', format: 'der' }))
          .digest('hex'),
        keyDigest: keyDigest(LOG_KEY),
        keyKind: 'PKIX_ECDSA_P256_SHA_256',
        trusted: { from: new Date(ago(2)), to: new Date(ago(-1)) },
      },
    ]);
    expect(description.timestampAuthorities).toEqual([]);
    expect(description.warnings).toEqual([]);
  });

  it('reads the root of the public instance', () => {
    const { trustedRoot } = embeddedPublicGoodRoot();
    const { certificateAuthorities, timestampAuthorities, tlogs, ctlogs } = describeTrustedRoot(trustedRoot);
    expect([certificateAuthorities, timestampAuthorities, tlogs, ctlogs].map(({ length }) => length)).toEqual([
      2, 1, 2, 2,
    ]);
    expect(tlogs.every(({ keyDigest: digest }) => digest !== undefined)).toBe(true);
  });

  it('gives texts that can be printed', () => {
    const nasty = 'a\u001b[2J\u202eb';
    const text = JSON.stringify(
      describeTrustedRoot(
        rootWith((root) => {
          root.tlogs[0].baseUrl = nasty;
          root.tlogs[0].publicKey.keyDetails = nasty;
          root.certificateAuthorities[0].uri = nasty;
          root.certificateAuthorities[0].subject.commonName = nasty;
        }),
      ),
    );
    expect(text.match(/\\\\u001b/g)).toHaveLength(4);
    expect(text).not.toContain('\u202e');
  });

  it.each<[string, string, (root: any) => void]>([
    ['POLICY_INVALID', 'no certificate authority', (root) => (root.certificateAuthorities = [])],
    ['POLICY_INVALID', 'no transparency log', (root) => delete root.tlogs],
    ['INPUT_MALFORMED', 'a log without an id', (root) => delete root.tlogs[0].logId],
    ['INPUT_MALFORMED', 'a log without a key', (root) => delete root.tlogs[0].publicKey.rawBytes],
    ['INPUT_MALFORMED', 'a log id that is no base64', (root) => (root.tlogs[0].logId.keyId = '!')],
    ['INPUT_MALFORMED', 'an end that is no time', (root) => (root.tlogs[0].publicKey.validFor.end = 'never')],
    ['INPUT_MALFORMED', 'a certificate that is none', (root) => (chainOf(root)[0].rawBytes = 'YWJj')],
    ['INPUT_MALFORMED', 'a chain that is text', (root) => (root.certificateAuthorities[0].certChain = 'x')],
    ['INPUT_MALFORMED', 'a name that is a list', (root) => (root.certificateAuthorities[0].subject.commonName = ['x'])],
    ['INPUT_TOO_LARGE', 'a chain without end', (root) => chainOf(root).push(...Array(20).fill(chainOf(root)[0]))],
  ])('throws %s for %s', async (code, _, change) => {
    await expect(thrownCode(() => describeTrustedRoot(rootWith(change)))).resolves.toBe(code);
  });
});

const chainOf = (root: any): any[] => root.certificateAuthorities[0].certChain.certificates;

describe('it warns', () => {
  const ENDED = { start: ago(2), end: ago(1) };
  it.each<[string, string, (root: any) => void]>([
    [
      'of a kind of which nothing is trusted now',
      'no transparency log is trusted now',
      (root) => (root.tlogs = [log(LOG_KEY, ENDED)]),
    ],
    [
      'of a root that is not trusted yet',
      'no certificate authority is trusted now',
      (root) => (root.certificateAuthorities = [authority(ca, { start: ago(-1) })]),
    ],
    [
      'of timestamp authorities that are all retired',
      'no timestamp authority is trusted now',
      (root) => root.timestampAuthorities.push(authority(otherCa, ENDED)),
    ],
    [
      'of a time that is over before it begins',
      'the transparency log "https://rekor.example.com" is never trusted',
      (root) => root.tlogs.push(log(OTHER_KEY, { start: ago(1), end: ago(2) })),
    ],
    [
      'of a log that is there twice for the same time',
      'the transparency log "https://rekor.example.com" is there twice',
      (root) => root.tlogs.push(log(LOG_KEY, { start: ago(3), end: ago(1) })),
    ],
    [
      'of an authority that is there twice',
      'the certificate authority "fulcio, ACME" is there twice',
      (root) => root.certificateAuthorities.push(authority()),
    ],
    [
      'of two keys at one place at the same time',
      'the transparency log "https://rekor.example.com" is trusted now with more than one key',
      (root) => root.tlogs.push(log(OTHER_KEY)),
    ],
    [
      'of a key that cannot be shown',
      'the key of the log "https://rekor.example.com" is of a kind that cannot be shown',
      (root) => (root.tlogs[0].publicKey.rawBytes = 'YWJj'),
    ],
  ])('%s', (_, warning, change) => {
    expect(warningsFor(change)).toEqual([expect.stringContaining(warning)]);
  });

  it('of a certificate that is trusted, but not valid now', () => {
    const later = new Date(NOW.getTime() + 24 * HOUR_MS);
    const { warnings } = describeTrustedRoot(rootWith(), later);
    expect(warnings).toEqual([
      'the certificate "O=ACME, CN=authority" of "fulcio, ACME" is trusted, but not valid now',
    ]);
  });

  it.each<[string, (root: any) => void]>([
    [
      'a rotation: one ends, the next begins at the same place',
      (root) => (root.tlogs = [log(LOG_KEY, ENDED), log(OTHER_KEY, { start: ago(2) })]),
    ],
    [
      'the same log in two times',
      (root) => (root.tlogs = [log(LOG_KEY, { start: ago(9), end: ago(8) }), log(LOG_KEY)]),
    ],
    ['two logs at two places', (root) => root.tlogs.push(log(OTHER_KEY, undefined, 'https://rekor2.example.com'))],
    [
      'a certificate that ended with the trust in it',
      (root) => root.certificateAuthorities.push(authority(pastCa, ENDED)),
    ],
  ])('not of %s', (_, change) => {
    expect(warningsFor(change)).toEqual([]);
  });
});
