// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Metadata, MetadataKind } from '@tufjs/models';
import { STALE_AFTER_DAYS, describeTrustedRoot, embeddedPublicGoodRoot } from '@mpk/signing';
import { SOURCE } from '../../src/trust/public-good-root.js';
import { TufStore } from '../../src/trust/tuf-store.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const require = createRequire(import.meta.url);

interface Seed {
  readonly 'root.json': string;
  readonly targets: Readonly<Record<string, string>>;
}

/** What the package in node_modules, whose digest is in the lockfile, says of the public instance. */
function installedSeed(): { version: string; tufRoot: Buffer; trustedRoot: Buffer } {
  const { version } = require('@sigstore/tuf/package.json') as { version: string };
  const path = require.resolve('@sigstore/tuf/seeds.json');
  const seeds = JSON.parse(readFileSync(path, 'utf8')) as Record<string, Seed>;
  const seed = seeds[embeddedPublicGoodRoot().tufUrl]!;
  const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
  return { version, tufRoot: bytes(seed['root.json']), trustedRoot: bytes(seed.targets['trusted_root.json']!) };
}

const versionOf = (root: Buffer): number =>
  (JSON.parse(root.toString()) as { signed: { version: number } }).signed.version;

describe('the embedded root of the public instance', () => {
  const embedded = embeddedPublicGoodRoot();
  const installed = installedSeed();

  it('is a trusted root without a warning on the day it was taken', () => {
    const { certificateAuthorities, tlogs, warnings } = describeTrustedRoot(embedded.trustedRoot, embedded.takenAt);
    expect(certificateAuthorities.at(-1)).toMatchObject({
      name: 'sigstore, sigstore.dev',
      url: 'https://fulcio.sigstore.dev',
    });
    expect(tlogs.map(({ url }) => url)).toEqual(['https://rekor.sigstore.dev', 'https://log2025-1.rekor.sigstore.dev']);
    expect(warnings).toEqual([]);
  });

  /** A new root is taken by tools/trust/embed-root.ts, and named here by whoever has read what changed. */
  it('is what was looked at when it was taken', () => {
    const digests = [embedded.trustedRoot, embedded.tufRoot].map((bytes) =>
      createHash('sha256').update(bytes).digest('hex'),
    );
    expect(digests).toEqual([
      '6494e21ea73fa7ee769f85f57d5a3e6a08725eae1e38c755fc3517c9e6bc0b66',
      '27aea7e372aa7864065174f0661784fcf8b0e28b1dbfebeada31a0f1fb19167f',
    ]);
  });

  it('has a TUF root that is signed by itself', async () => {
    await expect(TufStore.open(embedded.tufRoot, undefined)).resolves.toBeDefined();
  });

  /**
   * Taken from the very package that is installed, whose digest is in the lockfile: byte for byte. From a newer one: then the
   * keys of the installed TUF root must have signed ours. The installed package is newer: that drift is shown and does not fail,
   * for an update of a dependency is not to break what has not changed.
   */
  it('is that of the installed package, or signed by its keys, or older', () => {
    const isEqual = embedded.trustedRoot.equals(installed.trustedRoot) && embedded.tufRoot.equals(installed.tufRoot);
    if (installed.version === SOURCE.version) expect(isEqual).toBe(true);
    else if (versionOf(installed.tufRoot) <= versionOf(embedded.tufRoot)) {
      expect(isVouchedFor(embedded.tufRoot, installed.tufRoot)).toBe(true);
    } else if (!isEqual) {
      console.warn(`@sigstore/tuf ${installed.version} has a newer root: run tools/trust/embed-root.ts`);
    }
  });

  it('would not pass with a TUF root of somebody else', () => {
    const forged = JSON.parse(embedded.tufRoot.toString()) as { signed: { expires: string } };
    forged.signed.expires = '2099-01-01T00:00:00Z';
    expect(isVouchedFor(Buffer.from(JSON.stringify(forged)), installed.tufRoot)).toBe(false);
  });

  it('says how old it is, and when it is too old', () => {
    const after = (days: number) => embeddedPublicGoodRoot(new Date(embedded.takenAt.getTime() + days * DAY_MS));
    expect(after(0)).toMatchObject({ ageDays: 0, isStale: false });
    expect(after(STALE_AFTER_DAYS)).toMatchObject({ ageDays: STALE_AFTER_DAYS, isStale: false });
    expect(after(STALE_AFTER_DAYS + 1)).toMatchObject({ isStale: true });
  });
});

/** True where enough keys of one TUF root have signed another one, versions between them or not. */
function isVouchedFor(newer: Buffer, older: Buffer): boolean {
  const read = (bytes: Buffer) => Metadata.fromJSON(MetadataKind.Root, JSON.parse(bytes.toString()));
  try {
    read(older).verifyDelegate('root', read(newer));
    return true;
  } catch {
    return false;
  }
}
