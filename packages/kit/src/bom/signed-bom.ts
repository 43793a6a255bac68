// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import {
  createStatementFinder,
  CYCLONEDX_TYPE,
  decodeBase64,
  isMpkError,
  MAX_BUNDLE_BYTES,
  MpkError,
  parseBundle,
  parseJson,
  parseStatement,
  showName,
  STATEMENT_TYPE,
  type EvidenceBundle,
  type FoundBundle,
  type JsonObject,
  type Statement,
} from '@mpk/core';
import { isXml, MAX_BOM_BYTES, parseBom, type BomDocument } from '@mpk/bom/assess';
import { readBundleFile } from '../attestations/bundle-file.js';
import { openTrusted, type Trusting } from './attested.js';
import { readBomFile } from './compare-document.js';

/** A BOM, and what is known of a signature over it. */
export interface ReadBom {
  readonly document: BomDocument;
  /** absent where it is not signed */
  readonly signature?: { readonly isVerified: boolean; readonly by?: string };
}

/**
 * Reads a CycloneDX BOM: by itself, or signed, as the predicate of a statement in a bundle, in claims, in a DSSE envelope, or bare.
 *
 * @throws MpkError of `parseBom`; `SIGNATURE_MISSING` where somebody is named whose signatures count, and there is none; what kept the
 * signatures from being verified
 */
export async function readSignedBom(path: string, trusting: Trusting): Promise<ReadBom> {
  const what = `the BOM ${showName(path)}`;
  const bytes = readBomFile(path);
  const verifiers = await openTrusted(trusting);
  const found = bundlesIn(bytes, path);
  if (found === undefined) {
    const statement = bareStatement(bytes);
    if (verifiers !== undefined)
      throw new MpkError('SIGNATURE_MISSING', `${what} is in no signature bundle`, {
        hint: 'mpk attest --type bom makes one; without --key and --policy no signature is asked for',
      });
    if (statement === undefined) return { document: parseBom(bytes, what) };
    return { document: documentIn(statement, what), signature: { isVerified: false } };
  }
  const newest = statementsIn(found).at(-1);
  if (newest === undefined)
    throw new MpkError('INPUT_UNSUPPORTED', `${what} holds signatures, and none is over a CycloneDX BOM`);
  if (verifiers === undefined) return { document: documentIn(newest, what), signature: { isVerified: false } };
  const attempts = createStatementFinder({ bundles: found.map(evidenceBundle) }, verifiers).find({
    signers: verifiers.map(({ name }) => name),
    isMeant: ({ predicateType }) => predicateType === CYCLONEDX_TYPE,
  });
  const verified = attempts.flatMap(({ signer, outcome }) =>
    outcome.verified && outcome.statement.statement.predicateType === CYCLONEDX_TYPE
      ? [{ signer, statement: outcome.statement.statement }]
      : [],
  );
  const last = verified.at(-1);
  if (last !== undefined)
    return { document: documentIn(last.statement, what), signature: { isVerified: true, by: last.signer } };
  const refusal = attempts.flatMap(({ outcome }) => (outcome.verified ? [] : [outcome]))[0];
  throw new MpkError(refusal?.code ?? 'SIGNATURE_MISSING', `${what}: ${refusal?.message ?? 'no signature counts'}`, {
    hint: refusal?.hint,
  });
}

/** Undefined for what is no file of bundles. */
function bundlesIn(bytes: Buffer, path: string): readonly FoundBundle[] | undefined {
  // XML is signed as a file, and may speak of anything.
  if (isXml(bytes) || !bytes.includes('"dsseEnvelope"')) return undefined;
  try {
    return readBundleFile(path, { hint: 'give a BOM, or a bundle over one' });
  } catch (error) {
    // A BOM may speak of one.
    if (isMpkError(error) && bytes.includes('"bomFormat"')) return undefined;
    throw error;
  }
}

const evidenceBundle = ({ source, bytes }: FoundBundle): EvidenceBundle => ({
  source,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  content: Buffer.from(bytes).toString('base64'),
});

const statementsIn = (bundles: readonly FoundBundle[]): readonly Statement[] =>
  bundles
    .map(({ bytes }) => parseStatement(parseBundle(bytes).envelope.payload, MAX_BUNDLE_BYTES))
    .filter(({ predicateType }) => predicateType === CYCLONEDX_TYPE);

/** A statement by itself, or in an envelope that is in no bundle. */
function bareStatement(bytes: Buffer): Statement | undefined {
  if (isXml(bytes) || (!bytes.includes('"payloadType"') && !bytes.includes(STATEMENT_TYPE))) return undefined;
  const value = parseJson(bytes, { maxBytes: MAX_BOM_BYTES, what: 'the BOM' });
  if (!isObject(value) || 'bomFormat' in value) return undefined;
  const { payload } = value;
  if (value['_type'] === STATEMENT_TYPE) return parseStatement(bytes, MAX_BUNDLE_BYTES);
  return typeof payload === 'string'
    ? parseStatement(decodeBase64(payload, 'envelope payload'), MAX_BUNDLE_BYTES)
    : undefined;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const documentIn = ({ predicate }: Statement, what: string): BomDocument =>
  parseBom(Buffer.from(JSON.stringify(predicate)), what);
