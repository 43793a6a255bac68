// SPDX-License-Identifier: Apache-2.0
import { CutShort } from '../reading/byte-stream.js';
import { Malformed } from '../reading/drive.js';
import { spaceBytes } from './byte-classes.js';
import { JsonParser } from './json-parser.js';
import { JsonTree } from './json-tree.js';
import type { JsonValue } from './json-value.js';
import { JsonLimit, type JsonVisitor } from './json-visitor.js';

/**
 * Parses a JSON text that stands within something else.
 *
 * @param irregular - told what no JSON writer writes
 * @returns undefined for what is no JSON, and for more of it than `maxBytes` keep
 */
export function parseJsonValue(
  bytes: Buffer,
  maxBytes: number,
  irregular: JsonVisitor['irregular'],
): JsonValue | undefined {
  const tree = new JsonTree(maxBytes);
  const parser = new JsonParser(visitorOf(tree, irregular));
  try {
    const end = parser.write(bytes);
    parser.end();
    return end + spaceBytes(bytes.subarray(end)) === bytes.length ? tree.value : undefined;
  } catch (error) {
    if (error instanceof Malformed || error instanceof CutShort || error instanceof JsonLimit) return undefined;
    throw error;
  }
}

function visitorOf(tree: JsonTree, irregular: JsonVisitor['irregular']): JsonVisitor {
  const scalar = (value: string | number | boolean | null | undefined): void => {
    if (value === undefined) tree.drop();
    else if (!tree.tooLarge) tree.scalar(value);
  };
  return {
    wantedBytes: tree.maxBytes,
    begin: (kind) => tree.tooLarge || tree.begin(kind),
    end: () => tree.tooLarge || tree.end(),
    name: (name) => tree.tooLarge || tree.name(name),
    string: scalar,
    number: (text) => scalar(Number(text)),
    literal: scalar,
    irregular,
  };
}
