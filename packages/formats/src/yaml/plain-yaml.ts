// SPDX-License-Identifier: Apache-2.0
import type { JsonMember, JsonValue } from '../json/json-value.js';

/** A line that is no blank and no comment, or what stands behind a `- `. */
interface Line {
  /** columns before the text */
  readonly indent: number;
  readonly text: string;
}

/** The text is of another kind than this reader knows. */
class OtherYaml extends Error {}

/** Anything but printable text, and breaks of lines that YAML 1.1 has besides the usual. */
const UNUSUAL = /[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;
const KEY = /^([A-Za-z_][\w./()-]*(?: [\w./()-]+)*):(?: +(.*))?$/;
/** What begins with a mark, or has one of a key or a comment in it, is for a parser. */
const PLAIN = /^(?:[\p{L}\p{N}_.<(/]|-(?! |$))(?!.*(?:: | #|:$)).*$/u;
const QUOTED = /^(?:"([^"\\]*)"|'([^']*)')$/;

/**
 * Reads YAML that is nothing but mappings and lists by indents, with scalars of one line: what tools write of results, a hundred
 * times faster than a parser does.
 *
 * @param text - attacker-controlled
 * @returns undefined for anything else, which a parser has to read
 */
export function readPlainYaml(text: string, limits: PlainLimits): JsonValue | undefined {
  if (UNUSUAL.test(text)) return undefined;
  const lines = text.split('\n').flatMap((line): readonly Line[] => {
    const [indent, end] = [countSpaces(line), line.length - countSpaces(line, -1)];
    const plain = line.slice(indent, end);
    return plain === '' || plain.startsWith('#') ? [] : [{ indent, text: plain }];
  });
  if (lines.length === 0 || lines.some((line) => line.indent === 0 && /^(?:---|\.\.\.|%)/.test(line.text)))
    return undefined;
  try {
    return new PlainYaml(lines, limits).read();
  } catch (error) {
    if (error instanceof OtherYaml) return undefined;
    throw error;
  }
}

/** Spaces at one end of a line: to YAML no other character is one. */
function countSpaces(line: string, step: 1 | -1 = 1): number {
  let count = 0;
  while (count < line.length && line.at(step === 1 ? count : -1 - count) === ' ') count++;
  return count;
}

/** Beyond them a parser says what is wrong. */
export interface PlainLimits {
  readonly maxDepth: number;
  readonly maxValues: number;
}

class PlainYaml {
  #at = 0;
  #values = 0;

  constructor(
    private readonly lines: Line[],
    private readonly limits: PlainLimits,
  ) {}

  read(): JsonValue {
    const value = this.#node(this.lines[0]?.indent ?? 0, 0);
    if (this.#at < this.lines.length) throw new OtherYaml();
    return value;
  }

  /** What begins at the next line, which has that indent. */
  #node(indent: number, depth: number): JsonValue {
    const text = this.lines[this.#at]?.text ?? '';
    if (depth > this.limits.maxDepth || ++this.#values > this.limits.maxValues) throw new OtherYaml();
    if (text.startsWith('- ')) return this.#list(indent, depth);
    if (KEY.test(text)) return { members: this.#members(indent, depth) };
    this.#at++;
    return scalarOf(text);
  }

  #list(indent: number, depth: number): JsonValue[] {
    const items: JsonValue[] = [];
    for (let line = this.lines[this.#at]; line?.indent === indent; line = this.lines[this.#at]) {
      const [mark, text = ''] = /^- +(.*)$/.exec(line.text) ?? [];
      if (mark === undefined) break;
      // What follows the mark stands where it would without it.
      const inner = indent + mark.length - text.length;
      this.lines[this.#at] = { indent: inner, text };
      items.push(this.#node(inner, depth + 1));
      this.#endOf(indent);
    }
    return items;
  }

  #members(indent: number, depth: number): JsonMember[] {
    const members: JsonMember[] = [];
    for (let line = this.lines[this.#at]; line?.indent === indent; line = this.lines[this.#at]) {
      const [isKey, key = '', value] = KEY.exec(line.text) ?? [];
      if (isKey === undefined) break;
      this.#at++;
      members.push([key, value === undefined ? this.#below(indent, depth + 1) : this.#scalar(value)]);
      this.#values++;
      this.#endOf(indent);
    }
    return members;
  }

  /** The value of a key that has none behind it: a list may stand as far left as the key. */
  #below(indent: number, depth: number): JsonValue {
    const next = this.lines[this.#at];
    if (next === undefined || next.indent < indent) return this.#scalar('');
    if (next.indent === indent && !next.text.startsWith('- ')) return this.#scalar('');
    return this.#node(next.indent, depth);
  }

  #scalar(text: string): string {
    if (++this.#values > this.limits.maxValues) throw new OtherYaml();
    return text === '' ? '' : scalarOf(text);
  }

  /** What stands further right goes on with something, or is a fault. */
  #endOf(indent: number): void {
    const next = this.lines[this.#at];
    if (next !== undefined && next.indent > indent) throw new OtherYaml();
  }
}

function scalarOf(text: string): string {
  const [quoted, double, single] = QUOTED.exec(text) ?? [];
  if (quoted !== undefined) return double ?? single ?? '';
  if (!PLAIN.test(text)) throw new OtherYaml();
  return text;
}
