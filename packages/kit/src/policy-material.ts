// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import {
  holdsPrivateKey,
  isMpkError,
  parseLock,
  readFileBounded,
  type CheckMaterial,
  type MpkError,
  type PolicyMaterial,
} from '@mpk/core';
import {
  assertIdentityPattern,
  assertTufRoot,
  createCertificateVerifier,
  createKeylessVerifier,
  readPublicKey,
} from '@mpk/signing';

interface Reader {
  /** what the file is, for messages */
  readonly what: string;
  /** throws an MpkError for what cannot be used */
  readonly read: (bytes: Uint8Array) => unknown;
}

/** The readers that verification uses. Whose signature is meant plays no part in reading authorities and roots. */
const READERS: Readonly<Record<PolicyMaterial['kind'], Reader>> = {
  key: { what: 'public key', read: readPublicKey },
  ca: { what: 'authorities file', read: (caPem) => createCertificateVerifier({ caPem, identity: 'anybody' }) },
  trustedRoot: {
    what: 'trusted root',
    read: (trustedRoot) => createKeylessVerifier({ trustedRoot, identity: 'anybody', issuer: 'anybody' }),
  },
  tufRoot: { what: 'root of TUF', read: assertTufRoot },
  timestampCa: {
    what: 'timestamp authorities file',
    read: async (caPem) => (await import('@mpk/signing/timestamp')).readTimestampAuthorities({ caPem }),
  },
  pattern: { what: 'pattern', read: (bytes) => assertIdentityPattern(Buffer.from(bytes).toString('utf8')) },
  lock: { what: 'lock', read: parseLock },
};

/**
 * Reads what a policy refers to as verification would, and says why it could not be used.
 *
 * @param folder - of the policy: relative paths start there
 */
export const createMaterialCheck =
  (folder: string): CheckMaterial =>
  async (material) => {
    const { what, read } = READERS[material.kind];
    try {
      const bytes = bytesOf(material, folder, what);
      if (!['lock', 'pattern'].includes(material.kind) && holdsPrivateKey(bytes)) {
        return `found a private key, expected public material only: name the ${what} here, and keep the private key away`;
      }
      await read(bytes);
      return undefined;
    } catch (error) {
      if (!isMpkError(error)) throw error;
      return withFile(material, error);
    }
  };

function bytesOf({ source, maxBytes }: PolicyMaterial, folder: string, what: string): Uint8Array {
  if ('inline' in source) return Buffer.from(source.inline);
  return readFileBounded(resolve(folder, source.file), { maxBytes, what });
}

/** Messages about reading name the file themselves. */
function withFile({ source }: PolicyMaterial, error: MpkError): string {
  const named = error.code === 'INPUT_UNREADABLE' || error.code === 'INPUT_TOO_LARGE';
  return named || 'inline' in source ? error.message : `${source.file} cannot be used: ${error.message}`;
}
