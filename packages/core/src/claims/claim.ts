// SPDX-License-Identifier: Apache-2.0

/**
 * How a fact is known, from best to least: `measured` from bytes; `declared` by a file of the model; `stated` by whoever signed a
 * statement or called the kit; `inferred` from something else, such as a name.
 */
export const CLAIM_METHODS = ['measured', 'declared', 'stated', 'inferred'] as const;
export type ClaimMethod = (typeof CLAIM_METHODS)[number];

/** Plain data: attacker-controlled, bounded by whoever collects it. */
export type ClaimValue =
  string | number | boolean | readonly ClaimValue[] | { readonly [name: string]: ClaimValue | undefined };

/** Where a fact stands. */
export interface ClaimSource {
  /** model-relative name; absent where the claim is of no file, such as the layout of a cache or a statement */
  readonly file?: string;
  /** in the file: RFC 6901 for JSON, YAML and front matter, `#heading` for sections, a key for headers; empty for all of it */
  readonly pointer?: string;
  /** of the file, lowercase hex */
  readonly sha256?: string;
  /** what it is where it is no file: `cache layout`, or the predicate type of a verified statement */
  readonly what?: string;
}

/** One stated fact with its source. Two claims about one fact may disagree: both are kept, and neither is taken silently. */
export interface Claim {
  /** `model`, `file:<name>`, `dataset:<name>`, `base:<name>` */
  readonly subject: string;
  /** of the published vocabulary, such as `license` or `parameters.count` */
  readonly name: string;
  readonly value: ClaimValue;
  readonly source: ClaimSource;
  readonly method: ClaimMethod;
}

/** A source for people: `README.md#/license`. */
export const showSource = ({ file, pointer = '', what }: ClaimSource): string => {
  const where = file ?? what ?? 'nowhere';
  if (pointer === '') return where;
  return pointer.startsWith('#') ? `${where}${pointer}` : `${where}#${pointer}`;
};

/** A value for people: a text as it is, anything else as JSON. */
export const showValue = (value: ClaimValue): string => (typeof value === 'string' ? value : JSON.stringify(value));
