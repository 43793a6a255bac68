// SPDX-License-Identifier: Apache-2.0
import { createHash, createPublicKey, verify, X509Certificate, type KeyObject } from 'node:crypto';
import { canonicalJson } from '@mpk/core';
import type { CurrentFaults, RekorFaults } from './faults.ts';
import { createEcdsaLogKey, signCheckpoint, type LogKey } from './log-key.ts';
import { MerkleLog } from './merkle-log.ts';
import { json, refuse, type Answer, type Route } from './route.ts';

/** The log's tree comes after others, so that its own index of an entry differs from the global one. */
const ENTRIES_OF_EARLIER_TREES = 1_000;
const TREE_ID = '1193050959916656506';

/** A transparency log. */
export interface Rekor {
  /** takes an entry */
  readonly route: Route;
  readonly key: LogKey;
}

interface ProposedEntry {
  readonly kind: string;
  readonly apiVersion: string;
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Makes a log of version 1, with a fresh key. Like the real one, it stores entries in canonical form and only once. */
export function createRekorV1(url: string, faults: CurrentFaults): Rekor & { readonly entries: Route } {
  const key = createEcdsaLogKey();
  const log = new MerkleLog();
  const { host } = new URL(url);
  const names = { origin: `${host} - ${TREE_ID}`, name: host };
  const stored = new Map<string, { index: number; integratedTime: number; body: Buffer }>();

  const answer = (uuid: string, fault: RekorFaults): Answer => {
    const entry = stored.get(uuid);
    if (entry === undefined) return refuse(404, 'there is no such entry');
    const { index, integratedTime, body } = entry;
    const inclusion = log.prove(index);
    const promised = {
      body: body.toString('base64'),
      integratedTime,
      logID: key.logId.toString('hex'),
      logIndex: index + ENTRIES_OF_EARLIER_TREES,
    };
    const verification = {
      inclusionProof: {
        checkpoint: signCheckpoint(key, inclusion, names),
        hashes: inclusion.hashes.map((hash) => hash.toString('hex')),
        logIndex: index,
        rootHash: inclusion.rootHash.toString('hex'),
        treeSize: inclusion.treeSize,
      },
      signedEntryTimestamp: key.sign(Buffer.from(canonicalJson(promised))).toString('base64'),
    };
    return json(201, { [uuid]: spoil({ ...promised, verification }, fault) });
  };

  return {
    key,
    route: ({ body }) => {
      const fault = faults.current.rekorV1 ?? {};
      const canonical = acceptable(body, fault);
      if (canonical === undefined) return refuse(400, 'the entry is not acceptable');
      const bytes = Buffer.from(canonicalJson(canonical));
      const uuid = createHash('sha256')
        .update(Buffer.from([0]))
        .update(bytes)
        .digest('hex');
      if (stored.has(uuid)) {
        return json(
          409,
          { code: 409, message: 'an equivalent entry already exists' },
          { location: `/api/v1/log/entries/${uuid}` },
        );
      }
      const integratedTime = Math.floor((Date.now() + (fault.clockSkewMs ?? 0)) / 1000);
      stored.set(uuid, { index: log.append(bytes), integratedTime, body: bytes });
      return answer(uuid, fault);
    },
    entries: ({ rest }) => answer(rest, faults.current.rekorV1 ?? {}),
  };
}

/** Undefined for an entry that the real log would refuse, its signature included. */
function acceptable(body: Buffer, fault: RekorFaults): object | undefined {
  try {
    return canonicalEntry(JSON.parse(body.toString()) as ProposedEntry, fault);
  } catch {
    return undefined;
  }
}

function canonicalEntry({ kind, apiVersion, spec }: ProposedEntry, { logs }: RekorFaults): object | undefined {
  if (apiVersion !== '0.0.1') return undefined;
  if (kind === 'dsse') return { kind, apiVersion, spec: dsseSpec(spec, logs) };
  if (kind !== 'hashedrekord') return undefined;
  const { data, signature } = spec;
  return { kind, apiVersion, spec: { data, signature } };
}

function dsseSpec(spec: ProposedEntry['spec'], logs: RekorFaults['logs']): object {
  const { envelope: text, verifiers } = spec['proposedContent'] as { envelope: string; verifiers: string[] };
  const envelope = JSON.parse(text) as { payloadType: string; payload: string; signatures: { sig: string }[] };
  const payload = Buffer.from(envelope.payload, 'base64');
  const pem = Buffer.from(verifiers[0] ?? '', 'base64').toString();
  const sig = envelope.signatures[0]?.sig ?? '';
  const signed = Buffer.concat([
    Buffer.from(`DSSEv1 ${envelope.payloadType.length} ${envelope.payloadType} ${payload.length} `),
    payload,
  ]);
  if (!verify('sha256', signed, keyOf(pem), Buffer.from(sig, 'base64'))) throw new Error('the signature is wrong');
  const hashed = logs === 'other-payload' ? Buffer.from('another payload') : payload;
  const verifier =
    logs === 'other-verifier' ? Buffer.from(pem.replace('CERT', 'REPLACED CERT')).toString('base64') : verifiers[0];
  return {
    envelopeHash: sha256(Buffer.from(text)),
    payloadHash: sha256(hashed),
    signatures: [{ signature: logs === 'other-signature' ? 'MAYCAQECAQE=' : sig, verifier }],
  };
}

const keyOf = (pem: string): KeyObject =>
  pem.includes('CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem);

const sha256 = (data: Uint8Array): object => ({
  algorithm: 'sha256',
  value: createHash('sha256').update(data).digest('hex'),
});

interface InclusionProof {
  readonly checkpoint?: string;
  readonly hashes: readonly string[];
  readonly logIndex: number;
  readonly rootHash: string;
  readonly treeSize: number;
}

interface LoggedEntry {
  readonly logID: string;
  readonly verification: { readonly inclusionProof?: InclusionProof; readonly signedEntryTimestamp?: string };
}

/** Breaks what the fault says is broken. */
function spoil(entry: LoggedEntry, { broken }: RekorFaults): LoggedEntry {
  const { inclusionProof: proof, signedEntryTimestamp } = entry.verification;
  if (broken === undefined || proof === undefined) return entry;
  const withProof = (change: Partial<InclusionProof>): LoggedEntry => ({
    ...entry,
    verification: { signedEntryTimestamp, inclusionProof: { ...proof, ...change } },
  });
  const spoiled: Readonly<Record<NonNullable<RekorFaults['broken']>, LoggedEntry>> = {
    proof: withProof({ hashes: [...proof.hashes.slice(1), 'ab'.repeat(32)] }),
    checkpoint: withProof({ checkpoint: proof.checkpoint?.replace(/\n\d+\n/, '\n7777\n') }),
    'no-checkpoint': withProof({ checkpoint: undefined }),
    index: withProof({ logIndex: proof.logIndex + 1 }),
    promise: { ...entry, verification: { inclusionProof: proof, signedEntryTimestamp: 'MAYCAQECAQE=' } },
    'no-promise': { ...entry, verification: { inclusionProof: proof } },
    'no-proof': { ...entry, verification: { signedEntryTimestamp } },
    'log-id': { ...entry, logID: '00'.repeat(32) },
  };
  return spoiled[broken];
}
