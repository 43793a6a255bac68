// SPDX-License-Identifier: Apache-2.0
import * as jinja from '@huggingface/jinja';
import { childrenOf, type Nodes, type TemplateNode } from './nodes.js';

/** Longest template that is read, in characters; the longest known are 100 times shorter. */
export const MAX_TEMPLATE_CHARS = 1024 * 1024;
/** Most tokens; the longest known template has some thousand. */
const MAX_TOKENS = 100_000;
/** Deepest nesting of statements and expressions: those who walk the tree may call themselves so often. */
const MAX_NESTING = 200;
/** Space is cut to so many characters: the lexer takes quadratic time for it. */
const MAX_SPACE = 64;

/** What is used of the library: its declarations do not resolve under `nodenext`, for they import without extensions. */
interface Jinja {
  readonly tokenize: (template: string) => TemplateToken[];
  readonly parse: (tokens: readonly TemplateToken[]) => { readonly body: Nodes };
}

const { tokenize, parse } = jinja as unknown as Jinja;

export interface TemplateToken {
  readonly type: string;
  readonly value: string;
}

/** As far as a template can be parsed. */
export interface ParsedTemplate {
  /** empty where not even that was possible */
  readonly tokens: readonly TemplateToken[];
  /** undefined where it cannot be parsed */
  readonly body?: Nodes;
  /** why */
  readonly failure?: string;
}

/** Parses a Jinja template, attacker-controlled; never throws. */
export function parseTemplate(template: string): ParsedTemplate {
  if (template.length > MAX_TEMPLATE_CHARS)
    return { tokens: [], failure: `more than ${MAX_TEMPLATE_CHARS} characters` };
  let tokens: TemplateToken[] = [];
  try {
    const lexed = tokenize(template.replaceAll(/\s{65,}/g, (space) => space.slice(0, MAX_SPACE)));
    tokens = lexed.slice(0, MAX_TOKENS);
    if (lexed.length > MAX_TOKENS) return { tokens, failure: `more than ${MAX_TOKENS} tokens` };
    const { body } = parse(lexed);
    return isTooDeep(body) ? { tokens, failure: `nested deeper than ${MAX_NESTING}` } : { tokens, body };
  } catch (error) {
    // It calls itself for what is nested, and reads behind the last token.
    const reason =
      error instanceof RangeError ? 'nested too deeply' : error instanceof TypeError ? 'it ends too early' : undefined;
    return { tokens, failure: reason ?? (error instanceof Error ? error.message.slice(0, 200) : 'not Jinja') };
  }
}

/** Level by level, for the tree may be deeper than calls may be. */
function isTooDeep(body: Nodes): boolean {
  let level: TemplateNode[] = [...body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_NESTING) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}
