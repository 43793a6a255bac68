// SPDX-License-Identifier: Apache-2.0
// Vectors that others published. They lie beside the repository where somebody fetched them, and are never copied into it.
import { createHash, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MpkError, parseBundle, parseStatement, readOmsPredicate, verifyStatement } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { createCertificateVerifier, createKeyVerifier, createKeylessVerifier, verifyMessageBundle } from '@mpk/signing';

const DATA = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const OMS = join(DATA, 'oms-spec/test-vectors');
const CONFORMANCE = join(DATA, 'sigstore-conformance/bundle-verify');

/** Runs where the vectors are; elsewhere the report says that, and why, they were skipped. */
const describeWhere = (folder: string, title: string, tests: () => void): void => {
  if (existsSync(folder)) describe(title, tests);
  else describe.skip(`${title}: SKIPPED, ../shared/data has no such vectors`, () => it('needs them', () => undefined));
};

const MAX_STATEMENT_BYTES = 1024 * 1024;
const list = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
const readVector = (...path: string[]) => parseBundle(readFileSync(join(OMS, ...path)));

/** The root of the public Sigstore, as its own client ships it. */
function publicGoodRoot(): Buffer {
  const require = createRequire(createRequire(import.meta.url).resolve('sigstore'));
  const seeds = require('@sigstore/tuf/seeds.json');
  return Buffer.from(seeds['https://tuf-repo-cdn.sigstore.dev'].targets['trusted_root.json'], 'base64');
}

describeWhere(OMS, 'the vectors of the OMS specification v1.0', () => {
  it.each(list(join(OMS, 'valid')))('%s parses, with its predicate', (file) => {
    const bundle = readVector('valid', file);
    const predicate = readOmsPredicate(parseStatement(bundle.envelope.payload, MAX_STATEMENT_BYTES));
    expect(predicate.files.length).toBeGreaterThan(0);
  });

  it.each(list(join(OMS, 'invalid')))('%s is refused', async (file) => {
    await expect(thrownCode(() => readVector('invalid', file))).resolves.toBe('INPUT_MALFORMED');
  });

  it.each(list(join(OMS, 'invalid-payload')))('%s is refused for its payload', async (file) => {
    const { envelope } = readVector('invalid-payload', file);
    const read = () => readOmsPredicate(parseStatement(envelope.payload, MAX_STATEMENT_BYTES));
    await expect(thrownCode(read)).resolves.toBe('INPUT_MALFORMED');
  });

  /** Leaf (P-384, signed over SHA-384) and issuing authority of the certificate vector. */
  function chainOfVector(): X509Certificate[] {
    const { material } = readVector('valid', 'certificate.bundle.json');
    if (material.method !== 'certificate') throw new Error('not a certificate vector');
    return material.chain.map((der) => new X509Certificate(der));
  }

  it('the signature of the certificate vector verifies under its authority', () => {
    const caPem = chainOfVector()[1]!.toString();
    const options = { caPem, subject: 'CN=intermediate-ca', now: new Date('2026-01-01') };
    const { signer } = verifyStatement(
      readVector('valid', 'certificate.bundle.json'),
      createCertificateVerifier(options),
    );
    expect(signer.identity.method).toBe('certificate');
  });

  it('the signature of the key vector verifies with the key of the certificate vector', () => {
    const publicKeyPem = chainOfVector()[0]!.publicKey.export({ type: 'spki', format: 'pem' });
    const { signer } = verifyStatement(readVector('valid', 'key.bundle.json'), createKeyVerifier({ publicKeyPem }));
    expect(signer.identity.method).toBe('key');
  });

  it('the signature of the Sigstore vector verifies under the public root', async () => {
    const verifier = await createKeylessVerifier({
      trustedRoot: publicGoodRoot(),
      identity: 'stefanb@us.ibm.com',
      issuer: 'https://sigstore.verify.ibm.com/oauth2',
    });
    const { signer } = verifyStatement(readVector('valid', 'sigstore.bundle.json'), verifier);
    expect(signer.timestamps).toEqual([new Date('2025-10-10T02:12:20Z'), new Date('2025-10-10T02:12:20Z')]);
  });
});

describeWhere(CONFORMANCE, "the bundles of Sigstore's conformance suite", () => {
  const IDENTITY =
    'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
  const ISSUER = 'https://token.actions.githubusercontent.com';
  const cases = list(CONFORMANCE).filter((name) => existsSync(join(CONFORMANCE, name, 'bundle.sigstore.json')));

  /** A file of a case, or undefined where the suite's default is meant. */
  const fileOf = (name: string, what: string): Buffer | undefined =>
    existsSync(join(CONFORMANCE, name, what)) ? readFileSync(join(CONFORMANCE, name, what)) : undefined;

  const textOf = (name: string, what: string): string | undefined => fileOf(name, what)?.toString().trim();

  /** Verifies a case as the suite's README says: envelope or message, key or identity, own root or the public one. */
  async function verifyCase(name: string): Promise<string> {
    const bytes = fileOf(name, 'bundle.sigstore.json')!;
    const trustedRoot = fileOf(name, 'trusted_root.json') ?? publicGoodRoot();
    const signer = { identity: textOf(name, 'identity') ?? IDENTITY, issuer: textOf(name, 'issuer') ?? ISSUER };
    const artifact = fileOf(name, 'artifact') ?? readFileSync(join(CONFORMANCE, 'a.txt'));
    const publicKeyPem = fileOf(name, 'key.pub');
    return thrownCode(async () => {
      if (!bytes.includes('"dsseEnvelope"')) {
        const options = publicKeyPem === undefined ? { trustedRoot, ...signer } : { trustedRoot, publicKeyPem };
        return verifyMessageBundle(bytes, artifact, options);
      }
      const verifier = await createKeylessVerifier({ trustedRoot, ...signer });
      const { statement } = verifyStatement(parseBundle(bytes), verifier);
      assertSubject(statement.subject, artifact);
    });
  }

  /** In this suite the artifact of an envelope is a subject of its statement. */
  function assertSubject(subjects: readonly { digest: Readonly<Record<string, string>> }[], artifact: Buffer): void {
    const sha256 = createHash('sha256').update(artifact).digest('hex');
    if (subjects.some(({ digest }) => digest['sha256'] === sha256)) return;
    throw new MpkError('FILES_MISMATCH', 'the statement is about another file');
  }

  it('are all here', () => expect(cases).toHaveLength(70));

  it.each(cases.filter((name) => !name.endsWith('_fail')))('%s is accepted', async (name) => {
    await expect(verifyCase(name)).resolves.toBe('nothing thrown');
  });

  /** How each is refused: not merely that, but for what its README says is wrong. */
  const REFUSALS: Readonly<Record<string, readonly string[]>> = {
    INPUT_MALFORMED: [
      'bundle-empty-certificate-chain',
      'bundle-invalid-base64-signature',
      'bundle-malformed-json',
      'bundle-negative-log-index',
      'bundle-unknown-version',
      'bundle-with-root-cert',
      'intoto-missing-inclusion-proof',
      'invalid-inclusion-proof',
      'managed-key-wrong-key',
      'rekor2-no-inclusion-proof',
      'rekor2-timestamp-with-incorrect-time',
      'trust-root-tlog-missing-validity-start',
    ],
    SIGNATURE_INVALID: [
      'dsse-invalid-sig',
      'message-digest-mismatch',
      'rekor2-dsse-invalid-sig',
      'signature-mismatch',
      'wrong-material',
    ],
    CERTIFICATE_INVALID: [
      'bundle-from-wrong-instance',
      'integrated-time-in-future',
      'intoto-expired-certificate',
      'intoto-set-outside-signing-cert-validity',
      'intoto-tsa-timestamp-outside-cert-validity',
      'invalid-ct-key',
    ],
    LOG_ENTRY_INVALID: [
      'checkpoint-bad-keyhint',
      'checkpoint-wrong-roothash',
      'dsse-mismatch-envelope',
      'dsse-mismatch-sig',
      'inclusion-proof-corrupted-hash',
      'incorrect-public-key',
      'intoto-log-entry-mismatch',
      'invalid-checkpoint-signature',
      'rekor2-checkpoint-missing-log-signature',
      'rekor2-checkpoint-missing-origin',
      'rekor2-checkpoint-missing-root-hash',
      'rekor2-checkpoint-missing-size',
      'rekor2-checkpoint-no-matching-signature',
      'rekor2-dsse-mismatch-envelope',
      'rekor2-dsse-mismatch-sig',
      'set-invalid-signature',
      'wrong-hashedrekord-artifact',
      'wrong-hashedrekord-cert-and-sig',
      'wrong-hashedrekord-entry',
    ],
    TIMESTAMP_INVALID: [
      'rekor2-no-timestamp',
      'rekor2-timestamp-outside-trust-root-tsa-validity',
      'rekor2-timestamp-outside-tsa-cert-validity',
      'rekor2-timestamp-payload-mismatch',
      'rekor2-timestamp-untrusted-tsa-with-embedded-cert',
      'rekor2-timestamp-untrusted-tsa-without-embedded-cert',
    ],
    IDENTITY_MISMATCH: ['managed-key-no-key'],
  };
  const refusalOf = (name: string): string | undefined =>
    Object.keys(REFUSALS).find((code) => REFUSALS[code]?.includes(name.replace(/_fail$/, '')));

  it.each(cases.filter((name) => name.endsWith('_fail')))('%s is refused', async (name) => {
    await expect(verifyCase(name)).resolves.toBe(refusalOf(name));
  });

  it('refuses a timestamp from after the certificate, also where the fixture can be read', async () => {
    // The fixture's base64 is broken over lines, which JSON's base64 is not: its README means something else.
    const name = 'rekor2-timestamp-with-incorrect-time_fail';
    const json = JSON.parse(fileOf(name, 'bundle.sigstore.json')!.toString());
    const [stamp] = json.verificationMaterial.timestampVerificationData.rfc3161Timestamps;
    stamp.signedTimestamp = stamp.signedTimestamp.replace(/\s/g, '');
    const options = { trustedRoot: fileOf(name, 'trusted_root.json')!, identity: IDENTITY, issuer: ISSUER };
    const artifact = readFileSync(join(CONFORMANCE, 'a.txt'));
    const verify = () => verifyMessageBundle(Buffer.from(JSON.stringify(json)), artifact, options);
    await expect(thrownCode(verify)).resolves.toBe('CERTIFICATE_INVALID');
  });
});
