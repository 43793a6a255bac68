// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { canonicalJson } from '@mpk/core';

const SPEC_VERSION = '1.0.31';
const LIFETIME_MS = 24 * 60 * 60 * 1000;
const ED25519_SPKI_PREFIX_BYTES = 12;
const ROLES = ['root', 'timestamp', 'snapshot', 'targets'] as const;

type Role = (typeof ROLES)[number];

/** A TUF repository: its first root, and everything that it serves. */
export interface TufRepository {
  /** bytes of the first `root.json`, which a client starts from */
  readonly root: Buffer;
  /** path -> bytes, such as `timestamp.json` and `targets/<sha256>.trusted_root.json` */
  readonly files: ReadonlyMap<string, Buffer>;
}

/**
 * Writes a TUF repository with consistent snapshots, one key for each role, valid for a day.
 *
 * Own and small: it is four signed documents, and the mock at hand brings an HTTP interceptor with it.
 *
 * @see https://theupdateframework.github.io/specification/latest/
 */
export function createTufRepository(targets: Readonly<Record<string, string>>): TufRepository {
  const keys = Object.fromEntries(ROLES.map((role) => [role, createRoleKey()])) as Record<Role, RoleKey>;
  const head = (type: Role): object => ({
    _type: type,
    spec_version: SPEC_VERSION,
    version: 1,
    // Whole seconds: TUF has no fractions.
    expires: new Date(Date.now() + LIFETIME_MS).toISOString().replace(/\.\d+Z$/, 'Z'),
  });
  const root = signed(keys.root, {
    ...head('root'),
    consistent_snapshot: true,
    keys: Object.fromEntries(ROLES.map((role) => [keys[role].id, keys[role].description])),
    roles: Object.fromEntries(ROLES.map((role) => [role, { keyids: [keys[role].id], threshold: 1 }])),
  });
  const contents = Object.entries(targets).map(([name, text]) => [name, Buffer.from(text)] as const);
  const files = Object.fromEntries(contents.map(([name, bytes]) => [name, describe(bytes)]));
  const targetsJson = signed(keys.targets, { ...head('targets'), targets: files });
  const snapshot = signed(keys.snapshot, {
    ...head('snapshot'),
    meta: { 'targets.json': { version: 1, ...describe(targetsJson) } },
  });
  const timestamp = signed(keys.timestamp, {
    ...head('timestamp'),
    meta: { 'snapshot.json': { version: 1, ...describe(snapshot) } },
  });
  return {
    root,
    files: new Map([
      ['1.root.json', root],
      ['timestamp.json', timestamp],
      ['1.snapshot.json', snapshot],
      ['1.targets.json', targetsJson],
      ...contents.map(([name, bytes]) => [`targets/${describe(bytes).hashes.sha256}.${name}`, bytes] as const),
    ]),
  };
}

interface RoleKey {
  readonly id: string;
  readonly description: object;
  readonly privateKey: KeyObject;
}

function createRoleKey(): RoleKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(ED25519_SPKI_PREFIX_BYTES);
  const description = { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: raw.toString('hex') } };
  return { id: sha256Hex(Buffer.from(canonicalJson(description))), description, privateKey };
}

function signed(key: RoleKey, document: object): Buffer {
  // TUF's canonical JSON and RFC 8785 agree on what is written here: ASCII texts, whole numbers, sorted keys.
  const sig = sign(null, Buffer.from(canonicalJson(document)), key.privateKey).toString('hex');
  return Buffer.from(JSON.stringify({ signatures: [{ keyid: key.id, sig }], signed: document }));
}

const describe = (bytes: Uint8Array) => ({ length: bytes.length, hashes: { sha256: sha256Hex(bytes) } });

const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
