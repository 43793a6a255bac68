// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@mpk/core';
import type { CurrentFaults, RekorFaults } from './faults.ts';
import { createEd25519LogKey, signCheckpoint } from './log-key.ts';
import { MerkleLog } from './merkle-log.ts';
import { json, refuse } from './route.ts';
import type { Rekor } from './rekor-v1.ts';

const KIND = { kind: 'hashedrekord', version: '0.0.2' };

interface HashedRekordRequest {
  readonly digest: string;
  readonly signature: { readonly content: string; readonly verifier: Readonly<Record<string, unknown>> };
}

/**
 * Makes a log of version 2, with a fresh key. Like the public one, it takes `hashedrekord` only, shows no time, and gives a
 * second request for the same entry the first one's place.
 *
 * @see https://github.com/sigstore/rekor-tiles
 */
export function createRekorV2(url: string, faults: CurrentFaults): Rekor {
  const { host } = new URL(url);
  const key = createEd25519LogKey(host);
  const log = new MerkleLog();
  return {
    key,
    route: ({ body }) => {
      const fault = faults.current.rekorV2 ?? {};
      const request = (JSON.parse(body.toString()) as { hashedRekordRequestV002?: HashedRekordRequest })
        .hashedRekordRequestV002;
      if (request === undefined) return refuse(400, 'invalid type, must be hashedrekord');
      const bytes = Buffer.from(canonicalJson(entryOf(request, fault)));
      const known = log.find(bytes);
      const index = known < 0 ? log.append(bytes) : known;
      const inclusion = log.prove(index);
      return json(
        201,
        spoil(
          {
            logIndex: String(index),
            logId: { keyId: key.logId.toString('base64') },
            kindVersion: KIND,
            inclusionProof: {
              logIndex: String(index),
              rootHash: inclusion.rootHash.toString('base64'),
              treeSize: String(inclusion.treeSize),
              hashes: inclusion.hashes.map((hash) => hash.toString('base64')),
              checkpoint: { envelope: signCheckpoint(key, inclusion, { origin: host, name: host }) },
            },
            canonicalizedBody: bytes.toString('base64'),
          },
          fault,
        ),
      );
    },
  };
}

function entryOf({ digest, signature }: HashedRekordRequest, { logs }: RekorFaults): object {
  const { content, verifier } = signature;
  const data = {
    algorithm: 'SHA2_256',
    digest: logs === 'other-payload' ? Buffer.alloc(32).toString('base64') : digest,
  };
  const logged = {
    content: logs === 'other-signature' ? 'MAYCAQECAQE=' : content,
    verifier: logs === 'other-verifier' ? { ...verifier, x509Certificate: { rawBytes: 'AAAA' } } : verifier,
  };
  return {
    apiVersion: KIND.version,
    kind: KIND.kind,
    spec: { hashedRekordV002: { data, signature: logged } },
  };
}

interface InclusionProof {
  readonly logIndex: string;
  readonly rootHash: string;
  readonly treeSize: string;
  readonly hashes: readonly string[];
  readonly checkpoint?: { readonly envelope: string };
}

interface LoggedEntry {
  readonly logIndex: string;
  readonly kindVersion: object;
  readonly canonicalizedBody: string;
  readonly logId: { readonly keyId: string };
  readonly inclusionPromise?: object;
  readonly inclusionProof?: InclusionProof;
}

/** Breaks what the fault says is broken. */
function spoil(entry: LoggedEntry, { broken }: RekorFaults): LoggedEntry {
  const { inclusionProof: proof } = entry;
  if (broken === undefined || proof === undefined) return entry;
  const withProof = (change: Partial<InclusionProof>): LoggedEntry => ({
    ...entry,
    inclusionProof: { ...proof, ...change },
  });
  const zeros = Buffer.alloc(32).toString('base64');
  const envelope = proof.checkpoint?.envelope.replace(/\n\d+\n/, '\n7777\n') ?? '';
  const spoiled: Readonly<Record<NonNullable<RekorFaults['broken']>, LoggedEntry>> = {
    proof: withProof({ hashes: [...proof.hashes.slice(1), zeros] }),
    checkpoint: withProof({ checkpoint: { envelope } }),
    'no-checkpoint': withProof({ checkpoint: undefined }),
    index: withProof({ logIndex: String(Number(proof.logIndex) + 1) }),
    promise: { ...entry, inclusionPromise: { signedEntryTimestamp: 'MAYCAQECAQE=' } },
    'no-promise': entry,
    'no-proof': { ...entry, inclusionProof: undefined },
    'log-id': { ...entry, logId: { keyId: zeros } },
  };
  return spoiled[broken];
}
