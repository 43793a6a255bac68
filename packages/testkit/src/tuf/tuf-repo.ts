// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { canonicalJson } from '@mpk/core';

/** The top-level roles of TUF. */
export type TufRepoRole = 'root' | 'timestamp' | 'snapshot' | 'targets';

type Json = Record<string, unknown>;

interface RoleKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly json: Json;
}

const SPEC_VERSION = '1.0.31';
const DAY_MS = 24 * 60 * 60 * 1000;

/** What is special about one publication. */
export interface Publication {
  /** when a role's metadata expires; default in a day, the root's in a year */
  readonly expires?: Partial<Record<TufRepoRole, Date | string>>;
  /** changes what is about to be signed */
  readonly change?: Partial<Record<TufRepoRole, (signed: Json) => void>>;
}

/** A TUF repository in memory, with one Ed25519 key for each role, consistent snapshots, and every version kept. */
export class TufRepo {
  /** path -> bytes, as a server has them; tests may tamper with them */
  readonly files = new Map<string, Buffer>();
  readonly #keys: Record<TufRepoRole, RoleKey>;
  readonly #versions: Record<TufRepoRole, number> = { root: 0, timestamp: 0, snapshot: 0, targets: 0 };
  readonly #targets = new Map<string, Buffer>();

  constructor() {
    this.#keys = { root: createKey(), timestamp: createKey(), snapshot: createKey(), targets: createKey() };
    this.publishRoot();
  }

  /** `root.json` of a version. */
  root(version = 1): Buffer {
    return this.files.get(`${version}.root.json`) ?? Buffer.alloc(0);
  }

  /** Publishes a new version of the root, signed by the key before as well; `newKeys` get new keys. */
  publishRoot(publication: Publication = {}, newKeys: readonly TufRepoRole[] = []): void {
    const signers = [this.#keys.root];
    for (const role of newKeys) this.#keys[role] = createKey();
    if (newKeys.includes('root')) signers.push(this.#keys.root);
    const keys = Object.values(this.#keys);
    const signed = this.#signed('root', publication, {
      consistent_snapshot: true,
      keys: Object.fromEntries(keys.map(({ id, json }) => [id, json])),
      roles: Object.fromEntries(
        Object.entries(this.#keys).map(([role, { id }]) => [role, { keyids: [id], threshold: 1 }]),
      ),
    });
    this.files.set(`${this.#versions.root}.root.json`, envelope(signed, signers));
  }

  /** Publishes targets, and new metadata for all that there are. */
  publish(targets: Readonly<Record<string, string | Uint8Array>> = {}, publication: Publication = {}): void {
    for (const [name, content] of Object.entries(targets)) {
      const bytes = Buffer.from(content);
      this.#targets.set(name, bytes);
      this.files.set(`targets/${sha256(bytes)}.${name}`, bytes);
    }
    const described = [...this.#targets].map(([name, bytes]) => [name, describe(bytes)]);
    const targetsFile = this.#put('targets', publication, { targets: Object.fromEntries(described) });
    const snapshot = this.#put('snapshot', publication, {
      meta: { 'targets.json': this.#meta('targets', targetsFile) },
    });
    const signed = this.#signed('timestamp', publication, {
      meta: { 'snapshot.json': this.#meta('snapshot', snapshot) },
    });
    this.files.set('timestamp.json', envelope(signed, [this.#keys.timestamp]));
  }

  /** Signs something as a role, whatever it is. */
  sign(role: TufRepoRole, signed: unknown): Buffer {
    return envelope(signed, [this.#keys[role]]);
  }

  #put(role: TufRepoRole, publication: Publication, content: Json): Buffer {
    const bytes = envelope(this.#signed(role, publication, content), [this.#keys[role]]);
    this.files.set(`${this.#versions[role]}.${role}.json`, bytes);
    return bytes;
  }

  #signed(role: TufRepoRole, { expires, change }: Publication, content: Json): Json {
    const version = ++this.#versions[role];
    const lifetimeMs = (role === 'root' ? 365 : 1) * DAY_MS;
    const expiry = expires?.[role] ?? new Date(Date.now() + lifetimeMs);
    const signed: Json = {
      _type: role,
      spec_version: SPEC_VERSION,
      version,
      expires: typeof expiry === 'string' ? expiry : expiry.toISOString().replace(/\.\d+Z/, 'Z'),
      ...content,
    };
    change?.[role]?.(signed);
    return signed;
  }

  #meta(role: TufRepoRole, bytes: Buffer): Json {
    return { version: this.#versions[role], ...describe(bytes) };
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const describe = (bytes: Buffer): Json => ({ length: bytes.length, hashes: { sha256: sha256(bytes) } });

function createKey(): RoleKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  // The raw key: the last 32 bytes of the SPKI.
  const json = { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: spki.subarray(-32).toString('hex') } };
  return { id: sha256(Buffer.from(canonicalJson(json))), privateKey, json };
}

/** For the ASCII that is signed here, RFC 8785 and the canonical JSON of TUF are the same. */
function envelope(signed: unknown, keys: readonly RoleKey[]): Buffer {
  const bytes = Buffer.from(canonicalJson(signed));
  const signatures = keys.map(({ id, privateKey }) => ({
    keyid: id,
    sig: sign(null, bytes, privateKey).toString('hex'),
  }));
  return Buffer.from(JSON.stringify({ signed, signatures }));
}
