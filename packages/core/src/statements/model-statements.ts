// SPDX-License-Identifier: Apache-2.0
import { subjectDigests, type Statement } from '../attestation/statement.js';
import type { StatementFinder } from './statement-finder.js';

/** Whose statements about which model are looked for. */
export interface ModelStatementsQuery {
  readonly statements: StatementFinder;
  /** names of signers that count */
  readonly signers: readonly string[];
  /** `sha256:` + hex: a statement about other bytes is not about this model */
  readonly manifestDigest: string;
}

/** A statement about exactly that model, that somebody signed who counts. */
export interface ModelStatement {
  readonly statement: Statement;
  /** name in the policy */
  readonly signer: string;
  /** SHA-256 of the signed bundle, lowercase hex */
  readonly bundleSha256: string;
}

/** Finds those of some types, verified. What nobody whom the policy names has signed says nothing. */
export function statementsOf(
  { statements, signers, manifestDigest }: ModelStatementsQuery,
  predicateTypes: readonly string[],
): readonly ModelStatement[] {
  const digest = manifestDigest.slice('sha256:'.length);
  const isMeant = (statement: Statement): boolean =>
    predicateTypes.includes(statement.predicateType) && subjectDigests(statement).includes(digest);
  return statements.find({ signers, isMeant }).flatMap(({ signer, outcome, bundleSha256 }) => {
    // What picked the bundle is what it says of itself: it is asked again of what was verified.
    if (!outcome.verified || !isMeant(outcome.statement.statement)) return [];
    return [{ statement: outcome.statement.statement, signer, bundleSha256 }];
  });
}
