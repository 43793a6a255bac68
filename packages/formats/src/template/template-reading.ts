// SPDX-License-Identifier: Apache-2.0
import type { HiddenCharacters } from '../text/hidden-characters.js';

/**
 * Facts about a chat template, which Jinja runs at each request. All texts and names are attacker-controlled, cut, and in the order
 * of the template; of each list there is no more than {@link MAX_FACTS}.
 */
export interface TemplateReading {
  readonly chars: number;
  /** why it could not be parsed: what is told then is told of its tokens, or of its text alone */
  readonly failure?: string;
  /** SHA-256, in hex, of the template without comments, and whatever its space and quotes are; of its text where it is not parsed */
  readonly sha256: string;
  /** words that statements begin with: `set`, `if`, `import` */
  readonly statements: readonly string[];
  /** names of attributes that are asked for: by `a.b`, `a['b']`, `attr('b')`, `map(attribute='b')` */
  readonly attributes: readonly string[];
  /** names of attributes that are put together when the template is run, as expressions */
  readonly builtNames: readonly string[];
  /** names that the template uses and does not set */
  readonly freeNames: readonly string[];
  readonly filters: readonly string[];
  /** strings with what looks like a name of Python's own in them: `{0.__class__}` */
  readonly dunderTexts: readonly string[];
  /** the most turns of loops over literal ranges within one another, and of repetitions of texts; `Infinity` beyond numbers */
  readonly mostTurns: number;
  /** output that depends on what messages say */
  readonly gates: readonly Gate[];
  readonly urls: readonly string[];
  /** offsets are in bytes of the template's UTF-8 */
  readonly hidden: readonly HiddenCharacters[];
  /** characters of all texts that it writes */
  readonly literalChars: number;
  /** longest run of space: what follows it is out of sight */
  readonly longestSpace: number;
  /** some list has more than is told */
  readonly more: boolean;
}

/** Something that is written, or set, only if the content of messages is as a test wants it. */
export interface Gate {
  /** the test, as {@link printNode} writes it */
  readonly test: string;
  /** texts that the content is compared with; empty where they are not literal */
  readonly tested: readonly string[];
  /** texts that are written then, one after another */
  readonly output: string;
  /** words in them, those of markup (`<tag>`, `[INST]`, `<|im_start|>user`) not counted */
  readonly words: number;
}

/** Most entries of one list. */
export const MAX_FACTS = 200;
/** Longest text in a list. */
export const MAX_FACT_CHARS = 500;
