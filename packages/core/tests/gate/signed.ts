// SPDX-License-Identifier: Apache-2.0
import {
  BUNDLE_MEDIA_TYPE,
  IN_TOTO_PAYLOAD_TYPE,
  MpkError,
  OMS_PREDICATE_TYPE,
  SLSA_PROVENANCE_TYPE,
  STATEMENT_TYPE,
  TRAINING_BUILD_TYPE,
  createStatementFinder,
  omsRootDigest,
  type EvidenceBundle,
  type NamedVerifier,
  type StatementFinder,
} from '@mpk/core';
import { keyIdentity, sha } from './fixtures.js';

const TAMPERED = 'AAAA';

/** How a bundle is made up; its signature is a name that {@link verifierOf} knows. */
export interface SignedOptions {
  readonly signer: string;
  readonly tampered?: boolean;
  /** trusted times that its verifier reports */
  readonly timestamps?: readonly string[];
  /** when the proof ends, as its verifier reports it */
  readonly goodUntil?: string;
}

/** A stored bundle around a statement. */
export function signed(
  statement: object,
  { signer, tampered, timestamps = [], goodUntil }: SignedOptions,
): EvidenceBundle {
  const payload = Buffer.from(JSON.stringify({ _type: STATEMENT_TYPE, ...statement }));
  const text = JSON.stringify({
    mediaType: BUNDLE_MEDIA_TYPE,
    verificationMaterial: { publicKey: { hint: signer }, tlogEntries: [] },
    dsseEnvelope: {
      payload: payload.toString('base64'),
      payloadType: IN_TOTO_PAYLOAD_TYPE,
      signatures: [{ sig: tampered === true ? TAMPERED : 'BBBB', keyid: timestamps.join(' '), goodUntil }],
    },
  });
  return { source: 'claims', sha256: sha(text), content: Buffer.from(text).toString('base64') };
}

/** Accepts bundles whose hint is this name and that are not marked as tampered with. */
export const verifierOf = (name: string, identity = keyIdentity(name)): NamedVerifier => ({
  name,
  verifier: {
    verify: ({ material, envelope, json }) => {
      if (material.method !== 'key' || material.hint !== name) throw new MpkError('IDENTITY_MISMATCH', 'by another');
      if (envelope.signature.toString('base64') === TAMPERED) throw new MpkError('SIGNATURE_INVALID', 'tampered with');
      const [{ keyid, goodUntil }] = (json as any).dsseEnvelope.signatures;
      return {
        identity,
        timestamps: keyid
          .split(' ')
          .filter(Boolean)
          .map((t: string) => new Date(t)),
        restsOn: [],
        ...(goodUntil && { goodUntil: new Date(goodUntil) }),
      };
    },
  },
});

export const finderOver = (
  bundles: readonly EvidenceBundle[],
  names: readonly string[],
  related: readonly EvidenceBundle[] = [],
): StatementFinder =>
  createStatementFinder(
    { bundles, related },
    names.map((name) => verifierOf(name)),
  );

/** A model or dataset that is only known by its digests. */
export interface Thing {
  readonly name: string;
  readonly sha256: string;
  readonly manifestDigest: string;
}

export const thing = (name: string): Thing => ({
  name,
  sha256: omsRootDigest([sha(name)]),
  manifestDigest: `sha256:${sha(`manifest of ${name}`)}`,
});

/** The OMS signature of a thing with one file. */
export const omsOf = ({ name, sha256 }: Thing, options: SignedOptions): EvidenceBundle =>
  signed(
    {
      subject: [{ name, digest: { sha256 } }],
      predicateType: OMS_PREDICATE_TYPE,
      predicate: {
        serialization: { method: 'files', hash_type: 'sha256', allow_symlinks: false },
        resources: [{ name: 'w', algorithm: 'sha256', digest: sha(name) }],
      },
    },
    options,
  );

/** A dependency of a run. */
export const dependency = ({ name, sha256, manifestDigest }: Thing, role: string, more: object = {}): object => ({
  name,
  uri: `pkg:huggingface/acme/${name}@1`,
  digest: { sha256 },
  annotations: { role, manifestDigest },
  ...more,
});

/** Provenance of a thing. */
export const provenanceOf = (
  { name, sha256, manifestDigest }: Thing,
  dependencies: readonly object[],
  options: SignedOptions,
  change: (predicate: any) => void = () => undefined,
): EvidenceBundle => {
  const predicate = {
    buildDefinition: {
      buildType: TRAINING_BUILD_TYPE,
      externalParameters: { command: ['train'] },
      resolvedDependencies: dependencies,
    },
    runDetails: { builder: { id: 'https://ci.acme.example/trainer' } },
  };
  change(predicate);
  const subject = [
    { name: `${name}#manifest`, digest: { sha256: manifestDigest.slice(7) } },
    { name: `${name}#oms-root`, digest: { sha256 } },
  ];
  return signed({ subject, predicateType: SLSA_PROVENANCE_TYPE, predicate }, options);
};
