// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '../errors.js';
import { MAX_BUNDLE_BYTES, parseBundle } from '../attestation/bundle.js';
import { SLSA_PROVENANCE_TYPE, type SlsaProvenance } from '../attestation/predicates/slsa-provenance.js';
import { checkPredicate } from '../attestation/predicates/predicates.js';
import { parseStatement, subjectDigests, type Statement } from '../attestation/statement.js';
import { sha256Hex } from '../attestation/oms.js';
import { MAX_PEDIGREE_DEPTH } from '../policy/schema-attestations.js';
import { MAX_BUNDLES, MAX_RELATED_BUNDLES } from './parse-evidence.js';

/** A signed bundle, found and not yet verified. */
export interface FoundBundle {
  /** where it was found, for people */
  readonly source: string;
  readonly bytes: Uint8Array;
}

/** Where signed statements are found: a folder, a registry, a hub. */
export interface AttestationSource {
  /**
   * Finds bundles that claim one of these as a subject. What they claim is checked when they are verified.
   *
   * @param digests - SHA-256, lowercase hex
   * @throws MpkError `INPUT_UNREADABLE`, `INPUT_TOO_LARGE`; `NETWORK_UNAVAILABLE`
   */
  find(digests: ReadonlySet<string>): Promise<readonly FoundBundle[]>;
}

/** Bundles about a model, and about what it was made from. */
export interface CollectedBundles {
  readonly bundles: readonly FoundBundle[];
  /** absent where that does not matter */
  readonly related?: readonly FoundBundle[];
}

/** What {@link collectBundles} starts from. */
export interface CollectBundlesOptions {
  /** digests that the model is known by: manifest digest, OMS root, and those of its files; lowercase hex */
  readonly digests: readonly string[];
  /** bundles that are there already */
  readonly given: readonly FoundBundle[];
  readonly sources: readonly AttestationSource[];
  /** whether what it was made from matters */
  readonly ancestors: boolean;
}

/**
 * Looks for bundles about a model in every source, and about its ancestors, generation by generation, as provenance claims
 * them. Verifies nothing: whoever judges does.
 *
 * @throws MpkError `INPUT_TOO_LARGE` for more than evidence can hold: what was left out could be what speaks against the model
 */
export async function collectBundles(options: CollectBundlesOptions): Promise<CollectedBundles> {
  const known = new BundleSet(options.given);
  await known.addFrom(options.sources, new Set(options.digests), MAX_BUNDLES);
  const own = known.all.length;
  const seen = new Set(options.digests);
  let wanted = options.ancestors ? known.dependenciesOf(seen, seen) : new Set<string>();
  for (let depth = 0; wanted.size > 0 && depth < MAX_PEDIGREE_DEPTH; depth++) {
    await known.addFrom(options.sources, wanted, own + MAX_RELATED_BUNDLES);
    for (const digest of wanted) seen.add(digest);
    wanted = known.dependenciesOf(wanted, seen);
  }
  return { bundles: known.all.slice(0, own), ...(options.ancestors && { related: known.all.slice(own) }) };
}

/** Bundles without repetition, with what they claim. */
class BundleSet {
  readonly all: FoundBundle[] = [];
  readonly #digests = new Set<string>();
  readonly #provenance: Statement[] = [];

  constructor(bundles: readonly FoundBundle[]) {
    for (const bundle of bundles) this.#add(bundle);
  }

  async addFrom(sources: readonly AttestationSource[], digests: ReadonlySet<string>, most: number): Promise<void> {
    for (const source of sources) {
      for (const bundle of await source.find(digests)) this.#add(bundle);
      if (this.all.length <= most) continue;
      throw new MpkError('INPUT_TOO_LARGE', `there are more than ${most} signatures and attestations`, {
        hint: 'name a folder that holds those of this model and of what it was made from, and no others',
      });
    }
  }

  /** What claimed provenance about `of` says went in, less what was seen. */
  dependenciesOf(of: ReadonlySet<string>, seen: ReadonlySet<string>): Set<string> {
    const about = this.#provenance.filter((statement) => subjectDigests(statement).some((digest) => of.has(digest)));
    const digests = about.flatMap(({ predicate }) => dependencyDigests(predicate as unknown as SlsaProvenance));
    return new Set(digests.filter((digest) => !seen.has(digest)));
  }

  #add(bundle: FoundBundle): void {
    const digest = sha256Hex(bundle.bytes);
    if (this.#digests.has(digest)) return;
    this.#digests.add(digest);
    this.all.push(bundle);
    const statement = claimedProvenance(bundle.bytes);
    if (statement !== undefined) this.#provenance.push(statement);
  }
}

/** What a bundle claims, where that is provenance; nothing is decided on it. */
function claimedProvenance(bytes: Uint8Array): Statement | undefined {
  try {
    const statement = parseStatement(parseBundle(bytes).envelope.payload, MAX_BUNDLE_BYTES);
    if (statement.predicateType !== SLSA_PROVENANCE_TYPE) return undefined;
    checkPredicate(statement.predicateType, statement.predicate);
    return statement;
  } catch {
    // Whoever verifies it says what is wrong with it.
    return undefined;
  }
}

function dependencyDigests({ buildDefinition }: SlsaProvenance): readonly string[] {
  return (buildDefinition.resolvedDependencies ?? []).flatMap(({ digest, annotations }) => {
    const manifest = annotations?.['manifestDigest'];
    return [
      ...(digest?.['sha256'] === undefined ? [] : [digest['sha256']]),
      ...(typeof manifest === 'string' ? [manifest.slice('sha256:'.length)] : []),
    ];
  });
}
