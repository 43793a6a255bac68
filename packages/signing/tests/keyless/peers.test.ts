// SPDX-License-Identifier: Apache-2.0
// Sigstore's own JavaScript client as a peer: it reads what we write, we read what it writes, and it refuses at least what we
// accept of tampered bundles.
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { Verifier, toSignedEntity, toTrustMaterial } from '@sigstore/verify';
import { isMpkError, type BundleJson } from '@mpk/core';
import { LOCAL_ISSUER, startLocalSigstore, type LocalSigstore } from '@mpk/testkit/sigstore';
import { attest } from 'sigstore';
import { PAYLOAD, reread } from '../bundles.js';
import { ALICE, START_TIMEOUT_MS, codeOf, signAs, verifierFor } from './local-signing.js';
import { signUnchecked } from './unchecked-signer.js';

let sigstore: LocalSigstore;

beforeAll(async () => {
  sigstore = await startLocalSigstore();
  await signAs(sigstore, { rekorVersion: 1 });
  await signAs(sigstore, { rekorVersion: 2, stamped: true });
}, START_TIMEOUT_MS);

afterAll(() => sigstore.stop());

function peerVerify(json: unknown): void {
  const material = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(sigstore.trustedRoot.toString())));
  const verifier = new Verifier(material, { tlogThreshold: 1, ctlogThreshold: 1, timestampThreshold: 1 });
  verifier.verify(toSignedEntity(bundleFromJSON(structuredClone(json))), {
    subjectAlternativeName: '^alice@example\\.com$',
    extensions: { issuer: LOCAL_ISSUER },
  });
}

/** What to sign with, and whether it leaves more evidence than is needed. */
const KINDS = [
  ['Rekor version 1', false, () => signAs(sigstore, { rekorVersion: 1 })],
  ['Rekor version 1 and a timestamp', true, () => signAs(sigstore, { rekorVersion: 1, stamped: true })],
  ['Rekor version 2 and a timestamp', false, () => signAs(sigstore, { rekorVersion: 2, stamped: true })],
  ['both versions and a timestamp', true, () => signUnchecked(sigstore, { logs: [1, 2], stamped: true })],
] as const;

describe.each(KINDS)('our bundle with %s', (_, redundant, sign) => {
  it("verifies with Sigstore's client", async () => {
    const bundle = JSON.parse(JSON.stringify(await sign()));
    expect(() => peerVerify(bundle)).not.toThrow();
  });

  it('is never accepted here and refused there, whatever is changed in it', async () => {
    const bundle = JSON.parse(JSON.stringify(await sign()));
    const verifier = await verifierFor(sigstore);
    const accepted: string[] = [];
    for (const [path, changed] of mutations(bundle)) {
      if (!acceptedHere(changed, verifier)) continue;
      accepted.push(path);
      try {
        peerVerify(changed);
      } catch (error) {
        throw new Error(`accepted here, refused there: ${path}`, { cause: error });
      }
    }
    if (redundant) return;
    // What proves nothing: the proof repeats what the checkpoint says, certificates in a timestamp are not needed.
    expect(
      accepted.filter((path) => !/rootHash|treeSize|signedTimestamp|logIndex|keyid|checkpoint/.test(path)),
    ).toEqual([]);
  });
});

describe("a bundle of Sigstore's client", () => {
  it.each([
    ['with Rekor', {}],
    ['with Rekor and a timestamp', { tsaServerURL: true }],
  ])('%s verifies here', async (_, { tsaServerURL }: { tsaServerURL?: boolean }) => {
    const bundle = await attest(PAYLOAD, 'application/vnd.in-toto+json', {
      fulcioURL: sigstore.url,
      rekorURL: sigstore.url,
      ...(tsaServerURL === true && { tsaServerURL: sigstore.url }),
      identityToken: sigstore.idToken({ email: ALICE }),
    });
    await expect(codeOf(sigstore, bundle as unknown as BundleJson)).resolves.toBe('nothing thrown');
    const times = (await verifierFor(sigstore)).verify(reread(bundle)).timestamps;
    expect(times).toHaveLength(tsaServerURL === true ? 2 : 1);
  });
});

function acceptedHere(json: any, verifier: Awaited<ReturnType<typeof verifierFor>>): boolean {
  try {
    verifier.verify(reread(json));
    return true;
  } catch (error) {
    if (isMpkError(error)) return false;
    throw error;
  }
}

/** Every text of the bundle changed in several ways, every member left out, every list without and with its first item twice. */
function* mutations(bundle: object): Generator<[string, any]> {
  for (const path of pathsOf(bundle)) {
    const value = path.reduce((holder: any, key) => holder[key], bundle);
    const variants = typeof value === 'string' ? textVariants(value) : Array.isArray(value) ? listVariants(value) : [];
    for (const [index, variant] of [undefined, null, ...variants].entries()) {
      const changed: any = structuredClone(bundle);
      const holder = path.slice(0, -1).reduce((at: any, key) => at[key], changed);
      const key = path.at(-1)!;
      if (variant === undefined && !Array.isArray(holder)) Reflect.deleteProperty(holder, key);
      else holder[key] = variant;
      if (JSON.stringify(changed) === JSON.stringify(bundle)) continue;
      yield [`${path.join('.')} #${index}`, changed];
    }
  }
}

function* pathsOf(value: unknown, path: string[] = []): Generator<string[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) yield* pathsOf(member, [...path, key]);
}

function textVariants(text: string): string[] {
  const at = (part: number): number => Math.floor(text.length * part);
  const swapped = (index: number): string =>
    text.slice(0, index) + (text[index] === 'A' ? 'B' : 'A') + text.slice(index + 1);
  return ['', `${text}x`, '0', '1', '-1', 'AAAA', ...[0, 0.1, 0.3, 0.5, 0.7, 0.9].map((part) => swapped(at(part)))];
}

const listVariants = (list: unknown[]): unknown[][] => [
  [],
  list.slice(1),
  [...list, ...list.slice(0, 1)],
  [...list].reverse(),
];
