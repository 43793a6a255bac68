// SPDX-License-Identifier: Apache-2.0
import { EVIDENCE_SCHEMA, parsePolicy } from '../../src/index.js';
import type { Evidence, MpkError, ParsedPolicy } from '../../src/index.js';

export const DIGEST = `sha256:${'a'.repeat(64)}`;

/** Bytes of a text. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A policy whose `spec` is the given lines, which start at line 5, column 3. */
export const policyText = (...specLines: readonly string[]): string =>
  [
    'apiVersion: modelprovenance.dev/v1alpha1',
    'kind: ModelPolicy',
    'metadata: {name: test}',
    specLines.length === 0 ? 'spec: {}' : 'spec:',
    ...specLines.map((line) => `  ${line}`),
    '',
  ].join('\n');

/** {@link policyText}, parsed. */
export const policyOf = (...specLines: readonly string[]): Promise<ParsedPolicy> =>
  parsePolicy(bytesOf(policyText(...specLines)));

/** The lines of the message with which a document is refused; `[]` when it is accepted. */
export async function faultsOf(bytes: Uint8Array | string): Promise<readonly string[]> {
  try {
    await parsePolicy(typeof bytes === 'string' ? bytesOf(bytes) : bytes, { path: 'p' });
  } catch (error) {
    const { code, message } = error as MpkError;
    expect(code).toBe('POLICY_INVALID');
    return message.split('\n');
  }
  return [];
}

/** Evidence of a model with the given files. */
export function evidenceOf(files: Evidence['model']['files']): Evidence {
  return {
    schema: EVIDENCE_SCHEMA,
    collectedAt: '2026-06-01T00:00:00Z',
    tool: { name: 'test', version: '0' },
    model: {
      name: 'tiny',
      uri: 'hf://acme/tiny@abc',
      singleFile: false,
      sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
      manifestDigest: DIGEST,
      omsRootDigest: `sha256:${'b'.repeat(64)}`,
      files,
      ignored: [],
    },
    bundles: [],
  };
}

/** A document with every field that the format has. */
export const FULL_POLICY = `apiVersion: modelprovenance.dev/v1alpha1
kind: ClusterModelPolicy
metadata:
  name: production
  version: 1.0.0
  description: what may be served
  namespace: ml
  labels: {team: ml}
  annotations: {note: ""}
spec:
  mode: enforce
  match: [{uri: "hf://acme/*"}, {path: "models/**"}]
  trust:
    roots: {corp: {trustedRoot: trust/corp.json, thresholds: {logEntries: 2, certificateTimestamps: 0, timestamps: 1}}, public: {sigstore: public-good}, mirror: {tuf: {url: https://tuf.corp.example, root: trust/root.json, maxExpired: 30d}, secondOpinion: true}}
    timestampAuthorities: {tsa: {ca: {file: tsa.pem}}, other: {root: corp}}
    revoked: [{digest: "${DIGEST}", since: 2026-03-01, reason: lost}]
    signers:
      release: {keyless: {root: corp, issuer: https://issuer.corp.example, identity: https://kubernetes.io/namespaces/ml/serviceaccounts/trainer}}
      offline: {key: {file: keys/offline.pub, notBefore: 2026-01-01, notAfter: 2027-06-30, timestamps: {from: [tsa, other], required: true}}}
      inline: {key: {inline: "-----BEGIN PUBLIC KEY-----"}}
      pki: {certificate: {ca: {file: ca.pem}, subject: "CN=ML Release, O=ACME", identity: release@acme.example, timestamps: {from: [tsa]}}}
      builds: {keyless: {root: mirror, issuerPattern: "https://ci\\\\.example/[0-9]+", identityPattern: "https://ci\\\\.example/acme/.+"}}
  requirements:
    identity: {lock: model.lock, digest: "${DIGEST}"}
    signature: {anyOf: [release, offline, inline, pki], threshold: 2, unsignedFiles: deny, hashes: [sha256, blake3]}
    files: {require: [config.json], deny: ["**/*.py"]}
    formats: {allow: [safetensors, json], deny: [pickle], allowUnknown: false}
    attestations:
      - {id: training, predicateType: https://slsa.dev/provenance/v1, signedBy: [release, offline], threshold: 2, maxAge: 90d, files: ["*.safetensors"], cel: predicate.x == 1, validations: [{cel: predicate.y == 2, message: no y}]}
    inspection: {failOn: high, inconclusive: deny, checks: {pickle-imports: critical, templates: off}}
    licenses: {allow: [apache-2.0, mit], deny: [gpl-3.0], unknown: deny}
    lineage: {baseModel: {claimed: confirmed}, allow: ["pkg:huggingface/*/*"], deny: ["pkg:huggingface/acme/retired-*"]}
    baseModels: {require: signed, signedBy: [release], allow: ["pkg:huggingface/acme/*"], deny: ["pkg:huggingface/evil/*"], maxDepth: 5}
    datasets: {require: digest, signedBy: [release], allow: ["**"], deny: ["pkg:huggingface/laion/*"], maxDepth: 2}
    provenance: {builders: ["https://acme.example/*"], buildTypes: ["https://acme.example/train"], signedBy: [release], sources: ["https://github.com/acme/*"], maxAge: 365d}
    bom: {profile: g7-2026, minimum: 0.6, substantiated: 0.4}
    audit: {failOn: medium, rules: {base-model-differs: critical, card-missing: off}}
    metadata: {require: [license, parameters.count], methods: {parameters.count: [measured]}}
  rules:
    - {id: size, cel: 'model.sizeBytes < 40000000000', message: too large, fix: use a smaller one, mode: warn}
  exceptions:
    - {id: EX-7, requirement: formats, match: {digest: "${DIGEST}"}, reason: until ported, approvedBy: sec@corp.example, expires: 2026-12-31}
    - {id: EX-9, attestation: training, match: {digest: "${DIGEST}"}, reason: known, expires: 2026-12-31}
    - {id: EX-8, rule: size, match: {digest: "${DIGEST}"}, reason: known, expires: 2026-12-31}
  extends: [{ref: "file:org.yaml", digest: "${DIGEST}"}]
  overridable: [/spec/requirements/formats]
  permitExceptions: [signature]
  vsa: {acceptFrom: [release], verifierId: https://ci.acme.example/gate, maxAge: 7d}
`;
