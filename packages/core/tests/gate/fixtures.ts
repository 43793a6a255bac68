// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import {
  createManifest,
  manifestDigest,
  manifestOmsRoot,
  omsRootDigest,
  OMS_PREDICATE_TYPE,
  type EffectivePolicy,
  type Evidence,
  type EvidenceFile,
  type ModelPolicy,
  type SignatureAttempt,
  type StatementFinder,
  type VerifiedStatement,
  type SignerIdentity,
} from '@mpk/core';

export const NOW = new Date('2026-11-23T12:00:00Z');
export const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

export const file = (name: string, text = name, format?: EvidenceFile['format']): EvidenceFile => ({
  name,
  sizeBytes: text.length,
  sha256: sha(text),
  format: format ?? { id: 'text', contains: [] },
});

/** Evidence of a model with these files and, if asked for, one bundle of no content. */
export function evidenceOf(
  files: EvidenceFile[],
  overrides: Partial<Evidence['model']> & { bundles?: Evidence['bundles'] } = {},
): Evidence {
  const manifest = createManifest(files);
  const { bundles = [], ...model } = overrides;
  return {
    schema: 'modelprovenance.dev/evidence/v1alpha1',
    collectedAt: NOW.toISOString(),
    tool: { name: 'mpk', version: '0.0.0' },
    model: {
      name: 'm',
      uri: 'hf://acme/m@c0ffee',
      path: '/models/m',
      singleFile: false,
      sizeBytes: files.reduce((sum, f) => sum + f.sizeBytes, 0),
      manifestDigest: manifestDigest(manifest),
      omsRootDigest: manifestOmsRoot(manifest),
      files,
      ignored: [],
      ...model,
    },
    bundles,
  };
}

export const someBundle = [{ source: 'model.sig', sha256: sha('{}'), content: Buffer.from('{}').toString('base64') }];

/** An effective policy around a spec; references are the texts of files by path. */
export function policyOf(
  spec: ModelPolicy['spec'],
  references: Record<string, string> = {},
  notEnforced: string[] = [],
): EffectivePolicy {
  return {
    document: {
      apiVersion: 'modelprovenance.dev/v1alpha1',
      kind: 'ModelPolicy',
      metadata: { name: 'p', version: '1.0.0' },
      spec,
    },
    notEnforced,
    references: new Map(
      Object.entries(references).map(([path, text]) => [path, { path, sha256: sha(text), bytes: Buffer.from(text) }]),
    ),
    digest: `sha256:${sha('policy')}`,
    folder: '/policies',
  };
}

export const keyIdentity = (name: string): SignerIdentity => ({ method: 'key', keyDigest: `sha256:${sha(name)}` });

/** A signature by `signer` that verified, over these files. */
export function verifiedBy(
  signer: string,
  files: { name: string; sha256: string }[],
  options: { identity?: SignerIdentity; ignorePaths?: string[] } = {},
): SignatureAttempt {
  return {
    source: 'model.sig',
    bundleSha256: sha(`bundle of ${signer}`),
    signer,
    outcome: {
      verified: true,
      statement: {
        signer: { identity: options.identity ?? keyIdentity(signer), timestamps: [], restsOn: [] },
        statement: {
          subject: [{ name: 'm', digest: { sha256: omsRootDigest(files.map((f) => f.sha256)) } }],
          predicateType: OMS_PREDICATE_TYPE,
          predicate: {
            serialization: { method: 'files', hash_type: 'sha256', ignore_paths: options.ignorePaths ?? [] },
            resources: files.map(({ name, sha256 }) => ({ name, digest: sha256, algorithm: 'sha256' })),
          },
        },
      } as unknown as VerifiedStatement,
    },
  };
}

/** A finder over attempts that were made up. */
export const finderOf = (attempts: readonly SignatureAttempt[]): StatementFinder => ({
  find: ({ signers, isMeant }) =>
    attempts.filter(
      ({ signer, outcome }) => signers.includes(signer) && (!outcome.verified || isMeant(outcome.statement.statement)),
    ),
  verified: () => [],
});

export const refusedBy = (signer: string, code: any, message = 'refused'): SignatureAttempt => ({
  source: 'model.sig',
  bundleSha256: sha(`bundle of ${signer}`),
  signer,
  outcome: { verified: false, code, message },
});
