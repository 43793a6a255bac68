// SPDX-License-Identifier: Apache-2.0
import { MAX_JSON_NESTING } from '../limits.js';

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
const MAX_SCALAR_LENGTH = 1000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** What may come next. */
type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'nothing';

/**
 * Whether all bytes are one JSON object or array, by RFC 8259's grammar; told chunk by chunk, nothing is kept.
 *
 * Checks syntax alone: not UTF-8 ({@link TextScan} does), and not duplicate keys.
 */
export class JsonScan {
  alive = true;
  private expected: Expected = 'value';
  private readonly open: ('{' | '[')[] = [];
  private inString: 'no' | 'key' | 'value' = 'no';
  /** 1 behind a backslash; 5 to 2 before the digits of a code point */
  private escape = 0;
  private scalar = '';
  private position = 0;

  push(chunk: Uint8Array): void {
    for (let i = 0; i < chunk.length && this.alive; i++) {
      const byte = chunk[i] ?? 0;
      if (this.inString !== 'no') this.alive = this.readString(byte);
      else if (this.position >= BYTE_ORDER_MARK.length || byte !== BYTE_ORDER_MARK[this.position]) {
        this.alive = this.readToken(byte);
      }
      this.position++;
    }
  }

  /** Whether one whole object or array was read. */
  finish(): boolean {
    return this.alive && this.expected === 'nothing';
  }

  private readString(byte: number): boolean {
    if (this.escape > 1) {
      this.escape = this.escape === 2 ? 0 : this.escape - 1;
      return isHex(byte);
    }
    if (this.escape === 1) {
      this.escape = byte === 0x75 ? 5 : 0;
      return '"\\/bfnrtu'.includes(String.fromCharCode(byte));
    }
    if (byte === BACKSLASH) this.escape = 1;
    else if (byte === QUOTE) {
      this.expected = this.inString === 'key' ? 'colon' : 'comma-or-end';
      this.inString = 'no';
    }
    return byte >= 0x20;
  }

  private readToken(byte: number): boolean {
    const char = String.fromCharCode(byte);
    if (this.scalar !== '') {
      if (/[\w+.-]/.test(char)) {
        this.scalar += char;
        return this.scalar.length <= MAX_SCALAR_LENGTH;
      }
      if (!isScalar(this.scalar)) return false;
      this.scalar = '';
      this.expected = 'comma-or-end';
    }
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) return true;
    return this.readMark(char);
  }

  private readMark(char: string): boolean {
    const { expected } = this;
    if (char === '}' || char === ']') return this.close(char);
    if (expected === 'colon') return char === ':' && this.expect('value');
    if (expected === 'comma-or-end') {
      return char === ',' && this.expect(this.open.at(-1) === '{' ? 'key' : 'value');
    }
    if (expected === 'key' || expected === 'key-or-end') {
      this.inString = 'key';
      return char === '"';
    }
    if (expected === 'nothing') return false;
    if (char === '{' || char === '[') {
      this.open.push(char);
      return this.open.length <= MAX_JSON_NESTING && this.expect(char === '{' ? 'key-or-end' : 'value-or-end');
    }
    if (this.open.length === 0) return false;
    if (char === '"') this.inString = 'value';
    else this.scalar = char;
    return char === '"' || /[-\dtfn]/.test(char);
  }

  private close(char: string): boolean {
    const opening = this.open.pop();
    const whole = opening === '{' ? 'key-or-end' : 'value-or-end';
    if (opening !== (char === '}' ? '{' : '[')) return false;
    if (this.expected !== 'comma-or-end' && this.expected !== whole) return false;
    return this.expect(this.open.length === 0 ? 'nothing' : 'comma-or-end');
  }

  private expect(expected: Expected): true {
    this.expected = expected;
    return true;
  }
}

const isHex = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66);

const isScalar = (text: string): boolean => text === 'true' || text === 'false' || text === 'null' || NUMBER.test(text);
