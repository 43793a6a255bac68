// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { omsRootDigest } from '@mpk/core';

export const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A statement of OMS v1 over names with contents, in the order given, after `change` had its way with it. */
export function omsStatement(
  files: Record<string, string>,
  change: (statement: any) => void = () => undefined,
): object {
  const resources = Object.entries(files).map(([name, text]) => ({ name, algorithm: 'sha256', digest: sha(text) }));
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'm', digest: { sha256: '' } }],
    predicateType: 'https://model_signing/signature/v1.0',
    predicate: {
      serialization: { method: 'files', hash_type: 'sha256', allow_symlinks: false, ignore_paths: [] },
      resources,
    },
  };
  change(statement);
  statement.subject[0]!.digest.sha256 = omsRootDigest(statement.predicate.resources.map(({ digest }) => digest));
  return statement;
}

export const KEY = { publicKey: { hint: 'ab' }, tlogEntries: [] };

/** The text of a bundle around a statement, whose signature nobody looks at. */
export const bundleOf = (statement: unknown, material: object = KEY): string =>
  JSON.stringify({
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: material,
    dsseEnvelope: {
      payload: Buffer.from(JSON.stringify(statement)).toString('base64'),
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ sig: 'AAAA', keyid: '' }],
    },
  });
