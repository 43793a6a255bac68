// SPDX-License-Identifier: Apache-2.0
// Message signatures as cosign writes them, made here with own keys.
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { thrownCode } from '@mpk/testkit';
import { createRoot } from '@mpk/testkit/pki';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { verifyMessageBundle, type MessageVerifierOptions } from '@mpk/signing';
import { createTimestampSource } from '@mpk/signing/timestamp';
import { ALICE, START_TIMEOUT_MS, changedRoot, entryOf } from './local-signing.js';

const ARTIFACT = Buffer.from('weights');
const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

let sigstore: LocalSigstore;
let keyless: Record<1 | 2, any>;
let managed: Record<1 | 2, any>;
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKeyPem = pair.publicKey.export({ type: 'spki', format: 'pem' });

beforeAll(async () => {
  sigstore = await startLocalSigstore();
  keyless = { 1: await signMessage(1), 2: await signMessage(2) };
  managed = { 1: await signMessage(1, pair), 2: await signMessage(2, pair) };
}, START_TIMEOUT_MS);

afterAll(() => sigstore.stop());

async function post(path: string, body: unknown): Promise<any> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(sigstore.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

/** Signs the artifact, with a Sigstore identity or a key of one's own, and has it logged. */
async function signMessage(version: 1 | 2, own?: { privateKey: KeyObject; publicKey: KeyObject }): Promise<any> {
  const { privateKey, publicKey } = own ?? generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spkiPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const certificatePem = own === undefined ? await certify(privateKey, spkiPem) : undefined;
  const verifierPem = certificatePem ?? spkiPem;
  const signature = sign('sha256', ARTIFACT, privateKey);
  const rawBytes = verifierPem.replace(/-----[^-]+-----|\s/g, '');
  const entry =
    version === 1 ? await logV1(signature, verifierPem) : await logV2(signature, rawBytes, own !== undefined);
  const stamp = await createTimestampSource({ url: sigstore.tsaUrl }).timestamp(signature);
  return {
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      ...(own === undefined ? { certificate: { rawBytes } } : { publicKey: { hint: 'any' } }),
      tlogEntries: [entry],
      timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: stamp.toString('base64') }] },
    },
    messageSignature: {
      messageDigest: { algorithm: 'SHA2_256', digest: sha256(ARTIFACT).toString('base64') },
      signature: signature.toString('base64'),
    },
  };
}

async function certify(privateKey: KeyObject, content: string): Promise<string> {
  const proof = sign('sha256', Buffer.from(ALICE), privateKey).toString('base64');
  const answer = await post('/api/v2/signingCert', {
    credentials: { oidcIdentityToken: sigstore.idToken({ email: ALICE }) },
    publicKeyRequest: { publicKey: { content }, proofOfPossession: proof },
  });
  return answer.signedCertificateEmbeddedSct.chain.certificates[0];
}

async function logV1(signature: Buffer, pem: string): Promise<any> {
  const content = Buffer.from(pem).toString('base64');
  const spec = {
    data: { hash: { algorithm: 'sha256', value: sha256(ARTIFACT).toString('hex') } },
    signature: { content: signature.toString('base64'), publicKey: { content } },
  };
  const answer = await post('/api/v1/log/entries', { kind: 'hashedrekord', apiVersion: '0.0.1', spec });
  const { body, integratedTime, logID, logIndex, verification }: any = Object.values(answer)[0];
  const { inclusionProof: proof, signedEntryTimestamp } = verification;
  const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');
  return {
    logIndex: String(logIndex),
    logId: { keyId: base64(logID) },
    kindVersion: { kind: 'hashedrekord', version: '0.0.1' },
    integratedTime: String(integratedTime),
    inclusionPromise: { signedEntryTimestamp },
    inclusionProof: {
      logIndex: String(proof.logIndex),
      hashes: proof.hashes.map(base64),
      checkpoint: { envelope: proof.checkpoint },
    },
    canonicalizedBody: body,
  };
}

function logV2(signature: Buffer, rawBytes: string, isKey: boolean): Promise<any> {
  const holder = isKey ? { publicKey: { rawBytes } } : { x509Certificate: { rawBytes } };
  const verifier = { keyDetails: 'PKIX_ECDSA_P256_SHA_256', ...holder };
  const digest = sha256(ARTIFACT).toString('base64');
  const hashedRekordRequestV002 = { digest, signature: { content: signature.toString('base64'), verifier } };
  return post('/api/v2/log/entries', { hashedRekordRequestV002 });
}

const asAlice = (): MessageVerifierOptions => ({
  trustedRoot: sigstore.trustedRoot,
  identity: ALICE,
  issuer: LOCAL_ISSUER,
});
const withKey = (): MessageVerifierOptions => ({ trustedRoot: sigstore.trustedRoot, publicKeyPem });

function codeOf(
  bundle: any,
  options: MessageVerifierOptions,
  change: (json: any) => unknown = () => undefined,
  artifact = ARTIFACT,
) {
  const json = structuredClone(bundle);
  change(json);
  return thrownCode(() => verifyMessageBundle(Buffer.from(JSON.stringify(json)), artifact, options));
}

describe.each([1, 2] as const)('a message signature in Rekor version %d', (version) => {
  it('of a Sigstore identity verifies, and says whose it is', async () => {
    const bytes = Buffer.from(JSON.stringify(keyless[version]));
    const { identity, timestamps } = await verifyMessageBundle(bytes, ARTIFACT, asAlice());
    expect(identity).toMatchObject({ method: 'keyless', identity: ALICE, issuer: LOCAL_ISSUER });
    expect(timestamps).toHaveLength(version === 1 ? 2 : 1);
  });

  it('of a key verifies with that key', async () => {
    const { identity } = await verifyMessageBundle(Buffer.from(JSON.stringify(managed[version])), ARTIFACT, withKey());
    expect(identity.method).toBe('key');
  });

  it.each<[string, string, (json: any) => unknown]>([
    [
      'SIGNATURE_INVALID',
      'another signature',
      (json) => (json.messageSignature.signature = managed[version].messageSignature.signature),
    ],
    [
      'SIGNATURE_INVALID',
      'a digest of another file',
      (json) => (json.messageSignature.messageDigest.digest = sha256(Buffer.from('x')).toString('base64')),
    ],
    [
      'INPUT_UNSUPPORTED',
      'a digest of an unknown kind',
      (json) => (json.messageSignature.messageDigest.algorithm = 'SHA1'),
    ],
    [
      'INPUT_TOO_LARGE',
      'a signature without end',
      (json) => (json.messageSignature.signature = Buffer.alloc(9 * 1024).toString('base64')),
    ],
    ['INPUT_MALFORMED', 'no signature', (json) => delete json.messageSignature],
    ['INPUT_MALFORMED', 'an envelope beside it', (json) => (json.dsseEnvelope = {})],
    ['INPUT_MALFORMED', 'an unknown media type', (json) => (json.mediaType = 'application/json')],
    [
      'LOG_ENTRY_INVALID',
      'the entry of another signature',
      (json) => (json.verificationMaterial.tlogEntries = managed[version].verificationMaterial.tlogEntries),
    ],
    ['LOG_ENTRY_INVALID', 'no entry', (json) => (json.verificationMaterial.tlogEntries = [])],
    ['LOG_ENTRY_INVALID', 'another log', (json) => (entryOf(json).logId.keyId = Buffer.alloc(32).toString('base64'))],
    [
      'TIMESTAMP_INVALID',
      'the timestamp of another signature',
      (json) =>
        (json.verificationMaterial.timestampVerificationData =
          managed[version].verificationMaterial.timestampVerificationData),
    ],
    [
      'IDENTITY_MISMATCH',
      'a key in place of the certificate',
      ({ verificationMaterial: material }) => {
        material.publicKey = { hint: 'x' };
        delete material.certificate;
      },
    ],
  ])('of an identity throws %s with %s', async (code, _, change) => {
    await expect(codeOf(keyless[version], asAlice(), change)).resolves.toBe(code);
  });

  it('throws SIGNATURE_INVALID for another file', async () => {
    await expect(codeOf(keyless[version], asAlice(), undefined, Buffer.from('other'))).resolves.toBe(
      'SIGNATURE_INVALID',
    );
    await expect(codeOf(managed[version], withKey(), undefined, Buffer.from('other'))).resolves.toBe(
      'SIGNATURE_INVALID',
    );
  });

  it('throws IDENTITY_MISMATCH for another signer, or one of the other kind', async () => {
    await expect(codeOf(keyless[version], { ...asAlice(), identity: 'bob@example.com' })).resolves.toBe(
      'IDENTITY_MISMATCH',
    );
    await expect(codeOf(keyless[version], withKey())).resolves.toBe('IDENTITY_MISMATCH');
    await expect(codeOf(managed[version], asAlice())).resolves.toBe('IDENTITY_MISMATCH');
  });

  it.each<[string, string, (json: any) => unknown]>([
    ['LOG_ENTRY_INVALID', 'no entry', (json) => (json.verificationMaterial.tlogEntries = [])],
    [
      'LOG_ENTRY_INVALID',
      'the entry of another',
      (json) => (json.verificationMaterial.tlogEntries = keyless[version].verificationMaterial.tlogEntries),
    ],
    ['LOG_ENTRY_INVALID', 'another log', (json) => (entryOf(json).logId.keyId = Buffer.alloc(32).toString('base64'))],
    [
      'TIMESTAMP_INVALID',
      'the timestamp of another',
      (json) =>
        (json.verificationMaterial.timestampVerificationData =
          keyless[version].verificationMaterial.timestampVerificationData),
    ],
  ])('of a key throws %s with %s', async (code, _, change) => {
    await expect(codeOf(managed[version], withKey(), change)).resolves.toBe(code);
  });

  it('of a key throws SIGNATURE_INVALID for another key, and LOG_ENTRY_INVALID under a root without its log', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' });
    await expect(codeOf(managed[version], { trustedRoot: sigstore.trustedRoot, publicKeyPem: other })).resolves.toBe(
      'SIGNATURE_INVALID',
    );
    const trustedRoot = changedRoot(sigstore, (root) => root.tlogs.splice(version - 1, 1));
    await expect(codeOf(managed[version], { trustedRoot, publicKeyPem })).resolves.toBe('LOG_ENTRY_INVALID');
  });
});

it('throws CERTIFICATE_INVALID for a certificate with a key that signatures are not made with', async () => {
  const { der } = await createRoot({ subject: 'CN=signer', isCa: false, key: 'RSA-2048' });
  const change = (json: any): unknown => (json.verificationMaterial.certificate.rawBytes = der.toString('base64'));
  await expect(codeOf(keyless[2], asAlice(), change)).resolves.toBe('CERTIFICATE_INVALID');
});

it('throws POLICY_INVALID without an identity', async () => {
  const nobody = { trustedRoot: sigstore.trustedRoot, issuer: LOCAL_ISSUER };
  await expect(codeOf(keyless[1], nobody)).resolves.toBe('POLICY_INVALID');
});

it('reads at most a megabyte', async () => {
  const bytes = Buffer.alloc(1024 * 1024 + 1);
  await expect(thrownCode(() => verifyMessageBundle(bytes, ARTIFACT, asAlice()))).resolves.toBe('INPUT_TOO_LARGE');
});
