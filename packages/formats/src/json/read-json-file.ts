// SPDX-License-Identifier: Apache-2.0
import type { ByteStream, Reading } from '../reading/byte-stream.js';
import { Malformed } from '../reading/drive.js';
import type { PartBuilder } from '../reading/part-builder.js';
import { rareIrregularities } from '../reading/rare-irregularities.js';
import { spaceBytes } from './byte-classes.js';
import type { JsonContent } from './json-content.js';
import { JsonFileVisitor } from './json-file-visitor.js';
import { JsonParser } from './json-parser.js';
import { JsonTail } from './json-tail.js';
import { JsonLimit } from './json-visitor.js';

/** Most bytes of a document that is kept whole. */
export const MAX_WHOLE_JSON_BYTES = 1024 * 1024;

const WHAT_TELLS = 'values that tell of code or other models';

/**
 * Reads a part as one JSON object or array.
 *
 * One that is followed by more text (as in JSON lines) is text; one that is followed by anything else is JSON with something
 * behind it. What has more of something than is followed counts as JSON, too: readers may well take it.
 */
export function* readJsonFile(stream: ByteStream, part: PartBuilder): Reading {
  const content: { -readonly [K in keyof JsonContent]: JsonContent[K] } = { kind: 'json', kept: [], complete: false };
  const visitor = new JsonFileVisitor(rareIrregularities(part), part.place.path.length > 0);
  const parser = new JsonParser(visitor);
  content.kept = visitor.telling.kept;
  part.content = content;
  try {
    yield* readDocument(stream, part, { parser, visitor });
  } catch (error) {
    if (!(error instanceof JsonLimit)) throw error;
    part.recognised = true;
    part.irregular('too-many', error.offset, error.detail);
    part.uninspected('too-large', error.offset);
    return;
  }
  part.recognised = true;
  content.complete = visitor.telling.complete;
  if (visitor.tree.value !== undefined) content.value = visitor.tree.value;
  else content.facts = visitor.top.facts;
  const tokenizer = visitor.tokenizer.result();
  if (tokenizer !== undefined) content.tokenizer = tokenizer;
  if (content.complete) return;
  part.irregular('too-many', undefined, WHAT_TELLS);
  part.uninspected('too-large', 0, 0, WHAT_TELLS);
}

interface Document {
  readonly parser: JsonParser;
  readonly visitor: JsonFileVisitor;
}

function* readDocument(stream: ByteStream, part: PartBuilder, { parser, visitor }: Document): Reading {
  let tail: JsonTail | undefined;
  let begun = false;
  yield* stream.each(Infinity, (piece) => {
    begun ||= isBegun(piece, stream.offset - piece.length);
    if (stream.offset > MAX_WHOLE_JSON_BYTES) visitor.tree.drop();
    const rest = tail === undefined ? piece.subarray(parser.write(piece)) : piece;
    const space = tail === undefined ? spaceBytes(rest) : 0;
    if (space === rest.length) return;
    tail ??= new JsonTail(part, stream.offset - rest.length + space);
    tail.write(rest.subarray(space));
  });
  if (tail === undefined) parser.end();
  else tail.end();
}

/** Whether a document has begun: with an object or an array, for a number or a word alone is text. @throws Malformed */
function isBegun(piece: Buffer, offset: number): boolean {
  const at = piece.findIndex((byte) => !SPACE_AND_MARK.includes(byte));
  if (at < 0) return false;
  if (piece[at] !== 0x7b && piece[at] !== 0x5b) throw new Malformed('neither an object nor an array', offset + at);
  return true;
}

/** White space of JSON, and the bytes of a mark of UTF-8. */
const SPACE_AND_MARK: readonly number[] = [0x20, 0x0a, 0x0d, 0x09, 0xef, 0xbb, 0xbf];
