// SPDX-License-Identifier: Apache-2.0
import { inspect } from 'node:util';

/** Longest piece of a secret that may show up by accident. */
const PIECE_LENGTH = 16;

/**
 * Everything that an error could show to anybody: text, stack, own and hidden properties, and its causes, as deep as they go.
 */
export function everythingOf(error: unknown): string {
  const seen = new Set<unknown>();
  const texts: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return void texts.push(String(value));
    if (seen.has(value)) return;
    seen.add(value);
    for (const key of Reflect.ownKeys(value)) visit((value as Record<PropertyKey, unknown>)[key]);
  };
  visit(error);
  texts.push(String(error), inspect(error, { depth: Infinity, showHidden: true }), JSON.stringify({ error }));
  return texts.join('\n');
}

/** The pieces of a secret that occur in a text: overlapping, so that a cut-off quote is found as well. */
export function piecesIn(text: string, secret: string): string[] {
  const starts = Array.from({ length: Math.max(0, secret.length - PIECE_LENGTH + 1) }, (_, i) => i);
  return starts.map((at) => secret.slice(at, at + PIECE_LENGTH)).filter((piece) => text.includes(piece));
}
