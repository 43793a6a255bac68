// SPDX-License-Identifier: Apache-2.0

/** A licence by a name, or several that all hold, or of which one may be chosen. What is behind `WITH` counts as one that holds, too. */
export type LicenseExpression =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly LicenseExpression[] };

/** Longest value that is read as an expression. */
const MAX_EXPRESSION_CHARS = 1000;
const OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'with']);
/** Ids of SPDX, `LicenseRef-...`, and of the Hub, which has plus signs. */
const ID = /^[a-z0-9][a-z0-9.+:-]*$/;

/**
 * Reads an expression of SPDX (annex D of its specification, version 2.3), with operators and ids in any case; or one name, which
 * may have spaces, as people write them. Ids of the Hub (`llama3.1`) and unknown ones are read as well: whether a list has them is asked
 * later. The parser of SPDX that documents are made with takes none but SPDX's own, and has no bound.
 *
 * @param value - attacker-controlled
 * @returns names in lower case; undefined where there are operators, and not an expression
 */
export function parseLicenseExpression(value: string): LicenseExpression | undefined {
  if (value.length > MAX_EXPRESSION_CHARS) return undefined;
  const tokens = value.toLowerCase().match(/[()]|[^\s()]+/g) ?? [];
  const isExpression = tokens.some((token) => OPERATORS.has(token) || /[()]/.test(token));
  if (!isExpression) return tokens.length === 0 ? undefined : { kind: 'name', name: tokens.join(' ') };
  const reader = new ExpressionReader(tokens);
  const expression = reader.any();
  return reader.isAtEnd ? expression : undefined;
}

/** Whether a licence that is on a list may be chosen, or all of those that hold are. */
export const isMetBy = (expression: LicenseExpression, isListed: (name: string) => boolean): boolean => {
  if (expression.kind === 'name') return isListed(expression.name);
  const isMet = (part: LicenseExpression): boolean => isMetBy(part, isListed);
  return expression.kind === 'any' ? expression.parts.some(isMet) : expression.parts.every(isMet);
};

/** Recursive descent: parentheses are no deeper than half of what is read. */
class ExpressionReader {
  #at = 0;
  readonly #tokens: readonly string[];

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  any(): LicenseExpression | undefined {
    return this.#list('any', 'or', () => this.#list('all', 'and', () => this.#list('all', 'with', () => this.#one())));
  }

  #list(
    kind: 'all' | 'any',
    operator: string,
    read: () => LicenseExpression | undefined,
  ): LicenseExpression | undefined {
    const parts = [read()];
    while (this.#take(operator)) parts.push(read());
    const known = parts.filter((part) => part !== undefined);
    if (known.length < parts.length) return undefined;
    return known.length === 1 ? known[0] : { kind, parts: known };
  }

  #one(): LicenseExpression | undefined {
    if (this.#take('(')) {
      const inner = this.any();
      return this.#take(')') ? inner : undefined;
    }
    const name = this.#tokens[this.#at];
    if (name === undefined || OPERATORS.has(name) || !ID.test(name)) return undefined;
    this.#at += 1;
    return { kind: 'name', name };
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }
}
