// SPDX-License-Identifier: Apache-2.0
import { CutShort } from '../reading/byte-stream.js';
import { Malformed } from '../reading/drive.js';
import { utf8Extent } from '../text/utf8-extent.js';
import { CLASSES, isPlainInteger, PLAIN, SPACE, WORD } from './byte-classes.js';
import { JsonLimit, MAX_NAME_BYTES, MAX_NUMBER_CHARS, type JsonVisitor } from './json-visitor.js';
import { OpenContainers } from './open-containers.js';
import { StringToken } from './string-token.js';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
/** What Python's json writes and reads, though no JSON has it. */
const NOT_FINITE = new Set(['NaN', 'Infinity', '-Infinity']);
const LITERALS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** What may come next. */
const VALUE = 0;
const VALUE_OR_END = 1;
const NAME = 2;
const NAME_OR_END = 3;
const COLON = 4;
const COMMA_OR_END = 5;
const NOTHING = 6;

const QUOTE = 0x22;
const EMPTY = Buffer.alloc(0);

/**
 * Reads one JSON text by RFC 8259, strictly, in chunks of any size; nothing is kept but names of open objects.
 *
 * Stricter than most: UTF-8 must be right, and a name that comes twice in an object is told (`duplicate-name`), as are halves
 * of code point pairs. Laxer in two things that Python's json module writes or reads: `NaN` and infinities are numbers, a byte
 * order mark may come first; both are told.
 */
export class JsonParser {
  readonly #open = new OpenContainers();
  readonly #pointer = (): string => this.#open.pointer();
  #expected = VALUE;
  #string: StringToken | undefined;
  #isName = false;
  #word = '';
  /** of what is read now: the name, string or word */
  #tokenStart = 0;
  /** a character that goes on in the next chunk */
  #carry = EMPTY;

  /** @param offset - of the first byte, for what is told of it */
  constructor(
    private readonly visitor: JsonVisitor,
    private offset = 0,
  ) {}

  /** Its value was read to its end. */
  isDone(): boolean {
    return this.#expected === NOTHING;
  }

  /**
   * Reads on.
   *
   * @returns bytes that were read: fewer than there are where something follows the value
   * @throws Malformed
   * @throws JsonLimit
   */
  write(chunk: Buffer): number {
    if (this.isDone()) return 0;
    const before = this.#carry.length;
    const bytes = before > 0 ? Buffer.concat([this.#carry, chunk]) : chunk;
    const { wholeBytes, broken } = utf8Extent(bytes);
    const at = this.#read(bytes, wholeBytes);
    if (this.isDone()) return at - before;
    this.offset += wholeBytes;
    if (broken) throw new Malformed('not UTF-8', this.offset);
    this.#carry = Buffer.from(bytes.subarray(wholeBytes));
    return chunk.length;
  }

  /** @throws CutShort where the value is not whole */
  end(): void {
    if (!this.isDone() && this.#word !== '') this.#endWord();
    if (!this.isDone()) throw new CutShort(this.offset + this.#carry.length);
  }

  #read(bytes: Buffer, end: number): number {
    let at = 0;
    while (at < end && this.#expected !== NOTHING) {
      if (this.#string !== undefined) at = this.#readString(this.#string, bytes, at, end);
      else if (this.#word !== '') at = this.#readWord(bytes, at, end);
      else {
        const byte = bytes[at] ?? 0;
        const kind = CLASSES[byte];
        if (kind === SPACE) at++;
        else if (byte === QUOTE) at = this.#beginString(bytes, at, end);
        else if (kind === WORD) at = this.#readWord(bytes, at, end);
        else at += this.#mark(byte, bytes, at);
      }
    }
    return at;
  }

  /** The usual string, all here and without escapes, is read at once. */
  #beginString(bytes: Buffer, quote: number, end: number): number {
    this.#isName = this.#expected === NAME || this.#expected === NAME_OR_END;
    this.#tokenStart = this.offset + quote;
    if (!this.#isName) this.#expectValue();
    const wanted = this.#isName ? MAX_NAME_BYTES : this.visitor.wantedBytes;
    const start = quote + 1;
    let at = start;
    while (at < end && (PLAIN[bytes[at] ?? 0] ?? 0) === 1) at++;
    if (at < end && bytes[at] === QUOTE) {
      this.#endString(wanted > 0 && at - start <= wanted ? bytes.toString('utf8', start, at) : undefined);
      return at + 1;
    }
    this.#string = new StringToken(wanted);
    return start;
  }

  #readString(token: StringToken, bytes: Buffer, start: number, end: number): number {
    const at = token.read(bytes, { at: start, end, base: this.offset });
    if (at === end) return at;
    if (token.loneSurrogate) this.visitor.irregular('bad-value', this.#tokenStart, 'half of a surrogate pair');
    this.#endString(token.tooLong ? undefined : token.text());
    return at + 1;
  }

  #endString(text: string | undefined): void {
    this.#string = undefined;
    if (!this.#isName) {
      if (this.visitor.wantedBytes > 0) this.visitor.string(text);
      this.#endValue();
      return;
    }
    if (text === undefined) throw new JsonLimit(`a name of more than ${MAX_NAME_BYTES} bytes`, this.#tokenStart);
    const isNew = this.#open.enter(text, this.#tokenStart);
    if (!isNew) this.visitor.irregular('duplicate-name', this.#tokenStart, this.#pointer());
    this.#expected = COLON;
    this.visitor.name(text, this.#pointer);
  }

  #readWord(bytes: Buffer, start: number, end: number): number {
    if (this.#word === '') {
      this.#tokenStart = this.offset + start;
      this.#expectValue();
    }
    let at = start;
    while (at < end && CLASSES[bytes[at] ?? 0] === WORD) at++;
    if (this.#word === '' && this.visitor.wantedBytes === 0 && isPlainInteger(bytes, start, at) && at < end) {
      this.#endValue();
      return at;
    }
    const length = this.#word.length + at - start;
    if (length > MAX_NUMBER_CHARS)
      throw new JsonLimit(`a number of more than ${MAX_NUMBER_CHARS} digits`, this.#tokenStart);
    this.#word += bytes.toString('latin1', start, at);
    if (at < end) this.#endWord();
    return at;
  }

  #endWord(): void {
    const word = this.#word;
    this.#word = '';
    const literal = LITERALS.get(word);
    if (literal === undefined) this.#checkNumber(word);
    if (this.visitor.wantedBytes > 0) {
      if (literal === undefined) this.visitor.number(word);
      else this.visitor.literal(literal);
    }
    this.#endValue();
  }

  #checkNumber(word: string): void {
    if (NUMBER.test(word)) return;
    if (!NOT_FINITE.has(word)) throw new Malformed(`not JSON: ${word.slice(0, 40)}`, this.#tokenStart);
    this.visitor.irregular('bad-value', this.#tokenStart, word);
  }

  /** @returns bytes that it takes */
  #mark(byte: number, bytes: Buffer, at: number): number {
    const expected = this.#expected;
    if (byte === 0x2c && expected === COMMA_OR_END) {
      this.#expected = this.#open.inObject ? NAME : VALUE;
      this.#open.step();
    } else if (byte === 0x3a && expected === COLON) this.#expected = VALUE;
    else if (byte === 0x7b || byte === 0x5b) this.#begin(byte === 0x7b, at);
    else if (byte === 0x7d || byte === 0x5d) this.#end(byte === 0x7d, at);
    else if (byte === 0xef && this.offset + at === 0 && bytes.readUIntBE(at, 3) === 0xefbbbf) {
      this.visitor.irregular('byte-order-mark', 0, 'UTF-8');
      return 3;
    } else throw this.#unexpected(at);
    return 1;
  }

  #begin(isObject: boolean, at: number): void {
    this.#tokenStart = this.offset + at;
    this.#expectValue();
    this.visitor.begin(isObject ? 'object' : 'array');
    this.#open.open(isObject, this.offset + at);
    this.#expected = isObject ? NAME_OR_END : VALUE_OR_END;
  }

  #end(isObject: boolean, at: number): void {
    const whole = this.#expected === COMMA_OR_END || this.#expected === (isObject ? NAME_OR_END : VALUE_OR_END);
    if (!whole || this.#open.depth === 0 || this.#open.inObject !== isObject) throw this.#unexpected(at);
    this.#open.close();
    this.visitor.end();
    this.#endValue();
  }

  #expectValue(): void {
    if (this.#expected > VALUE_OR_END) throw new Malformed('not JSON: a value where none may be', this.#tokenStart);
  }

  #endValue(): void {
    this.#expected = this.#open.depth === 0 ? NOTHING : COMMA_OR_END;
  }

  #unexpected(at: number): Malformed {
    return new Malformed('not JSON', this.offset + at);
  }
}
