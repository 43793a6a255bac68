// SPDX-License-Identifier: Apache-2.0
import type { BundleJson } from '@mpk/core';
import { thrownCode } from '@mpk/testkit';
import { startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import type { Thresholds } from '@mpk/signing';
import { createTimestampSource } from '@mpk/signing/timestamp';
import { reread } from '../bundles.js';
import { LOGS, START_TIMEOUT_MS, changedRoot, codeOf, signAs, stampsOf, verifierFor } from './local-signing.js';
import { signUnchecked } from './unchecked-signer.js';

let sigstore: LocalSigstore;
let other: LocalSigstore;

beforeAll(async () => {
  [sigstore, other] = await Promise.all([startLocalSigstore({ rsaTsa: true }), startLocalSigstore()]);
}, START_TIMEOUT_MS);

afterAll(() => Promise.all([sigstore.stop(), other.stop()]));

const DAY_MS = 24 * 60 * 60 * 1000;
const at = (offsetMs: number): string => new Date(Date.now() + offsetMs).toISOString();

describe.each(LOGS)('a trusted root, for a bundle with %s', (_, log) => {
  let signed: BundleJson;
  let index: number;

  beforeAll(async () => {
    index = log.rekorVersion - 1;
    signed = await signAs(sigstore, log);
  });

  const under = (change: (root: any) => void): Promise<string> =>
    codeOf(sigstore, signed, { trustedRoot: changedRoot(sigstore, change) });

  it('of another Sigstore throws CERTIFICATE_INVALID, or TIMESTAMP_INVALID where its authority comes first', async () => {
    const code = log.rekorVersion === 1 ? 'CERTIFICATE_INVALID' : 'TIMESTAMP_INVALID';
    await expect(codeOf(sigstore, signed, { trustedRoot: other.trustedRoot })).resolves.toBe(code);
  });

  it('counts in each of its parts', async () => {
    const foreign = JSON.parse(other.trustedRoot.toString());
    await expect(under((root) => (root.certificateAuthorities = foreign.certificateAuthorities))).resolves.toBe(
      'CERTIFICATE_INVALID',
    );
    await expect(under((root) => (root.tlogs = foreign.tlogs))).resolves.toBe('LOG_ENTRY_INVALID');
    await expect(under((root) => (root.ctlogs = foreign.ctlogs))).resolves.toBe('CERTIFICATE_INVALID');
    await expect(under((root) => (root.timestampAuthorities = foreign.timestampAuthorities))).resolves.toBe(
      log.rekorVersion === 1 ? 'nothing thrown' : 'TIMESTAMP_INVALID',
    );
  });

  it('that has the parts of two Sigstores is good for both', async () => {
    const foreign = JSON.parse(other.trustedRoot.toString());
    const both = changedRoot(sigstore, (root) => {
      for (const kind of ['certificateAuthorities', 'tlogs', 'ctlogs', 'timestampAuthorities']) {
        root[kind].unshift(...foreign[kind]);
      }
    });
    await expect(codeOf(sigstore, signed, { trustedRoot: both })).resolves.toBe('nothing thrown');
    await expect(codeOf(sigstore, await signAs(other, log), { trustedRoot: both })).resolves.toBe('nothing thrown');
  });

  it.each<[string, string, (root: any) => unknown]>([
    ['LOG_ENTRY_INVALID', 'lacks the key of the log', (root) => root.tlogs.splice(index, 1)],
    [
      'LOG_ENTRY_INVALID',
      'has another key of the log',
      (root) =>
        (root.tlogs[index].publicKey.rawBytes = root.tlogs[1 - index].publicKey.rawBytes) &&
        (root.tlogs[index].publicKey.keyDetails = root.tlogs[1 - index].publicKey.keyDetails),
    ],
    [
      'LOG_ENTRY_INVALID',
      'has a key of the log of a kind that is not known',
      (root) => (root.tlogs[index].publicKey.keyDetails = 'PKIX_ML_DSA_65'),
    ],
    [
      'LOG_ENTRY_INVALID',
      'trusted the log before',
      (root) => (root.tlogs[index].publicKey.validFor.end = at(-DAY_MS / 2)),
    ],
    ['LOG_ENTRY_INVALID', 'trusts the log later', (root) => (root.tlogs[index].publicKey.validFor.start = at(DAY_MS))],
    [
      'CERTIFICATE_INVALID',
      'trusted the certificate log before',
      (root) => (root.ctlogs[0].publicKey.validFor.end = at(-DAY_MS / 2)),
    ],
    [
      'CERTIFICATE_INVALID',
      'trusts the certificate log later',
      (root) => (root.ctlogs[0].publicKey.validFor.start = at(DAY_MS)),
    ],
    [
      'CERTIFICATE_INVALID',
      'trusted the authority before',
      (root) => (root.certificateAuthorities[0].validFor.end = at(-DAY_MS / 2)),
    ],
    [
      'CERTIFICATE_INVALID',
      'trusts the authority later',
      (root) => (root.certificateAuthorities[0].validFor.start = at(DAY_MS)),
    ],
    [
      'CERTIFICATE_INVALID',
      'lacks the intermediate authority',
      (root) => root.certificateAuthorities[0].certChain.certificates.shift(),
    ],
    [
      'nothing thrown',
      'trusts the intermediate authority itself',
      (root) => root.certificateAuthorities[0].certChain.certificates.pop(),
    ],
    [
      'nothing thrown',
      'has a log more, of a kind that is not known',
      (root) =>
        root.tlogs.push({ ...root.tlogs[0], publicKey: { ...root.tlogs[0].publicKey, keyDetails: 'PKIX_ML_DSA_65' } }),
    ],
  ])('gives %s when it %s', async (code, _name, change) => {
    await expect(under(change)).resolves.toBe(code);
  });
});

describe('a trusted root', () => {
  it.each<[string, string, () => Uint8Array]>([
    [
      'POLICY_INVALID',
      'without authorities',
      () => changedRoot(sigstore, (root) => delete root.certificateAuthorities),
    ],
    ['POLICY_INVALID', 'without transparency logs', () => changedRoot(sigstore, (root) => (root.tlogs = []))],
    ['POLICY_INVALID', 'without certificate logs', () => changedRoot(sigstore, (root) => (root.ctlogs = []))],
    ['INPUT_MALFORMED', 'that is a number', () => Buffer.from('7')],
    ['INPUT_MALFORMED', 'that is empty', () => Buffer.alloc(0)],
    [
      'INPUT_MALFORMED',
      'with a key twice',
      () => Buffer.from(sigstore.trustedRoot.toString().replace('{', '{"tlogs":[],')),
    ],
    [
      'INPUT_MALFORMED',
      'of an unknown media type',
      () => changedRoot(sigstore, (root) => (root.mediaType = 'text/plain')),
    ],
    [
      'INPUT_MALFORMED',
      'with a log valid since ever',
      () => changedRoot(sigstore, (root) => delete root.tlogs[0].publicKey.validFor.start),
    ],
    [
      'INPUT_MALFORMED',
      'with an authority valid since ever',
      () => changedRoot(sigstore, (root) => delete root.certificateAuthorities[0].validFor),
    ],
    [
      'INPUT_MALFORMED',
      'with a start that is no time',
      () => changedRoot(sigstore, (root) => (root.ctlogs[0].publicKey.validFor.start = 'x')),
    ],
    [
      'INPUT_MALFORMED',
      'with an end that is no time',
      () => changedRoot(sigstore, (root) => (root.tlogs[0].publicKey.validFor.end = '2026')),
    ],
    [
      'INPUT_MALFORMED',
      'with a log key that is none',
      () => changedRoot(sigstore, (root) => (root.tlogs[0].publicKey.rawBytes = 'AAAA')),
    ],
    [
      'INPUT_MALFORMED',
      'with a log key of another kind than it says',
      () => changedRoot(sigstore, (root) => (root.tlogs[0].publicKey.keyDetails = 'PKIX_ED25519')),
    ],
    ['INPUT_MALFORMED', 'with a log without an id', () => changedRoot(sigstore, (root) => delete root.tlogs[1].logId)],
    [
      'INPUT_MALFORMED',
      'with a certificate that is none',
      () =>
        changedRoot(
          sigstore,
          (root) => (root.certificateAuthorities[0].certChain = { certificates: [{ rawBytes: 'AAAA' }] }),
        ),
    ],
    [
      'INPUT_TOO_LARGE',
      'with an endless chain',
      () =>
        changedRoot(
          sigstore,
          (root) =>
            (root.certificateAuthorities[0].certChain.certificates = Array(17).fill(
              root.certificateAuthorities[0].certChain.certificates[0],
            )),
        ),
    ],
    [
      'INPUT_TOO_LARGE',
      'with too many logs',
      () => changedRoot(sigstore, (root) => (root.tlogs = Array(65).fill(root.tlogs[0]))),
    ],
    ['INPUT_TOO_LARGE', 'over the limit', () => Buffer.alloc(1024 * 1024 + 1)],
  ])('throws %s when it is one %s', async (code, _, trustedRoot) => {
    await expect(thrownCode(() => verifierFor(sigstore, { trustedRoot: trustedRoot() }))).resolves.toBe(code);
  });
});

/** The bundle with another timestamp of the same authority in place of its own. */
async function stampAgain(bundle: BundleJson): Promise<BundleJson> {
  const copy: any = structuredClone(bundle);
  const signature = Buffer.from(copy.dsseEnvelope.signatures[0].sig, 'base64');
  const stamp = await createTimestampSource({ url: sigstore.tsaUrl }).timestamp(signature);
  stampsOf(copy)[0].signedTimestamp = stamp.toString('base64');
  return copy;
}

describe('thresholds', () => {
  const make = {
    one: () => signUnchecked(sigstore, { logs: [1] }),
    two: () => signUnchecked(sigstore, { logs: [2], stamped: true }),
    both: () => signUnchecked(sigstore, { logs: [1, 2], stamped: true }),
  };

  it.each<[string, keyof typeof make, Partial<Thresholds>]>([
    ['nothing thrown', 'one', {}],
    ['LOG_ENTRY_INVALID', 'one', { logEntries: 2 }],
    ['LOG_ENTRY_INVALID', 'two', { logEntries: 2 }],
    ['nothing thrown', 'both', { logEntries: 2 }],
    ['LOG_ENTRY_INVALID', 'both', { logEntries: 3 }],
    ['TIMESTAMP_INVALID', 'one', { timestamps: 2 }],
    ['TIMESTAMP_INVALID', 'two', { timestamps: 2 }],
    ['nothing thrown', 'both', { timestamps: 2 }],
    ['TIMESTAMP_INVALID', 'both', { timestamps: 3 }],
    ['CERTIFICATE_INVALID', 'both', { certificateTimestamps: 2 }],
    ['nothing thrown', 'two', { logEntries: 0 }],
    // Only its log knows when it was.
    ['TIMESTAMP_INVALID', 'one', { logEntries: 0 }],
  ])('give %s for a bundle of %s and %j', async (code, bundle, thresholds) => {
    await expect(codeOf(sigstore, await make[bundle](), { thresholds })).resolves.toBe(code);
  });

  it('count authorities, not timestamps', async () => {
    const twice = await make.two();
    const copied = (json: any): unknown => stampsOf(json).push(stampsOf(json)[0]);
    await expect(codeOf(sigstore, twice, { thresholds: { timestamps: 2 } }, copied)).resolves.toBe('TIMESTAMP_INVALID');
    await expect(codeOf(sigstore, twice, {}, copied)).resolves.toBe('TIMESTAMP_INVALID');
    const [another] = stampsOf(await stampAgain(twice));
    const added = (json: any): unknown => stampsOf(json).push(another);
    await expect(codeOf(sigstore, twice, {}, added)).resolves.toBe('nothing thrown');
    await expect(codeOf(sigstore, twice, { thresholds: { timestamps: 2 } }, added)).resolves.toBe('TIMESTAMP_INVALID');
  });

  it('count an authority more', async () => {
    const source = createTimestampSource({ url: sigstore.rsaTsa!.url });
    const two = await signAs(sigstore, { rekorVersion: 2, stamped: true, timestampSources: [source] });
    await expect(codeOf(sigstore, two, { thresholds: { timestamps: 2 } })).resolves.toBe('nothing thrown');
  });

  it('of 0 mean that a kind of evidence is not looked at, and the root need not have it', async () => {
    const withoutLogs = changedRoot(sigstore, (root) => (root.tlogs = []));
    const bundle = await make.two();
    const lost = (json: any): unknown => (json.verificationMaterial.tlogEntries = [{ anything: true }]);
    const options = { trustedRoot: withoutLogs, thresholds: { logEntries: 0 } };
    await expect(codeOf(sigstore, bundle, options)).resolves.toBe('nothing thrown');
    await expect(codeOf(sigstore, bundle, options, lost)).resolves.toBe('nothing thrown');
    await sigstore.setFaults({ fulcio: { certificateTimestamp: 'missing' } });
    const unlogged = await make.two();
    await sigstore.setFaults({});
    const withoutCertificateLogs = changedRoot(sigstore, (root) => delete root.ctlogs);
    await expect(codeOf(sigstore, unlogged)).resolves.toBe('CERTIFICATE_INVALID');
    await expect(
      codeOf(sigstore, unlogged, { trustedRoot: withoutCertificateLogs, thresholds: { certificateTimestamps: 0 } }),
    ).resolves.toBe('nothing thrown');
  });

  it('of 0 leave nothing of that kind in what the proof rests on', async () => {
    const bundle = reread(await make.two());
    const all = (await verifierFor(sigstore)).verify(bundle).restsOn;
    const fewer = (await verifierFor(sigstore, { thresholds: { logEntries: 0, certificateTimestamps: 0 } })).verify(
      bundle,
    ).restsOn;
    expect(all.length - fewer.length).toBe(2);
  });

  it('may be 8 at most', async () => {
    const thresholds = { logEntries: 8, certificateTimestamps: 8, timestamps: 8 };
    await expect(thrownCode(() => verifierFor(sigstore, { thresholds }))).resolves.toBe('nothing thrown');
  });

  it.each<Partial<Thresholds>>([
    { timestamps: 0 },
    { timestamps: -1 },
    { timestamps: 9 },
    { logEntries: -1 },
    { logEntries: 9 },
    { logEntries: 0.5 },
    { certificateTimestamps: NaN },
    { certificateTimestamps: Infinity },
    { logEntries: '1' as unknown as number },
  ])('throw POLICY_INVALID where they are %j', async (thresholds) => {
    await expect(thrownCode(() => verifierFor(sigstore, { thresholds }))).resolves.toBe('POLICY_INVALID');
  });
});
