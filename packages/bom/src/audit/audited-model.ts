// SPDX-License-Identifier: Apache-2.0
import { showValue, type Claim } from '@mpk/core';
import { CARD_PARTS, type CardPart, type CollectedClaims, type Remark } from '../claims/claim-sink.js';
import type { ClaimName } from '../claims/vocabulary.js';
import type { ModelFile } from '../model-files.js';
import { subjectOf, type AuditSubject } from '../claims/subject.js';

/** Most claims of one name that rules look at: they hold them against each other. */
export const MAX_CLAIMS_OF_A_NAME = 1000;
/** Results, over which rules go once: cards of embeddings have thousands. */
const MAX_METRICS = 20_000;
const mostOf = (name: string): number => (name === 'metric' ? MAX_METRICS : MAX_CLAIMS_OF_A_NAME);

/** Nothing is passed over in silence. */
function tooMany(name: string, claims: readonly Claim[]): readonly Remark[] {
  const first = claims[mostOf(name)];
  if (first === undefined) return [];
  const detail = `${claims.length} claims of ${name}, ${mostOf(name)} of which are looked at`;
  return [{ kind: 'too-large', file: first.source.file ?? '', detail }];
}

/** A model as rules see it: its files as they were read, and what they say. */
export class AuditedModel {
  readonly #byName: ReadonlyMap<string, readonly Claim[]>;
  readonly #files: ReadonlyMap<string, ModelFile>;
  readonly remarks: readonly Remark[];
  /** what it was taken for */
  readonly subject: AuditSubject;

  /** @param placeName - last step of where it lies, which anybody may have named */
  constructor(
    readonly files: readonly ModelFile[],
    collected: CollectedClaims,
    readonly placeName?: string,
  ) {
    const { claims, remarks } = collected;
    this.subject = subjectOf(files, collected);
    const byName = Map.groupBy(claims, ({ name }) => name);
    this.#byName = new Map([...byName].map(([name, of]) => [name, of.slice(0, mostOf(name))]));
    this.#files = new Map(files.map((file) => [file.name, file]));
    this.remarks = [...remarks, ...[...byName].flatMap(([name, of]) => tooMany(name, of))];
  }

  /** Claims of that name about the model itself, in the order of collectors. */
  of(...names: readonly ClaimName[]): readonly Claim[] {
    return names.flatMap((name) => this.about(name)).filter(({ subject }) => subject === 'model');
  }

  /** Claims of that name about anything. */
  about(name: ClaimName): readonly Claim[] {
    return this.#byName.get(name) ?? [];
  }

  /** As {@link of}, those that are texts. */
  texts(...names: readonly ClaimName[]): readonly TextClaim[] {
    return this.of(...names).filter(isText);
  }

  /** As {@link of}, those that are numbers. */
  numbers(...names: readonly ClaimName[]): readonly NumberClaim[] {
    return this.of(...names).filter(isNumber);
  }

  has(name: ClaimName): boolean {
    return this.of(name).length > 0;
  }

  /** Whether it has a card of which nobody could read that part, or what it is within. */
  isUnread(part: CardPart): boolean {
    const around = CARD_PARTS.slice(0, CARD_PARTS.indexOf(part) + 1);
    return this.remarks.some((remark) => remark.part !== undefined && around.includes(remark.part));
  }

  /** Whether it has a file of that name. */
  hasFile(name: string): boolean {
    return this.#files.has(name);
  }

  /** The file of that name. */
  fileOf(name: string): ModelFile | undefined {
    return this.#files.get(name);
  }

  /** Whether one of its files has such a name. */
  hasFileLike(pattern: RegExp): boolean {
    return this.files.some(({ name }) => pattern.test(name));
  }
}

/** A claim whose value is a text. */
export interface TextClaim extends Claim {
  readonly value: string;
}

/** A claim whose value is a number. */
export interface NumberClaim extends Claim {
  readonly value: number;
}

/** A value for people. */
export const shownValue = ({ value }: Claim): string => showValue(value);

export const isText = (claim: Claim): claim is TextClaim => typeof claim.value === 'string';
export const isNumber = (claim: Claim): claim is NumberClaim => typeof claim.value === 'number';
