// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { isMpkError } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { startLocalSigstore, type LocalSigstore, type TimestampFaults } from '@mpk/testkit/sigstore';
import { createTimestampAuthority } from '@mpk/testkit/timestamps';
import {
  createCertificateSigner,
  createCertificateVerifier,
  createKeySigner,
  createKeyVerifier,
  generateKeyPair,
} from '@mpk/signing';
import { createRoot } from '@mpk/testkit/pki';
import {
  createTimestampSource,
  createTimestampVerifier,
  readTimestampAuthorities,
  verifyTimestamp,
  type TimestampSourceOptions,
} from '@mpk/signing/timestamp';
import { PAYLOAD, reread } from '../bundles.js';
import { readAll, withHttpServer } from '../http-server.js';

const SIGNATURE = Buffer.from('a signature');
const START_TIMEOUT_MS = 40_000;

let sigstore: LocalSigstore;

beforeAll(async () => {
  sigstore = await startLocalSigstore({ rsaTsa: true });
}, START_TIMEOUT_MS);

afterAll(() => sigstore.stop());
afterEach(() => sigstore.setFaults({}));

const fromRoot = () => readTimestampAuthorities({ trustedRoot: sigstore.trustedRoot });
const source = (options: Partial<TimestampSourceOptions> = {}) =>
  createTimestampSource({ url: sigstore.tsaUrl, retries: 0, timeoutMs: 5_000, ...options });

describe('a timestamp source', () => {
  it.each<[string, () => Partial<TimestampSourceOptions>]>([
    ['a Sigstore authority, in its own words', () => ({ protocol: 'sigstore-json' })],
    ['a Sigstore authority by its bare host', () => ({ url: sigstore.url, protocol: 'sigstore-json' })],
    ['a Sigstore authority, as RFC 3161 has it', () => ({})],
    ['an RSA authority', () => ({ url: sigstore.rsaTsa!.url })],
    ['an RSA authority over SHA-384', () => ({ url: sigstore.rsaTsa!.url, hash: 'sha384' })],
    ['a Sigstore authority over SHA-512', () => ({ protocol: 'sigstore-json', hash: 'sha512' })],
    ['an authority that is trusted', () => ({ authorities: fromRoot() })],
  ])('gets timestamps that verify from %s', async (_, options) => {
    for (let i = 0; i < 8; i++) {
      const stamp = await source(options()).timestamp(SIGNATURE);
      expect(verifyTimestamp(stamp, SIGNATURE, fromRoot()).time.getTime()).toBeLessThanOrEqual(Date.now());
    }
  });

  it('uses the URL of an RFC 3161 authority as it is', async () => {
    const paths: string[] = [];
    await withHttpServer(
      (request, response) => {
        paths.push(`${request.method} ${request.url} ${request.headers['content-type']} ${request.headers.accept}`);
        response.writeHead(404).end();
      },
      async (url) => {
        for (const path of ['', '/', '/tsa?profile=a']) {
          await thrownCode(() => source({ url: `${url}${path}` }).timestamp(SIGNATURE));
        }
        await thrownCode(() => source({ url: `${url}/own`, protocol: 'sigstore-json' }).timestamp(SIGNATURE));
      },
    );
    const der = 'application/timestamp-query application/timestamp-reply';
    expect(paths).toEqual([
      `POST / ${der}`,
      `POST / ${der}`,
      `POST /tsa?profile=a ${der}`,
      'POST /own application/json application/timestamp-reply',
    ]);
  });

  it.each<[string, TimestampFaults, RegExp]>([
    ['NETWORK_REFUSED', { broken: 'nonce' }, /was not made for this request/],
    ['NETWORK_REFUSED', { broken: 'no-nonce' }, /was not made for this request/],
    ['NETWORK_REFUSED', { broken: 'imprint' }, /is over another signature/],
    ['NETWORK_REFUSED', { broken: 'signature' }, /not signed by a certificate for that/],
    ['NETWORK_REFUSED', { broken: 'no-certificate' }, /not signed by a certificate for that/],
    ['NETWORK_REFUSED', { broken: 'content-type' }, /is not a timestamp/],
    ['NETWORK_REFUSED', { rejects: 2 }, /is not a timestamp/],
    ['NETWORK_REFUSED', { status: 415 }, /answered 415/],
    ['NETWORK_UNAVAILABLE', { status: 500 }, /answered 500/],
    ['INPUT_TOO_LARGE', { wire: 'huge' }, /more than/],
    ['NETWORK_REFUSED', { wire: 'garbage' }, /is not a timestamp/],
  ])('throws %s for an authority with %j', async (code, fault, message) => {
    for (const [service, url] of [
      ['tsa', sigstore.tsaUrl],
      ['rsaTsa', sigstore.rsaTsa!.url],
    ] as const) {
      await sigstore.setFaults({ [service]: fault });
      try {
        await source({ url }).timestamp(SIGNATURE);
        throw new Error('got one');
      } catch (error) {
        if (!isMpkError(error)) throw error;
        expect([error.code, error.message]).toEqual([code, expect.stringMatching(message)]);
      }
    }
  });

  it('does without a certificate in the timestamp where the authority is known', async () => {
    await sigstore.setFaults({ tsa: { broken: 'no-certificate' } });
    await expect(thrownCode(() => source({ authorities: fromRoot() }).timestamp(SIGNATURE))).resolves.toBe(
      'nothing thrown',
    );
  });

  it('throws NETWORK_REFUSED for an authority that is not trusted', async () => {
    const authorities = readTimestampAuthorities({ caPem: sigstore.rsaTsa!.caPem });
    await expect(thrownCode(() => source({ authorities }).timestamp(SIGNATURE))).resolves.toBe('NETWORK_REFUSED');
    const url = sigstore.rsaTsa!.url;
    await expect(thrownCode(() => source({ url, authorities }).timestamp(SIGNATURE))).resolves.toBe('nothing thrown');
  });

  it.each<[string, Parameters<typeof createTimestampAuthority>[0]]>([
    ['is for something else', { purposesCritical: false }],
    ['has expired', { notBefore: new Date(Date.now() - 7_200_000), notAfter: new Date(Date.now() - 3_600_000) }],
  ])('throws NETWORK_REFUSED where the certificate %s', async (_, options) => {
    const authority = await createTimestampAuthority(options);
    const answer = await withHttpServer(
      (request, response) => {
        void readAll(request).then((body) => {
          // The nonce: INTEGER of eight bytes, then certReq.
          const nonce = body.subarray(-11, -3);
          const imprint = createHash('sha256').update(SIGNATURE).digest();
          response.end(authority.answer({ hash: 'sha256', imprint, nonce, certificates: true }, new Date()));
        });
      },
      (url) => thrownCode(() => source({ url }).timestamp(SIGNATURE)),
    );
    expect(answer).toBe('NETWORK_REFUSED');
  });

  it.each([
    ['USAGE', 'http://timestamp.example.com', {}],
    ['nothing thrown', 'http://timestamp.example.com', { plainHttp: true }],
    ['nothing thrown', 'https://timestamp.example.com', {}],
    ['USAGE', 'ftp://timestamp.example.com', { plainHttp: true }],
    ['USAGE', 'http://user:secret@timestamp.example.com', { plainHttp: true }],
    ['USAGE', 'timestamp.example.com', {}],
  ])('gives %s for %s with %j', async (code, url, options) => {
    await expect(thrownCode(() => createTimestampSource({ url, ...options }))).resolves.toBe(code);
  });
});

describe('a signature with a timestamp', () => {
  it('of a key is good after the key, where the authority is trusted', async () => {
    const keys = generateKeyPair({ curve: 'P-256' });
    const bundle = await createKeySigner({ ...keys, timestampSource: source({ url: sigstore.rsaTsa!.url }) }).sign(
      PAYLOAD,
    );
    const { publicKeyPem } = keys;
    const timestamps = createTimestampVerifier({ caPem: sigstore.rsaTsa!.caPem });
    const notAfter = new Date(Date.now() + 60_000);
    const later = new Date(Date.now() + 3_600_000);
    const verify = (options: object) =>
      createKeyVerifier({ publicKeyPem, notAfter, now: later, ...options }).verify(reread(bundle));
    expect(verify({ timestamps }).timestamps).toHaveLength(1);
    await expect(thrownCode(() => verify({}))).resolves.toBe('SIGNATURE_INVALID');
  });

  it('of a certificate is good after the certificate, with a trusted root', async () => {
    const root = await createRoot({ subject: 'CN=root' });
    const leaf = await root.issue({ subject: 'CN=signer' });
    const bundle = await createCertificateSigner({
      privateKeyPem: leaf.privateKeyPem,
      certificatesPem: leaf.pem,
      timestampSource: source(),
    }).sign(PAYLOAD);
    const options = { caPem: root.pem, subject: 'CN=signer', now: new Date(Date.now() + 24 * 3_600_000) };
    const timestamps = createTimestampVerifier({ trustedRoot: sigstore.trustedRoot });
    expect(createCertificateVerifier({ ...options, timestamps }).verify(reread(bundle)).timestamps).toHaveLength(1);
    await expect(thrownCode(() => createCertificateVerifier(options).verify(reread(bundle)))).resolves.toBe(
      'CERTIFICATE_INVALID',
    );
  });
});
