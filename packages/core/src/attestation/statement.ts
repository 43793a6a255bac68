// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { asArray, asObject, asString, type JsonObject } from '../json/narrow.js';
import { parseJson } from '../json/parse-json.js';
import { checkPredicate } from './predicates/predicates.js';

export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
/** The same shape under its older name, which cosign still writes. */
const STATEMENT_TYPES: readonly unknown[] = [STATEMENT_TYPE, 'https://in-toto.io/Statement/v0.1'];

/** Most subjects of one statement. */
export const MAX_SUBJECTS = 100_000;

/** A set of digests of one thing: algorithm -> lowercase hex. */
export type DigestSet = Readonly<Record<string, string>>;

/** in-toto Statement v1: what is claimed (`predicate`) and about which bytes (`subject`). */
export interface Statement {
  readonly subject: readonly { readonly name: string; readonly digest: DigestSet }[];
  readonly predicateType: string;
  readonly predicate: JsonObject;
}

/**
 * Parses an in-toto Statement v1, or v0.1, which has the same shape. Says nothing about who made it.
 *
 * @throws MpkError `INPUT_TOO_LARGE`, `INPUT_MALFORMED`
 * @see https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md
 */
export function parseStatement(payload: Uint8Array, maxBytes: number): Statement {
  const json = asObject(parseJson(payload, { maxBytes, what: 'statement' }), 'statement');
  if (!STATEMENT_TYPES.includes(json['_type'])) {
    throw new MpkError(
      'INPUT_MALFORMED',
      `statement _type is ${JSON.stringify(json['_type'])}, expected ${STATEMENT_TYPE}`,
    );
  }
  const subjects = asArray(json['subject'], 'statement subject');
  if (subjects.length === 0) throw new MpkError('INPUT_MALFORMED', 'statement has no subject');
  if (subjects.length > MAX_SUBJECTS) {
    throw new MpkError(
      'INPUT_TOO_LARGE',
      `statement has ${subjects.length} subjects, at most ${MAX_SUBJECTS} are read`,
    );
  }
  return {
    subject: subjects.map(readSubject),
    predicateType: asString(json['predicateType'], 'statement predicateType'),
    predicate: asObject(json['predicate'], 'statement predicate'),
  };
}

function readSubject(value: unknown): Statement['subject'][number] {
  const subject = asObject(value, 'subject');
  const digest = asObject(subject['digest'], 'subject digest');
  for (const [algorithm, hex] of Object.entries(digest)) {
    if (!/^(?:[0-9a-f]{2}){16,64}$/.test(asString(hex, `subject digest ${algorithm}`))) {
      throw new MpkError('INPUT_MALFORMED', `subject digest ${algorithm} is not lowercase hex`);
    }
  }
  const name = subject['name'] === undefined ? '' : asString(subject['name'], 'subject name');
  return { name, digest: digest as DigestSet };
}

/** Options of {@link createStatement}. */
export interface StatementOptions {
  readonly subject: Statement['subject'];
  readonly predicateType: string;
  readonly predicate: object;
}

/**
 * Writes an in-toto Statement v1, UTF-8.
 *
 * @throws MpkError `INPUT_MALFORMED` for a predicate that is not what its type demands, or a statement that we would not read
 */
export function createStatement({ subject, predicateType, predicate }: StatementOptions, maxBytes: number): Buffer {
  const bytes = Buffer.from(JSON.stringify({ _type: STATEMENT_TYPE, subject, predicateType, predicate }));
  checkPredicate(predicateType, parseStatement(bytes, maxBytes).predicate, 'write');
  return bytes;
}

/** Every SHA-256 that a statement names as a subject, lowercase hex. */
export const subjectDigests = (statement: Statement): readonly string[] =>
  statement.subject.flatMap(({ digest }) => (digest['sha256'] === undefined ? [] : [digest['sha256']]));
