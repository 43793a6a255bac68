// SPDX-License-Identifier: Apache-2.0
import { codeOf, isMpkError, type ErrorCode } from '../errors.js';
import { MAX_BUNDLE_BYTES, parseBundle, type SignedBundle } from '../attestation/bundle.js';
import type { BundleVerifier } from '../attestation/signer.js';
import { parseStatement, subjectDigests, type Statement } from '../attestation/statement.js';
import { verifyStatement, type VerifiedStatement } from '../attestation/verified.js';
import type { Evidence, EvidenceBundle } from '../evidence/types.js';

/** Why a bundle did not count. */
export interface AttemptRefusal {
  readonly verified: false;
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
}

/** One signer of the policy tried on one bundle. */
export interface SignatureAttempt {
  /** the bundle's source */
  readonly source: string;
  /** lowercase hex of the bundle's bytes */
  readonly bundleSha256: string;
  /** the signer's name in the policy */
  readonly signer: string;
  readonly outcome: { readonly verified: true; readonly statement: VerifiedStatement } | AttemptRefusal;
}

/** A signer of the policy, ready to verify, or the error that kept it from being so. */
export type NamedVerifier = { readonly name: string } & (
  { readonly verifier: BundleVerifier } | { readonly error: unknown }
);

/** Which statements are looked for. */
export interface StatementQuery {
  /** names of the signers that count */
  readonly signers: readonly string[];
  /**
   * Picks the bundles worth verifying by what they say of themselves. It never decides: what is asked of a statement is asked
   * again of the verified one. A bundle that cannot be read is always tried, so that its error shows.
   */
  readonly isMeant: (claimed: Statement) => boolean;
  /**
   * SHA-256 in lowercase hex: only bundles that claim one of these as a subject, those about ancestors too. Without it: the
   * bundles of the model itself.
   */
  readonly about?: readonly string[];
}

/** A bundle that verified, and for whom. */
export interface VerifiedBundle {
  readonly source: string;
  /** lowercase hex of the bundle's bytes */
  readonly sha256: string;
  readonly signers: readonly string[];
  /** when the first of these proofs ends, where one does; see `ProvenSigner.goodUntil` */
  readonly goodUntil?: Date;
}

/** Finds statements in the evidence, verified by the signers of the policy. */
export interface StatementFinder {
  find(query: StatementQuery): readonly SignatureAttempt[];
  /** every bundle that verified in answer to a query so far */
  verified(): readonly VerifiedBundle[];
}

/**
 * Looks through the bundles of one evidence. Each is parsed once, and verified at most once by each signer. Refusals are data
 * here: the gate weighs them.
 */
export function createStatementFinder(
  { bundles, related = [] }: Pick<Evidence, 'bundles' | 'related'>,
  signers: readonly NamedVerifier[],
): StatementFinder {
  const own = bundles.map((bundle) => new BundleReading(bundle));
  const all = [...own, ...related.map((bundle) => new BundleReading(bundle))];
  let index: SubjectIndex | undefined;
  const readingsAbout = (digests: readonly string[]): readonly BundleReading[] => {
    index ??= new SubjectIndex(all);
    return index.about(digests);
  };
  return {
    find: ({ signers: names, isMeant, about }) => {
      const wanted = signers.filter(({ name }) => names.includes(name));
      const readings = about === undefined ? own : readingsAbout(about);
      return readings
        .filter((reading) => reading.mayBe(isMeant))
        .flatMap((reading) => wanted.map((signer) => reading.try(signer)));
    },
    verified: () => all.flatMap((reading) => reading.verified()),
  };
}

/** Bundles by the subjects that they claim. */
class SubjectIndex {
  readonly #bySubject = new Map<string, BundleReading[]>();

  constructor(readings: readonly BundleReading[]) {
    for (const reading of readings) {
      for (const digest of new Set(reading.claimedSubjects())) {
        const list = this.#bySubject.get(digest);
        if (list === undefined) this.#bySubject.set(digest, [reading]);
        else list.push(reading);
      }
    }
  }

  about(digests: readonly string[]): readonly BundleReading[] {
    return [...new Set(digests.flatMap((digest) => this.#bySubject.get(digest) ?? []))];
  }
}

/** `claimed` is what the payload says before anybody verified it; undefined for one that is no statement. */
type BundleContent =
  { readonly bundle: SignedBundle; readonly claimed: Statement | undefined } | { readonly error: unknown };

function readContent(stored: EvidenceBundle): BundleContent {
  try {
    const bundle = parseBundle(Buffer.from(stored.content, 'base64'));
    return { bundle, claimed: claimOf(bundle) };
  } catch (error) {
    return { error };
  }
}

/** Whether it is a statement at all is for whoever verifies it to say: a wrong signature goes before a wrong payload. */
function claimOf(bundle: SignedBundle): Statement | undefined {
  try {
    return parseStatement(bundle.envelope.payload, MAX_BUNDLE_BYTES);
  } catch {
    return undefined;
  }
}

/** One stored bundle, read when it is first looked at. */
class BundleReading {
  readonly #attempts = new Map<string, SignatureAttempt>();
  #content: BundleContent | undefined;

  constructor(private readonly stored: EvidenceBundle) {}

  mayBe(isMeant: StatementQuery['isMeant']): boolean {
    const content = this.#read();
    return 'error' in content || content.claimed === undefined || isMeant(content.claimed);
  }

  claimedSubjects(): readonly string[] {
    const content = this.#read();
    return 'error' in content || content.claimed === undefined ? [] : subjectDigests(content.claimed);
  }

  try(signer: NamedVerifier): SignatureAttempt {
    const known = this.#attempts.get(signer.name);
    if (known !== undefined) return known;
    const { source, sha256 } = this.stored;
    const attempt = { source, bundleSha256: sha256, signer: signer.name, outcome: this.#outcome(signer) };
    this.#attempts.set(signer.name, attempt);
    return attempt;
  }

  verified(): readonly VerifiedBundle[] {
    const proofs = [...this.#attempts.values()].flatMap(({ signer, outcome }) =>
      outcome.verified ? [{ signer, goodUntil: outcome.statement.signer.goodUntil }] : [],
    );
    if (proofs.length === 0) return [];
    const { source, sha256 } = this.stored;
    const [goodUntil] = proofs.flatMap((proof) => proof.goodUntil ?? []).sort((a, b) => a.getTime() - b.getTime());
    return [{ source, sha256, signers: proofs.map(({ signer }) => signer), ...(goodUntil && { goodUntil }) }];
  }

  #read(): BundleContent {
    return (this.#content ??= readContent(this.stored));
  }

  #outcome(signer: NamedVerifier): SignatureAttempt['outcome'] {
    const content = this.#read();
    if ('error' in content) return refused(content.error);
    if ('error' in signer) return refused(signer.error);
    try {
      return { verified: true, statement: verifyStatement(content.bundle, signer.verifier) };
    } catch (error) {
      return refused(error);
    }
  }
}

/** An error as a refusal. */
export const refused = (error: unknown): AttemptRefusal => ({
  verified: false,
  code: codeOf(error),
  message: error instanceof Error ? error.message : 'unknown error',
  ...(isMpkError(error) && error.hint !== undefined && { hint: error.hint }),
});
