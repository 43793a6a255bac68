// SPDX-License-Identifier: Apache-2.0
import { EVIDENCE_SCHEMA } from '../evidence/types.js';
import { RESULT_SCHEMA } from '../gate/result.js';
import { LOCK_SCHEMA } from '../lock/lock.js';

/** Only the start of a text is looked at for PEM: a policy may hold keys in place. */
const PEM_START = /^\s{0,64}-----BEGIN ([A-Z0-9 ]{1,40})-----/;

const SCHEMAS: Readonly<Record<string, string>> = {
  [LOCK_SCHEMA]: 'this is a lock, not a policy: give it with --lock',
  [EVIDENCE_SCHEMA]: 'this is evidence, not a policy: give it to `mpk decide`, and the policy with --policy',
  [RESULT_SCHEMA]: 'this is the result of a verification, not a policy',
};

const KINDS: Readonly<Record<string, string>> = {
  ModelPolicyTests:
    'these are the tests of a policy, not a policy: run them with `mpk policy test TESTS --policy POLICY`',
  ConfigMap: 'this is a Kubernetes ConfigMap, not a policy: the policy is one of the texts under `data`',
};

/**
 * Says what a document is that was given in place of a policy, and where it belongs; undefined where it is not known.
 *
 * @param bytes - the document; nothing of it is quoted, it may be a private key
 * @param value - the document as data, undefined where it is no YAML
 */
export const foreignDocument = (bytes: Uint8Array, value: unknown): string | undefined =>
  foreignPem(bytes) ?? foreignValue(value);

function foreignPem(bytes: Uint8Array): string | undefined {
  const [, label] = PEM_START.exec(new TextDecoder().decode(bytes.subarray(0, 256))) ?? [];
  if (label === undefined) return undefined;
  if (label.endsWith('PRIVATE KEY')) return 'this is a private key, not a policy: it is for signing, with --key';
  if (label === 'PUBLIC KEY') return 'this is a public key, not a policy: give it with --key';
  if (label === 'CERTIFICATE') return 'this is a certificate, not a policy: give it with --certificate-authority';
  return 'this is a PEM text, not a policy';
}

function foreignValue(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { schema, kind, mediaType } = value as { schema?: unknown; kind?: unknown; mediaType?: unknown };
  if (typeof mediaType === 'string' && mediaType.startsWith('application/vnd.dev.sigstore.bundle')) {
    return 'this is a signature bundle, not a policy: give it with --signature';
  }
  if (typeof mediaType === 'string' && mediaType.startsWith('application/vnd.dev.sigstore.trustedroot')) {
    return 'this is a Sigstore trusted root, not a policy: give it with --trusted-root';
  }
  return own(SCHEMAS, schema) ?? own(KINDS, kind);
}

const own = (texts: Readonly<Record<string, string>>, key: unknown): string | undefined =>
  typeof key === 'string' && Object.hasOwn(texts, key) ? texts[key] : undefined;
