// SPDX-License-Identifier: Apache-2.0
import type * as Yaml from 'yaml';
import type { Document, DocumentOptions, LineCounter, Parser, SchemaOptions } from 'yaml';

/** How {@link composeYaml} reads. */
export interface ComposeOptions {
  /** `1.2` for what people write for this kit; `1.1` for what PyYAML reads */
  readonly version: NonNullable<DocumentOptions['version']>;
  readonly schema: NonNullable<SchemaOptions['schema']>;
  /** deepest nesting */
  readonly maxDepth: number;
  readonly lines?: LineCounter;
}

/**
 * Parses YAML without recursion first and stops at the depth limit, for composing recurses once a level.
 *
 * Nothing is made of tags, no alias is followed, and duplicate keys are there twice.
 *
 * @param yaml - the library, which a caller loads when it is needed
 * @param text - attacker-controlled; bounded by the caller
 */
export function composeYaml(
  yaml: typeof Yaml,
  text: string,
  { version, schema, maxDepth, lines }: ComposeOptions,
): Document.Parsed[] | { readonly tooDeepAt: number } {
  // Parser.parse would do this; it cannot be stopped half way.
  lines?.addNewLine(0);
  const parser: Parser = new yaml.Parser(lines?.addNewLine);
  const composer = new yaml.Composer({
    version,
    schema,
    merge: false,
    resolveKnownTags: false,
    strict: true,
    // For callers to check: the library's own check takes quadratic time.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const tokens = [];
  for (const lexeme of new yaml.Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    // One for the document, and one for a scalar that is being read.
    if (parser.stack.length > maxDepth + 2) return { tooDeepAt: parser.offset };
  }
  tokens.push(...parser.end());
  return [...composer.compose(tokens)].filter((document) => 'errors' in document);
}
