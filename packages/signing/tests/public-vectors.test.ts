// SPDX-License-Identifier: Apache-2.0
// Vectors that others published. They lie beside the repository where somebody fetched them, and are never copied into it.
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseBundle, parseStatement, readOmsPredicate, verifyStatement } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { createCertificateVerifier, createKeyVerifier, createKeylessVerifier } from '@mpk/signing';

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
    expect(predicate.resources.length).toBeGreaterThan(0);
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
  const SIGNER = {
    identity:
      'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main',
    issuer: 'https://token.actions.githubusercontent.com',
  };
  const file = (name: string, what: string): string => join(CONFORMANCE, name, what);
  const cases = list(CONFORMANCE).filter((name) => existsSync(file(name, 'bundle.sigstore.json')));

  // What this kit reads: envelopes with a certificate of their own. Message signatures and the chains of v0.1 and v0.2 are not.
  const inScope = cases.filter((name) => {
    const text = readFileSync(file(name, 'bundle.sigstore.json'), 'utf8');
    return text.includes('"dsseEnvelope"') && text.includes('"certificate"');
  });

  async function verifyCase(name: string): Promise<string> {
    const ownRoot = file(name, 'trusted_root.json');
    const trustedRoot = existsSync(ownRoot) ? readFileSync(ownRoot) : publicGoodRoot();
    const bytes = readFileSync(file(name, 'bundle.sigstore.json'));
    return thrownCode(async () => {
      const verifier = await createKeylessVerifier({ trustedRoot, ...SIGNER });
      verifier.verify(parseBundle(bytes));
    });
  }

  it('has cases in scope', () => expect(inScope.length).toBeGreaterThanOrEqual(7));

  it.each(inScope.filter((name) => !name.endsWith('_fail')))('%s is accepted', async (name) => {
    await expect(verifyCase(name)).resolves.toBe('nothing thrown');
  });

  it.each(inScope.filter((name) => name.endsWith('_fail')))('%s is refused', async (name) => {
    await expect(verifyCase(name)).resolves.toMatch(/^(?:SIGNATURE|LOG_ENTRY|CERTIFICATE)_INVALID$/);
  });

  it.each(cases.filter((name) => !inScope.includes(name)))(
    '%s is out of scope and refused without a crash',
    async (name) => {
      await expect(verifyCase(name)).resolves.toMatch(/^(?:INPUT_MALFORMED|IDENTITY_MISMATCH)$/);
    },
  );

  it.each(cases.filter((name) => existsSync(file(name, 'trusted_root.json'))))(
    'reads the trusted root of %s',
    async (name) => {
      const load = () =>
        createKeylessVerifier({ trustedRoot: readFileSync(file(name, 'trusted_root.json')), ...SIGNER });
      const bad = name === 'trust-root-tlog-missing-validity-start_fail';
      await expect(thrownCode(load)).resolves.toBe(bad ? 'INPUT_MALFORMED' : 'nothing thrown');
    },
  );
});
