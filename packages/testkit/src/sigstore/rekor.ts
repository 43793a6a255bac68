// SPDX-License-Identifier: Apache-2.0
import { createHash, generateKeyPairSync } from 'node:crypto';
import { initializeTLog } from '@sigstore/mock';
import { json, refuse, type Route } from './route.ts';

/** A transparency log, version 1. */
export interface Rekor {
  readonly route: Route;
  /** SPKI */
  readonly logKey: Uint8Array;
}

interface ProposedEntry {
  readonly kind: string;
  readonly apiVersion: string;
  readonly spec: { readonly proposedContent: { readonly envelope: string; readonly verifiers: readonly string[] } };
}

interface Envelope {
  readonly payload: string;
  readonly signatures: readonly { readonly sig: string }[];
}

/** Makes a log with a fresh key. Like the real one, and unlike the mock, it stores a `dsse` entry in canonical form. */
export async function createRekor(url: string): Promise<Rekor> {
  const log = await initializeTLog(url, generateKeyPairSync('ec', { namedCurve: 'prime256v1' }));
  return {
    route: async (body) => {
      const entry = JSON.parse(body) as ProposedEntry;
      if (entry.kind !== 'dsse') return refuse(400, `entries of kind ${entry.kind} are not taken`);
      return json(201, await log.log(canonicalEntry(entry)));
    },
    logKey: log.publicKey,
  };
}

function canonicalEntry({ kind, apiVersion, spec }: ProposedEntry): object {
  const { envelope: text, verifiers } = spec.proposedContent;
  const envelope = JSON.parse(text) as Envelope;
  return {
    kind,
    apiVersion,
    spec: {
      envelopeHash: sha256(text),
      payloadHash: sha256(Buffer.from(envelope.payload, 'base64')),
      signatures: envelope.signatures.map(({ sig }, i) => ({ signature: sig, verifier: verifiers[i] })),
    },
  };
}

const sha256 = (data: string | Uint8Array): object => ({
  algorithm: 'sha256',
  value: createHash('sha256').update(data).digest('hex'),
});
