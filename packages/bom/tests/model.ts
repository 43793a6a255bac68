// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { formatConsumer } from '@mpk/formats';
import { readingConsumer } from '@mpk/formats/reading';
import type { Claim, Consumer } from '@mpk/core';
import { showSource } from '@mpk/core';
import { collectClaims, type CollectedClaims, type ModelFile } from '@mpk/bom';
import { keepSeed, toBytes, type Files } from './seeds.js';

export type { Files } from './seeds.js';

function consume<R>(consumer: Consumer<R>, bytes: Buffer): R {
  consumer.start?.({
    sizeBytes: bytes.length,
    read: (offset, length) => (offset < 0 || length < 0 ? Buffer.alloc(0) : bytes.subarray(offset, offset + length)),
  });
  consumer.update(bytes);
  return consumer.finish();
}

/** A file as the pass would have it; an object is written as JSON. */
export function modelFile(name: string, content: Uint8Array | string | object): ModelFile {
  const bytes = toBytes(content);
  const file = { name, sizeBytes: bytes.length };
  return {
    ...file,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    format: consume(formatConsumer(file), bytes),
    reading: consume(readingConsumer(file), bytes),
  };
}

/** A model as the pass would have it. */
export function modelFiles(files: Files): readonly ModelFile[] {
  keepSeed(files);
  return Object.entries(files).map(([name, content]) => modelFile(name, content));
}

/** What a model of these files says. */
export const claimsIn = (files: Files): CollectedClaims => collectClaims(modelFiles(files));

/** Claims of a name, as `value <method file#pointer>`; objects as JSON. */
export const shownClaims = (files: Files, name: string): readonly string[] =>
  claimsIn(files)
    .claims.filter((claim) => claim.name === name)
    .map(showClaim);

export const showClaim = ({ value, method, source, subject }: Claim): string => {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return `${subject === 'model' ? '' : `${subject} `}${text} <${method} ${showSource(source)}>`;
};

/** All claims of a file, as `name: claim`, its own name left out. */
export const shownAll = (name: string, content: Uint8Array | string | object): readonly string[] =>
  claimsIn({ [name]: content })
    .claims.filter((claim) => claim.name !== 'unread') // A remark, told as a fact.
    .map((claim) => `${claim.name}: ${showClaim(claim)}`.replaceAll(`${name}#`, ''));

/** Remarks of a file, as `kind pointer`. */
export const remarksOf = (name: string, content: Uint8Array | string | object): readonly string[] =>
  claimsIn({ [name]: content }).remarks.map(({ kind, pointer }) =>
    pointer === undefined ? kind : `${kind} ${pointer}`,
  );
