// SPDX-License-Identifier: Apache-2.0
import { isMpkError, type BundleJson } from '@mpk/core';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { createRoot } from '@mpk/testkit/pki';
import { reread, tamperPayload, tamperSignature } from '../bundles.js';
import { ALICE, LOGS, START_TIMEOUT_MS, codeOf, entryOf, signAs, stampsOf, verifierFor } from './local-signing.js';
import { signUnchecked } from './unchecked-signer.js';

let sigstore: LocalSigstore;

beforeAll(async () => {
  sigstore = await startLocalSigstore();
  // So that trees have more than one leaf, and proofs something to say.
  for (const [, log] of LOGS) await signAs(sigstore, { ...log, claims: { email: 'first@example.com' } });
}, START_TIMEOUT_MS);

afterAll(() => sigstore.stop());

type Change = (json: any) => unknown;

/** Rewrites a log entry's body. */
const inBody =
  (change: (body: any) => void): Change =>
  (json) => {
    const body = JSON.parse(Buffer.from(entryOf(json).canonicalizedBody, 'base64').toString());
    change(body);
    entryOf(json).canonicalizedBody = Buffer.from(JSON.stringify(body)).toString('base64');
  };

/** Rewrites a checkpoint. */
const inCheckpoint =
  (change: (envelope: string) => string): Change =>
  (json) => {
    const { checkpoint } = entryOf(json).inclusionProof;
    checkpoint.envelope = change(checkpoint.envelope);
  };

/** Flips a bit in base64. */
function flipped(text: string, at = -1): string {
  const bytes = Buffer.from(text, 'base64');
  bytes[at < 0 ? bytes.length + at : at]! ^= 1;
  return bytes.toString('base64');
}

const ZEROS = Buffer.alloc(32).toString('base64');
const proofOf = (json: any): any => entryOf(json).inclusionProof;

/** What is wrong with the log entry, whichever version it is of. */
const ENTRY_CHANGES: readonly [string, string, Change][] = [
  ['LOG_ENTRY_INVALID', 'entry, whose body is no JSON', (json) => (entryOf(json).canonicalizedBody = 'AAAA')],
  ['LOG_ENTRY_INVALID', 'entry, whose body is of another kind', inBody((body) => (body.kind = 'rekord'))],
  ['LOG_ENTRY_INVALID', 'entry, whose body is of another version', inBody((body) => (body.apiVersion = '0.0.9'))],
  ['LOG_ENTRY_INVALID', 'entry, whose body says nothing', inBody((body) => delete body.spec)],
  ['LOG_ENTRY_INVALID', 'entry, of a kind nobody knows', (json) => (entryOf(json).kindVersion.kind = 'constructor')],
  ['LOG_ENTRY_INVALID', 'log id', (json) => (entryOf(json).logId.keyId = ZEROS)],
  ['LOG_ENTRY_INVALID', 'proof, whose index is another', (json) => (proofOf(json).logIndex = '0')],
  ['LOG_ENTRY_INVALID', 'proof, whose index is outside the tree', (json) => (proofOf(json).logIndex = '999999')],
  ['LOG_ENTRY_INVALID', 'proof, which lacks a hash', (json) => proofOf(json).hashes.pop()],
  ['LOG_ENTRY_INVALID', 'proof, which has a hash too many', (json) => proofOf(json).hashes.push(ZEROS)],
  ['LOG_ENTRY_INVALID', 'proof, with another hash', (json) => (proofOf(json).hashes[0] = ZEROS)],
  ['INPUT_MALFORMED', 'proof, with a short hash', (json) => (proofOf(json).hashes[0] = 'AAAA')],
  ['INPUT_TOO_LARGE', 'proof, which is endless', (json) => (proofOf(json).hashes = Array(65).fill(ZEROS))],
  ['INPUT_MALFORMED', 'proof, which is gone', (json) => delete entryOf(json).inclusionProof],
  ['INPUT_MALFORMED', 'index, which is negative', (json) => (entryOf(json).logIndex = '-1')],
  ['INPUT_MALFORMED', 'index, which is too large', (json) => (entryOf(json).logIndex = '9007199254740993')],
  ['INPUT_MALFORMED', 'index, which is written in another way', (json) => (entryOf(json).logIndex = '0x1')],
  ['INPUT_MALFORMED', 'checkpoint, which is gone', (json) => delete proofOf(json).checkpoint],
  ['INPUT_TOO_LARGE', 'checkpoint, which is endless', inCheckpoint((text) => text + 'x'.repeat(65 * 1024))],
  ['LOG_ENTRY_INVALID', 'checkpoint, which is empty', inCheckpoint(() => '')],
  ['LOG_ENTRY_INVALID', 'checkpoint, with another size', inCheckpoint((text) => text.replace(/\n\d+\n/, '\n7777\n'))],
  [
    'LOG_ENTRY_INVALID',
    'checkpoint, with a size that is none',
    inCheckpoint((text) => text.replace(/\n\d+\n/, '\n1e3\n')),
  ],
  [
    'LOG_ENTRY_INVALID',
    'checkpoint, with another root',
    inCheckpoint((text) => text.replace(/\n[^\n]+\n\n/, `\n${ZEROS}\n\n`)),
  ],
  [
    'LOG_ENTRY_INVALID',
    'checkpoint, with a short root',
    inCheckpoint((text) => text.replace(/\n[^\n]+\n\n/, '\nAAAA\n\n')),
  ],
  ['LOG_ENTRY_INVALID', 'checkpoint, of another origin', inCheckpoint((text) => `x${text}`)],
  ['LOG_ENTRY_INVALID', 'checkpoint, with a line more', inCheckpoint((text) => text.replace('\n\n', '\nmore\n\n'))],
  [
    'LOG_ENTRY_INVALID',
    'checkpoint, without a signature',
    inCheckpoint((text) => text.slice(0, text.indexOf('\n\n') + 2)),
  ],
  [
    'LOG_ENTRY_INVALID',
    'checkpoint, signed by somebody else',
    inCheckpoint((text) => text.replace(/\u2014 \S+ /, '\u2014 witness.example ')),
  ],
  [
    'LOG_ENTRY_INVALID',
    'checkpoint, with a signature that is cut off',
    inCheckpoint((text) => text.replace(/\u2014 (\S+) \S+\n$/, '\u2014 $1 AAAA\n')),
  ],
  [
    'LOG_ENTRY_INVALID',
    'checkpoint, with a signature that is wrong',
    inCheckpoint((text) => text.replace(/ ([A-Za-z0-9+/=]+)\n$/, (_, sig: string) => ` ${flipped(sig)}\n`)),
  ],
  [
    'LOG_ENTRY_INVALID',
    'checkpoint, with another key hint',
    inCheckpoint((text) => text.replace(/ ([A-Za-z0-9+/=]+)\n$/, (_, sig: string) => ` ${flipped(sig, 0)}\n`)),
  ],
  ['LOG_ENTRY_INVALID', 'checkpoint, without a last line end', inCheckpoint((text) => text.trimEnd())],
  [
    'LOG_ENTRY_INVALID',
    'entry, which is there twice',
    (json) => json.verificationMaterial.tlogEntries.push(entryOf(json)),
  ],
  ['INPUT_MALFORMED', 'entries, of which there are none', (json) => (json.verificationMaterial.tlogEntries = [])],
  ['INPUT_MALFORMED', 'entry, which is empty', (json) => (json.verificationMaterial.tlogEntries = [{}])],
  ['INPUT_MALFORMED', 'entry, which is a number', (json) => (json.verificationMaterial.tlogEntries = [7])],
  [
    'INPUT_TOO_LARGE',
    'entries, of which there are too many',
    (json) => (json.verificationMaterial.tlogEntries = Array(33).fill(entryOf(json))),
  ],
];

describe.each(LOGS)('a tampered keyless bundle with %s', (_, log) => {
  let signed: BundleJson;

  beforeAll(async () => {
    signed = await signAs(sigstore, log);
  });

  const changed = (change: Change): Promise<string> => codeOf(sigstore, signed, {}, change as (json: any) => void);

  it('is accepted before anything is changed', async () => {
    await expect(changed(() => undefined)).resolves.toBe('nothing thrown');
  });

  it.each<[string, string, Change]>([
    ['SIGNATURE_INVALID', 'payload', tamperPayload],
    ['SIGNATURE_INVALID', 'signature', tamperSignature],
    ['SIGNATURE_INVALID', 'signature, which is none', (json) => (json.dsseEnvelope.signatures[0].sig = 'AAAA')],
    ...ENTRY_CHANGES,
  ])('throws %s for its %s', async (code, _name, change) => {
    await expect(changed(change)).resolves.toBe(code);
  });

  it('throws LOG_ENTRY_INVALID for the log entry of another signature', async () => {
    const other = entryOf(await signAs(sigstore, log));
    const change: Change = (json) => (json.verificationMaterial.tlogEntries = [other]);
    await expect(changed(change)).resolves.toBe('LOG_ENTRY_INVALID');
  });

  it('throws LOG_ENTRY_INVALID for a proof of an older or newer tree', async () => {
    const other = proofOf(await signAs(sigstore, log));
    await expect(changed((json) => (entryOf(json).inclusionProof = other))).resolves.toBe('LOG_ENTRY_INVALID');
    await expect(changed((json) => (proofOf(json).checkpoint = other.checkpoint))).resolves.toBe('LOG_ENTRY_INVALID');
  });

  it('throws SIGNATURE_INVALID for the certificate of another signer', async () => {
    const bob: any = await signAs(sigstore, { ...log, claims: { email: 'bob@example.com' } });
    const change = (json: any): unknown =>
      (json.verificationMaterial.certificate = bob.verificationMaterial.certificate);
    await expect(codeOf(sigstore, signed, { identity: 'bob@example.com' }, change)).resolves.toBe('SIGNATURE_INVALID');
  });

  it('throws CERTIFICATE_INVALID for a certificate with a changed signature, and for one that is cut off', async () => {
    const certificate = (json: any): any => json.verificationMaterial.certificate;
    const broken: Change = (json) => (certificate(json).rawBytes = flipped(certificate(json).rawBytes));
    await expect(changed(broken)).resolves.toBe('CERTIFICATE_INVALID');
    const short: Change = (json) => (certificate(json).rawBytes = certificate(json).rawBytes.slice(0, 400));
    await expect(changed(short)).resolves.toBe('INPUT_MALFORMED');
  });

  it('throws IDENTITY_MISMATCH for a bundle that was signed with a key, or with a certificate of another authority', async () => {
    const key: Change = (json) => (json.verificationMaterial = { publicKey: { hint: 'ab' }, tlogEntries: [] });
    await expect(changed(key)).resolves.toBe('IDENTITY_MISMATCH');
    const chain: Change = ({ verificationMaterial: material }) => {
      material.x509CertificateChain = { certificates: [material.certificate] };
      delete material.certificate;
    };
    await expect(changed(chain)).resolves.toBe('IDENTITY_MISMATCH');
  });

  it('throws CERTIFICATE_INVALID for a certificate with a key that signatures are not made with, or of no use', async () => {
    const root = await createRoot({ subject: 'CN=root' });
    const rsa = await root.issue({ subject: 'CN=signer', key: 'RSA-2048' });
    const encryption = await root.issue({ subject: 'CN=signer', keyUsage: ['keyEncipherment'] });
    for (const { der } of [rsa, encryption]) {
      const change: Change = (json) => (json.verificationMaterial.certificate.rawBytes = der.toString('base64'));
      await expect(changed(change)).resolves.toBe('CERTIFICATE_INVALID');
    }
  });

  it('is read in the spelling of v0.2, with a chain that does not bring its root', async () => {
    const { certificates } = JSON.parse(sigstore.trustedRoot.toString()).certificateAuthorities[0].certChain;
    const spelled =
      (chain: any[]): Change =>
      (json) => {
        const { certificate, ...material } = json.verificationMaterial;
        json.mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.2';
        json.verificationMaterial = { ...material, x509CertificateChain: { certificates: [certificate, ...chain] } };
      };
    await expect(changed(spelled([]))).resolves.toBe('nothing thrown');
    await expect(changed(spelled([certificates[0]]))).resolves.toBe('nothing thrown');
    await expect(changed(spelled(certificates))).resolves.toBe('INPUT_MALFORMED');
  });

  it('is verified by the envelope that core reads, not by a second signature beside it', async () => {
    const beside: Change = (json) => {
      json.messageSignature = { messageDigest: { algorithm: 'SHA2_256', digest: 'AAAA' }, signature: 'AAAA' };
    };
    await expect(changed(beside)).resolves.toBe('nothing thrown');
    const both: Change = (json) => {
      beside(json);
      tamperPayload(json);
    };
    await expect(changed(both)).resolves.toBe('SIGNATURE_INVALID');
  });

  it('never passes as another, nor crashes, whichever byte of its evidence is changed', async () => {
    const verifier = await verifierFor(sigstore);
    const texts: [string, (json: any) => [any, string]][] = [
      ['certificate', (json) => [json.verificationMaterial.certificate, 'rawBytes']],
      ['body', (json) => [entryOf(json), 'canonicalizedBody']],
      ...(log.rekorVersion === 2
        ? ([['timestamp', (json: any) => [stampsOf(json)[0], 'signedTimestamp']]] as [
            string,
            (json: any) => [any, string],
          ][])
        : []),
    ];
    for (const [name, find] of texts) {
      const [holder, key] = find(structuredClone(signed));
      for (let at = 0; at < Buffer.from(holder[key], 'base64').length; at += 7) {
        const bundle = reread(signed, (json) => {
          const [changedHolder, changedKey] = find(json);
          changedHolder[changedKey] = flipped(changedHolder[changedKey], at);
        });
        try {
          const { identity, timestamps } = verifier.verify(bundle);
          // Bytes of a timestamp that nobody signed: the certificates that it brings along, and are not needed.
          expect(name).toBe('timestamp');
          expect(identity).toMatchObject({ identity: ALICE, issuer: LOCAL_ISSUER });
          expect(timestamps).toHaveLength(1);
        } catch (error) {
          if (!isMpkError(error)) throw error;
        }
      }
    }
  });
});

describe('a tampered entry of Rekor version 1', () => {
  let signed: BundleJson;
  let stamped: BundleJson;

  beforeAll(async () => {
    signed = await signAs(sigstore);
    stamped = await signAs(sigstore, { stamped: true });
  });

  it.each<[string, string, Change]>([
    ['LOG_ENTRY_INVALID', 'another payload', inBody((body) => (body.spec.payloadHash.value = '00'.repeat(32)))],
    ['LOG_ENTRY_INVALID', 'another signature', inBody((body) => (body.spec.signatures[0].signature = 'AAAA'))],
    ['LOG_ENTRY_INVALID', 'two signatures', inBody((body) => body.spec.signatures.push(body.spec.signatures[0]))],
    ['LOG_ENTRY_INVALID', 'no signature', inBody((body) => (body.spec.signatures = []))],
    ['LOG_ENTRY_INVALID', 'another signer', inBody((body) => (body.spec.signatures[0].verifier = 'AAAA'))],
    ['LOG_ENTRY_INVALID', 'an unknown hash', inBody((body) => (body.spec.payloadHash.algorithm = 'toString'))],
    [
      'LOG_ENTRY_INVALID',
      'another time',
      (json) => (entryOf(json).integratedTime = String(Number(entryOf(json).integratedTime) + 5)),
    ],
    ['TIMESTAMP_INVALID', 'no time', (json) => (entryOf(json).integratedTime = '0')],
    [
      'CERTIFICATE_INVALID',
      'a time from after the certificate',
      (json) => (entryOf(json).integratedTime = '4102444800'),
    ],
    ['LOG_ENTRY_INVALID', 'another index', (json) => (entryOf(json).logIndex = '1')],
    [
      'LOG_ENTRY_INVALID',
      'another promise',
      (json) =>
        (entryOf(json).inclusionPromise.signedEntryTimestamp = flipped(
          entryOf(json).inclusionPromise.signedEntryTimestamp,
        )),
    ],
    ['INPUT_MALFORMED', 'a promise that is none', (json) => (entryOf(json).inclusionPromise = {})],
    ['TIMESTAMP_INVALID', 'no promise, and with it no time', (json) => delete entryOf(json).inclusionPromise],
  ])('throws %s for one that speaks of %s', async (code, _, change) => {
    await expect(codeOf(sigstore, signed, {}, change as (json: any) => void)).resolves.toBe(code);
  });

  it('is good without a promise where an authority vouches for the time', async () => {
    const change = (json: any): unknown => delete entryOf(json).inclusionPromise;
    await expect(codeOf(sigstore, stamped, {}, change)).resolves.toBe('nothing thrown');
  });
});

describe('a tampered entry of Rekor version 2', () => {
  let signed: BundleJson;

  beforeAll(async () => {
    signed = await signAs(sigstore, { rekorVersion: 2, stamped: true });
  });

  const spec = (body: any): any => body.spec.hashedRekordV002;

  it.each<[string, string, Change]>([
    ['LOG_ENTRY_INVALID', 'other bytes', inBody((body) => (spec(body).data.digest = ZEROS))],
    ['LOG_ENTRY_INVALID', 'another signature', inBody((body) => (spec(body).signature.content = 'AAAA'))],
    [
      'LOG_ENTRY_INVALID',
      'another signer',
      inBody((body) => (spec(body).signature.verifier.x509Certificate.rawBytes = 'AAAA')),
    ],
    ['LOG_ENTRY_INVALID', 'no signer', inBody((body) => (spec(body).signature.verifier = {}))],
    ['LOG_ENTRY_INVALID', 'an unknown hash', inBody((body) => (spec(body).data.algorithm = 'MD5'))],
    [
      'LOG_ENTRY_INVALID',
      'a promise, which its log never gives',
      (json) => (entryOf(json).inclusionPromise = { signedEntryTimestamp: ZEROS }),
    ],
    ['TIMESTAMP_INVALID', 'no timestamp', (json) => delete json.verificationMaterial.timestampVerificationData],
    [
      'TIMESTAMP_INVALID',
      'no timestamp, and a time that nobody signed',
      (json) => {
        delete json.verificationMaterial.timestampVerificationData;
        entryOf(json).integratedTime = String(Math.floor(Date.now() / 1000));
      },
    ],
    ['INPUT_MALFORMED', 'a timestamp that is none', (json) => (stampsOf(json)[0].signedTimestamp = 'AAAA')],
    ['INPUT_MALFORMED', 'a timestamp that is a number', (json) => (stampsOf(json)[0] = 7)],
    [
      'TIMESTAMP_INVALID',
      'a timestamp that is a refusal',
      (json) => (stampsOf(json)[0].signedTimestamp = 'MAUwAwIBAg=='),
    ],
  ])('throws %s for one with %s', async (code, _, change) => {
    await expect(codeOf(sigstore, signed, {}, change as (json: any) => void)).resolves.toBe(code);
  });

  it('throws TIMESTAMP_INVALID for the timestamp of another signature, also beside a good one', async () => {
    const [other] = stampsOf(await signAs(sigstore, { rekorVersion: 2, stamped: true }));
    await expect(codeOf(sigstore, signed, {}, (json) => (stampsOf(json)[0] = other))).resolves.toBe(
      'TIMESTAMP_INVALID',
    );
    await expect(codeOf(sigstore, signed, {}, (json) => stampsOf(json).push(other))).resolves.toBe('TIMESTAMP_INVALID');
  });
});

describe('services that were wrong when a careless client signed', () => {
  afterEach(() => sigstore.setFaults({}));

  const HOUR_MS = 3_600_000;

  it.each<[string, string, Parameters<LocalSigstore['setFaults']>[0]]>([
    ['CERTIFICATE_INVALID', 'an expired certificate', { fulcio: { clockSkewMs: -HOUR_MS } }],
    ['CERTIFICATE_INVALID', 'a certificate from the future', { fulcio: { clockSkewMs: HOUR_MS } }],
    [
      'CERTIFICATE_INVALID',
      'a certificate without a certificate timestamp',
      { fulcio: { certificateTimestamp: 'missing' } },
    ],
    ['CERTIFICATE_INVALID', 'a broken certificate timestamp', { fulcio: { certificateTimestamp: 'broken' } }],
    [
      'CERTIFICATE_INVALID',
      'a certificate timestamp of an unknown log',
      { fulcio: { certificateTimestamp: 'unknown-log' } },
    ],
    [
      'CERTIFICATE_INVALID',
      'a certificate timestamp beside the certificate',
      { fulcio: { certificateTimestamp: 'detached' } },
    ],
    [
      'CERTIFICATE_INVALID',
      'a certificate timestamp from before its log was trusted',
      { fulcio: { logClockSkewMs: -72 * HOUR_MS } },
    ],
    ['IDENTITY_MISMATCH', 'a certificate for another identity', { fulcio: { identity: 'mallory@example.com' } }],
    ['IDENTITY_MISMATCH', 'a certificate of another issuer', { fulcio: { issuer: 'https://evil.example' } }],
  ])('leave a bundle that throws %s for %s', async (code, _, faults) => {
    await sigstore.setFaults(faults);
    for (const logs of [[1], [2], [1, 2]] as const) {
      const bundle = await signUnchecked(sigstore, { logs, stamped: true });
      await expect(codeOf(sigstore, bundle)).resolves.toBe(code);
    }
  });

  it.each<[string, string, Parameters<LocalSigstore['setFaults']>[0], { logs: readonly (1 | 2)[]; stamped: boolean }]>([
    [
      'CERTIFICATE_INVALID',
      'the clock of Rekor 1 is fast',
      { rekorV1: { clockSkewMs: HOUR_MS } },
      { logs: [1], stamped: false },
    ],
    [
      'CERTIFICATE_INVALID',
      'the clock of Rekor 1 is slow',
      { rekorV1: { clockSkewMs: -HOUR_MS } },
      { logs: [1], stamped: false },
    ],
    [
      'CERTIFICATE_INVALID',
      'the clock of Rekor 1 is fast, though not that of the authority',
      { rekorV1: { clockSkewMs: HOUR_MS } },
      { logs: [1], stamped: true },
    ],
    [
      'TIMESTAMP_INVALID',
      'the clock of the authority is fast beyond its certificate',
      { tsa: { clockSkewMs: 2 * HOUR_MS } },
      { logs: [2], stamped: true },
    ],
    [
      'CERTIFICATE_INVALID',
      'the clock of the authority is fast',
      { tsa: { clockSkewMs: HOUR_MS / 2 } },
      { logs: [2], stamped: true },
    ],
    [
      'CERTIFICATE_INVALID',
      'the clock of the authority is slow',
      { tsa: { clockSkewMs: -HOUR_MS / 2 } },
      { logs: [2], stamped: true },
    ],
    [
      'LOG_ENTRY_INVALID',
      'Rekor 1 logs another signature',
      { rekorV1: { logs: 'other-signature' } },
      { logs: [1], stamped: false },
    ],
    [
      'LOG_ENTRY_INVALID',
      'Rekor 1 logs another payload',
      { rekorV1: { logs: 'other-payload' } },
      { logs: [1], stamped: false },
    ],
    [
      'LOG_ENTRY_INVALID',
      'Rekor 1 logs another signer',
      { rekorV1: { logs: 'other-verifier' } },
      { logs: [1], stamped: false },
    ],
    [
      'LOG_ENTRY_INVALID',
      'Rekor 2 logs another signature',
      { rekorV2: { logs: 'other-signature' } },
      { logs: [2], stamped: true },
    ],
    [
      'LOG_ENTRY_INVALID',
      'Rekor 2 logs another payload',
      { rekorV2: { logs: 'other-payload' } },
      { logs: [2], stamped: true },
    ],
    [
      'LOG_ENTRY_INVALID',
      'Rekor 2 logs another signer',
      { rekorV2: { logs: 'other-verifier' } },
      { logs: [2], stamped: true },
    ],
    [
      'TIMESTAMP_INVALID',
      'the authority stamps another signature',
      { tsa: { broken: 'imprint' } },
      { logs: [2], stamped: true },
    ],
    ['TIMESTAMP_INVALID', 'the authority signs wrong', { tsa: { broken: 'signature' } }, { logs: [1], stamped: true }],
    ['TIMESTAMP_INVALID', 'the authority refuses', { tsa: { rejects: 2 } }, { logs: [2], stamped: true }],
    [
      'nothing thrown',
      'the authority leaves its certificate away, which the root has',
      { tsa: { broken: 'no-certificate' } },
      { logs: [2], stamped: true },
    ],
  ])('leave a bundle that gives %s where %s', async (code, _, faults, options) => {
    await sigstore.setFaults(faults);
    await expect(codeOf(sigstore, await signUnchecked(sigstore, options))).resolves.toBe(code);
  });

  it('leave a bundle that throws SIGNATURE_INVALID for a certificate for another key', async () => {
    await sigstore.setFaults({ fulcio: { otherKey: true } });
    // A Rekor 1 would notice.
    const bundle = await signUnchecked(sigstore, { logs: [2], stamped: true });
    await expect(codeOf(sigstore, bundle)).resolves.toBe('SIGNATURE_INVALID');
  });

  it('leave a bundle that throws TIMESTAMP_INVALID for an expired certificate without any time', async () => {
    await sigstore.setFaults({ fulcio: { clockSkewMs: -HOUR_MS } });
    await expect(codeOf(sigstore, await signUnchecked(sigstore, { logs: [2] }))).resolves.toBe('TIMESTAMP_INVALID');
  });
});
