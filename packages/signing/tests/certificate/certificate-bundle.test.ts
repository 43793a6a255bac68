// SPDX-License-Identifier: Apache-2.0
import { X509Certificate, createHash, sign } from 'node:crypto';
import { jest } from '@jest/globals';
import { IN_TOTO_PAYLOAD_TYPE, isMpkError, pae, verifyStatement, type SignedBundle } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { createRoot, type CertificateRequest, type TestCertificate } from '@mpk/testkit/pki';
import {
  KEY_CURVES,
  createCertificateSigner,
  createCertificateVerifier,
  keyDigest,
  readPublicKey,
  type CertificateVerifierOptions,
} from '@mpk/signing';
import type { TimestampVerifier } from '@mpk/signing/timestamp';
import { PAYLOAD, reread, tamperPayload, tamperSignature } from '../bundles.js';

const HOUR_MS = 3_600_000;
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const NAME = 'CN=ML Release, O=ACME';
const digest = (der: Uint8Array): string => `sha256:${createHash('sha256').update(der).digest('hex')}`;

// Encoded from the outside in, as authorities do.
const LEAF: CertificateRequest = {
  subject: 'O=ACME, CN=ML Release',
  alternativeNames: [
    { type: 'email', value: 'release@acme.example' },
    { type: 'url', value: 'https://acme.example/ml' },
  ],
};

const root = await createRoot({ subject: 'CN=root' });
const intermediate = await root.issue({ subject: 'CN=intermediate', isCa: true, pathLength: 0 });
const leaf = await intermediate.issue(LEAF);

const signWith = (signer: TestCertificate, ...issuers: TestCertificate[]) =>
  createCertificateSigner({
    privateKeyPem: signer.privateKeyPem,
    certificatesPem: [signer, ...issuers].map(({ pem }) => pem).join(''),
  }).sign(PAYLOAD);

const signed = await signWith(leaf, intermediate);

/** Signs with any certificate, also with one that our own signer refuses. */
function forge(signer: TestCertificate, ...issuers: TestCertificate[]): SignedBundle {
  const signature = sign('sha256', pae(IN_TOTO_PAYLOAD_TYPE, PAYLOAD), signer.privateKeyPem).toString('base64');
  const certificates = [signer, ...issuers].map(({ der }) => ({ rawBytes: der.toString('base64') }));
  return reread(signed, (json) => {
    json.verificationMaterial.x509CertificateChain.certificates = certificates;
    json.dsseEnvelope.signatures[0].sig = signature;
  });
}

function verifyWith(options: Partial<CertificateVerifierOptions>, change?: (json: any) => void): Promise<string> {
  const all = { caPem: root.pem, subject: NAME, ...options };
  return thrownCode(() => createCertificateVerifier(all).verify(reread(signed, change)));
}

/** Code and message of the refusal, or `accepted`. */
function verifyForged(bundle: SignedBundle, caPem = root.pem): string {
  try {
    createCertificateVerifier({ caPem, subject: NAME }).verify(bundle);
  } catch (error) {
    if (isMpkError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('a bundle signed with a certificate', () => {
  it('has the shape that OMS v1.0 demands: leaf first, root left out', async () => {
    const bundle = await signWith(leaf, intermediate, root);
    expect(bundle['verificationMaterial']).toEqual({
      x509CertificateChain: {
        certificates: [leaf, intermediate].map(({ der }) => ({ rawBytes: der.toString('base64') })),
      },
      tlogEntries: [],
    });
  });

  it('verifies, and says who signed under which authority', () => {
    const verifier = createCertificateVerifier({ caPem: root.pem, subject: NAME, identity: 'release@acme.example' });
    const { statement, signer } = verifyStatement(reread(signed), verifier);
    expect(statement.subject[0]?.name).toBe('model');
    expect(signer).toEqual({
      identity: {
        method: 'certificate',
        subject: NAME,
        keyDigest: keyDigest(readPublicKey(leaf.publicKeyPem)),
        leafDigest: digest(leaf.der),
        anchorDigest: digest(root.der),
      },
      timestamps: [],
      restsOn: [leaf, intermediate, root].flatMap(({ der, publicKeyPem }) => [
        digest(der),
        keyDigest(readPublicKey(publicKeyPem)),
      ]),
      goodUntil: new X509Certificate(root.der).validToDate,
    });
  });

  it.each(['signer', 'intermediate', 'root'])(
    'is good until the first certificate ends, here the %s',
    async (first) => {
      const until = (name: string): { notAfter: Date } => ({
        notAfter: new Date(name === first ? '2040-01-01T00:00:00Z' : '2041-01-01T00:00:00Z'),
      });
      const top = await createRoot({ subject: 'CN=root', ...until('root') });
      const middle = await top.issue({ subject: 'CN=middle', isCa: true, ...until('intermediate') });
      const signer = await middle.issue({ ...LEAF, ...until('signer') });
      const verifier = createCertificateVerifier({ caPem: top.pem, subject: NAME });
      const { goodUntil } = verifier.verify(reread(await signWith(signer, middle)));
      expect(goodUntil).toEqual(new Date('2040-01-01T00:00:00Z'));
    },
  );

  it.each(KEY_CURVES)('verifies on curve %s under an RSA authority', async (key) => {
    const rsaRoot = await createRoot({ subject: 'CN=rsa root', key: 'RSA-2048' });
    const signer = await rsaRoot.issue({ ...LEAF, key, extKeyUsage: [CODE_SIGNING] });
    const verifier = createCertificateVerifier({ caPem: rsaRoot.pem, subject: NAME });
    expect(verifier.verify(reread(await signWith(signer))).identity).toMatchObject({ subject: NAME });
  });

  it('verifies under an Ed25519 authority', async () => {
    const authority = await createRoot({ subject: 'CN=ed25519 root', key: 'Ed25519' });
    const signer = await authority.issue({ ...LEAF, extKeyUsage: [CODE_SIGNING] });
    const verifier = createCertificateVerifier({ caPem: authority.pem, subject: NAME });
    expect(verifier.verify(reread(await signWith(signer))).identity).toMatchObject({ subject: NAME });
  });

  it('verifies under a trusted intermediate, without its root', async () => {
    await expect(verifyWith({ caPem: intermediate.pem })).resolves.toBe('nothing thrown');
  });

  it('finds the authority among several, in a bundle whose chain is out of order', async () => {
    const second = await intermediate.issue({ subject: 'CN=unused', isCa: true });
    const other = await createRoot({ subject: 'CN=other' });
    const shuffle = (json: any): void => {
      const { certificates } = json.verificationMaterial.x509CertificateChain;
      certificates.splice(1, 0, { rawBytes: second.der.toString('base64') });
    };
    await expect(verifyWith({ caPem: other.pem + root.pem }, shuffle)).resolves.toBe('nothing thrown');
  });

  it.each([
    ['SIGNATURE_INVALID', 'a changed payload', tamperPayload],
    ['SIGNATURE_INVALID', 'a changed signature', tamperSignature],
    [
      'INPUT_MALFORMED',
      'a leaf that is not a certificate',
      (json: any) => (json.verificationMaterial.x509CertificateChain.certificates[0].rawBytes = 'MAA='),
    ],
    [
      'INPUT_MALFORMED',
      'bytes after the leaf',
      (json: any) => {
        const [first] = json.verificationMaterial.x509CertificateChain.certificates;
        first.rawBytes = Buffer.concat([leaf.der, Buffer.from([0])]).toString('base64');
      },
    ],
    [
      'CERTIFICATE_INVALID',
      'a chain without its intermediate',
      (json: any) => json.verificationMaterial.x509CertificateChain.certificates.pop(),
    ],
    [
      'IDENTITY_MISMATCH',
      'a bundle of another method',
      (json: any) => (json.verificationMaterial = { publicKey: { hint: 'ab' } }),
    ],
  ])('throws %s for %s', async (code, _, change) => {
    await expect(verifyWith({}, change)).resolves.toBe(code);
  });

  it('throws SIGNATURE_INVALID for a certificate swapped against another of the same signer', async () => {
    const renewed = await intermediate.issue(LEAF);
    const swap = (json: any): void => {
      json.verificationMaterial.x509CertificateChain.certificates[0].rawBytes = renewed.der.toString('base64');
    };
    await expect(verifyWith({}, swap)).resolves.toBe('SIGNATURE_INVALID');
  });

  it('is read once, however many signers are tried on it', () => {
    const bundle = reread(signed);
    const chain = bundle.material.method === 'certificate' ? [...bundle.material.chain] : [];
    const read = jest.spyOn(chain, 'map');
    for (const subject of ['CN=one', 'CN=two', NAME]) {
      const verifier = createCertificateVerifier({ caPem: root.pem, subject });
      const same: SignedBundle = { ...bundle, material: { method: 'certificate', chain } };
      if (subject === NAME) expect(verifier.verify(same).identity).toMatchObject({ subject });
      else expect(() => verifier.verify(same)).toThrow(`signed by ${JSON.stringify(NAME)}`);
    }
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('throws SIGNATURE_INVALID before it looks at timestamps and the chain', async () => {
    const impostor = await createRoot({ subject: 'CN=root' });
    const verify = jest.fn<TimestampVerifier['verify']>(() => ({ proven: [], refused: [] }));
    const untrusted = { caPem: impostor.pem, timestamps: { verify } };
    await expect(verifyWith(untrusted, tamperSignature)).resolves.toBe('SIGNATURE_INVALID');
    expect(verify).not.toHaveBeenCalled();
    await expect(verifyWith(untrusted)).resolves.toBe('CERTIFICATE_INVALID');
    expect(verify).toHaveBeenCalledTimes(1);
  });

  it('throws CERTIFICATE_INVALID for an authority that is not trusted, even one of the same name', async () => {
    const impostor = await createRoot({ subject: 'CN=root' });
    await expect(verifyWith({ caPem: impostor.pem })).resolves.toBe('CERTIFICATE_INVALID');
  });

  it('throws CERTIFICATE_INVALID where the only trusted certificate is the signer itself', async () => {
    await expect(verifyWith({ caPem: leaf.pem })).resolves.toBe('CERTIFICATE_INVALID');
  });

  it.each([
    ['CERTIFICATE_INVALID', 'before', new Date(Date.now() - 2 * HOUR_MS)],
    ['nothing thrown', 'during', new Date()],
    ['CERTIFICATE_INVALID', 'after', new Date(Date.now() + 2 * HOUR_MS)],
  ])('gives %s %s its validity', async (code, _, now) => {
    await expect(verifyWith({ now })).resolves.toBe(code);
  });
});

describe('the expected signer', () => {
  it.each([
    ['nothing thrown', { subject: NAME }],
    ['nothing thrown', { subject: undefined, identity: 'release@acme.example' }],
    ['nothing thrown', { subject: undefined, identity: 'https://acme.example/ml' }],
    ['IDENTITY_MISMATCH', { subject: 'CN=ML Release' }],
    ['IDENTITY_MISMATCH', { subject: 'O=ACME, CN=ML Release' }],
    ['IDENTITY_MISMATCH', { subject: 'cn=ml release, o=acme' }],
    ['IDENTITY_MISMATCH', { subject: `${NAME}, C=US` }],
    ['IDENTITY_MISMATCH', { subject: undefined, identity: 'elease@acme.example' }],
    ['IDENTITY_MISMATCH', { subject: undefined, identity: 'release@acme.example.evil.org' }],
    ['IDENTITY_MISMATCH', { subject: undefined, identity: 'release@acmeXexample' }],
    ['IDENTITY_MISMATCH', { subject: undefined, identity: 'ML Release' }],
    ['IDENTITY_MISMATCH', { subject: NAME, identity: 'other@acme.example' }],
    ['IDENTITY_MISMATCH', { subject: 'CN=other', identity: 'release@acme.example' }],
    ['POLICY_INVALID', { subject: undefined }],
    ['POLICY_INVALID', { subject: '' }],
    ['POLICY_INVALID', { subject: '', identity: 'release@acme.example' }],
    ['POLICY_INVALID', { subject: NAME, identity: '' }],
  ])('gives %s for %j', async (code, options) => {
    await expect(verifyWith(options)).resolves.toBe(code);
  });

  it('does not find a name in a certificate without alternative names', async () => {
    const bare = await intermediate.issue({ subject: LEAF.subject });
    const verifier = createCertificateVerifier({ caPem: root.pem, identity: 'release@acme.example' });
    const bundle = reread(await signWith(bare, intermediate));
    await expect(thrownCode(() => verifier.verify(bundle))).resolves.toBe('IDENTITY_MISMATCH');
  });
});

describe('a certificate that must not sign', () => {
  it.each<[string, Partial<CertificateRequest>]>([
    ['says nothing about signing', { keyUsage: [] }],
    ['is not for digital signatures', { keyUsage: ['keyEncipherment'] }],
    ['is not for digital signatures', { keyUsage: ['keyEncipherment'], extKeyUsage: [CODE_SIGNING] }],
    ['is not for code signing', { extKeyUsage: [SERVER_AUTH] }],
    ['has a key of kind rsa', { key: 'RSA-2048' }],
    ['expired at', { notAfter: new Date(Date.now() - 1000) }],
    ['is not valid before', { notBefore: new Date(Date.now() + HOUR_MS / 2) }],
    [
      'has the critical extension 1.2.3.4',
      { extensions: [{ oid: '1.2.3.4', critical: true, value: Buffer.from([5, 0]) }] },
    ],
  ])('is refused: it %s', async (reason, change) => {
    const bad = await intermediate.issue({ ...LEAF, ...change });
    const answer = verifyForged(forge(bad, intermediate));
    expect(answer).toContain(`CERTIFICATE_INVALID: the certificate of ${JSON.stringify(NAME)} ${reason}`);
    await expect(thrownCode(() => signWith(bad, intermediate))).resolves.toMatch(/CERTIFICATE_INVALID|KEY_INVALID/);
  });

  it.each<[string, Partial<CertificateRequest>]>([
    ['digital signatures alone', {}],
    ['code signing alone', { keyUsage: [], extKeyUsage: [CODE_SIGNING] }],
    ['any purpose', { extKeyUsage: ['2.5.29.37.0'] }],
    [
      'an unknown extension that is not critical',
      { extensions: [{ oid: '1.2.3.4', critical: false, value: Buffer.from([5, 0]) }] },
    ],
  ])('is not one with %s', async (_, change) => {
    const good = await intermediate.issue({ ...LEAF, ...change });
    expect(verifyForged(forge(good, intermediate))).toBe('accepted');
  });

  it('is refused when it is signed over SHA-1', async () => {
    const rsaRoot = await createRoot({ subject: 'CN=rsa root', key: 'RSA-2048 over SHA-1' });
    const weak = await rsaRoot.issue(LEAF);
    const answer = verifyForged(forge(weak), rsaRoot.pem);
    expect(answer).toContain('is signed with algorithm 1.2.840.113549.1.1.5');
    // Not even checked: the key of an authority of that name is another one.
    const namesake = await createRoot({ subject: 'CN=rsa root' });
    expect(verifyForged(forge(weak), namesake.pem)).toContain('is signed with algorithm 1.2.840.113549.1.1.5');
  });

  it('is malformed when an extension occurs twice', async () => {
    const twice = { oid: '2.5.29.15', critical: true, value: Buffer.from([3, 2, 7, 0x80]) };
    const bad = await intermediate.issue({ ...LEAF, extensions: [twice] });
    expect(verifyForged(forge(bad, intermediate))).toContain('INPUT_MALFORMED');
  });
});

describe('an authority that must not issue', () => {
  it.each<[string, Partial<CertificateRequest>]>([
    ['is not a certificate authority', { isCa: undefined, keyUsage: ['digitalSignature'] }],
    ['is not a certificate authority', { isCa: undefined, keyUsage: ['keyCertSign'] }],
    ['is not a certificate authority', { isCa: false, keyUsage: ['keyCertSign'] }],
    ['may not sign certificates', { keyUsage: ['digitalSignature'] }],
    ['expired at', { notAfter: new Date(Date.now() - 1000) }],
    ['is not valid before', { notBefore: new Date(Date.now() + HOUR_MS / 2) }],
    ['is not for code signing', { extKeyUsage: [SERVER_AUTH] }],
    ['has an RSA key of 1024 bits', { key: 'RSA-1024' }],
    ['has name constraints', { extensions: [{ oid: '2.5.29.30', critical: false, value: Buffer.from([0x30, 0]) }] }],
    [
      'has the critical extension 2.5.29.36',
      { extensions: [{ oid: '2.5.29.36', critical: true, value: Buffer.from([0x30, 0]) }] },
    ],
  ])('makes the chain invalid: it %s', async (reason, change) => {
    const bad = await root.issue({ subject: 'CN=bad', isCa: true, ...change });
    const answer = verifyForged(forge(await bad.issue(LEAF), bad));
    expect(answer).toContain(`CERTIFICATE_INVALID: the issuing certificate of "CN=bad" ${reason}`);
    // Trusting it by name does not help.
    expect(verifyForged(forge(await bad.issue(LEAF)), bad.pem)).toContain(reason);
  });

  it('may lack a key usage altogether', async () => {
    const bare = await createRoot({ subject: 'CN=bare', keyUsage: [] });
    expect(verifyForged(forge(await bare.issue(LEAF)), bare.pem)).toBe('accepted');
  });

  it('allows no more authorities below it than its path length', async () => {
    const tooDeep = await intermediate.issue({ subject: 'CN=too deep', isCa: true });
    const answer = verifyForged(forge(await tooDeep.issue(LEAF), tooDeep, intermediate));
    expect(answer).toContain('does not allow so long a chain below it');
  });

  it('cannot be replaced by an ordinary certificate of the same authority', async () => {
    const mallory = await leaf.issue({ ...LEAF });
    const answer = verifyForged(forge(mallory, leaf, intermediate));
    expect(answer).toContain('is not a certificate authority');
  });
});

describe('a hostile chain', () => {
  it.each([
    ['accepted', 'seven authorities below the trusted one', 7],
    ['CERTIFICATE_INVALID', 'eight', 8],
  ])('is %s with %s', async (answer, _, depth) => {
    let issuer = root;
    const chain: TestCertificate[] = [];
    for (let level = 0; level < depth; level++) {
      issuer = await issuer.issue({ subject: `CN=level ${level}`, isCa: true });
      chain.unshift(issuer);
    }
    expect(verifyForged(forge(await issuer.issue(LEAF), ...chain))).toContain(answer);
  });

  it('is given up when it goes in circles', async () => {
    const self = await createRoot({ subject: 'CN=circle' });
    // Fourteen different certificates of one name and one key, each issued by all of them.
    const circle: TestCertificate[] = [];
    for (let i = 1; i < 15; i++) {
      circle.push(await self.renew({ subject: 'CN=circle', isCa: true, notAfter: new Date(Date.now() + i * HOUR_MS) }));
    }
    const answer = verifyForged(forge(await self.issue(LEAF), ...circle));
    expect(answer).toBe('CERTIFICATE_INVALID: the certificate chain is too tangled to be checked');
  });
});

describe('the authorities file', () => {
  it.each([
    ['INPUT_MALFORMED', 'no certificate', 'hello'],
    ['INPUT_MALFORMED', 'a key among the certificates', root.pem + leaf.publicKeyPem],
    [
      'INPUT_MALFORMED',
      'a block that is no certificate',
      '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----',
    ],
    ['INPUT_TOO_LARGE', 'more authorities than the limit', root.pem.repeat(513)],
    ['INPUT_TOO_LARGE', 'more bytes than the limit', Buffer.alloc(2 * 1024 * 1024 + 1)],
  ])('throws %s for %s', async (code, _, caPem) => {
    await expect(thrownCode(() => createCertificateVerifier({ caPem, subject: NAME }))).resolves.toBe(code);
  });
});

describe('createCertificateSigner', () => {
  const signer = (privateKeyPem: string, certificatesPem: string, now?: Date) => () =>
    createCertificateSigner({ privateKeyPem, certificatesPem, now });

  it.each([
    ['KEY_INVALID', 'the key of another certificate', signer(intermediate.privateKeyPem, leaf.pem)],
    ['KEY_INVALID', 'the issuer before the signer', signer(leaf.privateKeyPem, intermediate.pem + leaf.pem)],
    ['CERTIFICATE_INVALID', 'an issuer that is not the issuer', signer(leaf.privateKeyPem, leaf.pem + root.pem)],
    [
      'CERTIFICATE_INVALID',
      'a certificate that has expired',
      signer(leaf.privateKeyPem, leaf.pem, new Date(Date.now() + 2 * HOUR_MS)),
    ],
    [
      'CERTIFICATE_INVALID',
      'a certificate that is not valid yet',
      signer(leaf.privateKeyPem, leaf.pem, new Date(Date.now() - 2 * HOUR_MS)),
    ],
    ['INPUT_MALFORMED', 'no certificate', signer(leaf.privateKeyPem, '')],
    ['INPUT_TOO_LARGE', 'more certificates than a bundle may hold', signer(leaf.privateKeyPem, leaf.pem.repeat(17))],
  ])('throws %s for %s', async (code, _, action) => {
    await expect(thrownCode(action)).resolves.toBe(code);
  });
});
