// SPDX-License-Identifier: Apache-2.0
import type { MetadataScalar, TensorsContent } from '@mpk/formats';
import type { ModelFile } from '../../model-files.js';
import type { ClaimPlace, ClaimSink } from '../claim-sink.js';
import type { ClaimName } from '../vocabulary.js';

/** Keys and values of a GGUF file, and where claims of them go. */
export interface GgufSource {
  readonly file: ModelFile;
  readonly sink: ClaimSink;
  readonly metadata: GgufMetadata;
  /** what the file is about */
  readonly subject: string;
}

type Entry = TensorsContent['metadata'][number];
export type GgufMetadata = ReadonlyMap<string, Entry>;

/** By key; of two with one key the first, as llama.cpp has it. */
export function ggufMetadata({ metadata }: TensorsContent): GgufMetadata {
  const entries = new Map<string, Entry>();
  for (const entry of metadata) if (!entries.has(entry.key)) entries.set(entry.key, entry);
  return entries;
}

export function textIn(metadata: GgufMetadata, key: string): string | undefined {
  const value = metadata.get(key)?.value;
  return typeof value === 'string' ? value : undefined;
}

export function numberIn(metadata: GgufMetadata, key: string): number | undefined {
  const value = metadata.get(key)?.value;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Claims texts, and each of an array of them; what is no text, or was too long to keep, is remarked. */
export function addGgufTexts(
  { file, sink, metadata, subject }: GgufSource,
  table: readonly (readonly [key: string, claim: ClaimName])[],
  place: ClaimPlace = {},
): void {
  for (const [key, claim] of table) {
    const entry = metadata.get(key);
    if (entry === undefined) continue;
    const items = itemsOf(entry);
    const isLicense = claim.startsWith('license');
    // An item that is too long is read as an empty one.
    const isCut =
      entry.value === undefined ||
      (entry.count ?? 0) > items.length ||
      (isLicense && entry.count !== undefined && items.some((item) => item === ''));
    if (isCut && isLicense) sink.unread(file, 'too-large', 'the licence is not read to its end');
    else if (isCut) sink.remark(file, 'too-large', { pointer: key });
    for (const item of items) {
      if (typeof item === 'string') sink.add(file, claim, item, { subject, pointer: key, ...place });
      else if (isLicense) sink.unread(file, 'wrong-type', 'the licence is no text');
      else sink.remark(file, 'wrong-type', { pointer: key, detail: `a value of type ${entry.type}` });
    }
  }
}

/** Claims numbers. Of an array, which has one of each layer, there is no single number: it is passed over. */
export function addGgufNumbers(
  { file, sink, metadata, subject }: GgufSource,
  table: readonly (readonly [key: string, claim: ClaimName])[],
): void {
  for (const [key, claim] of table) {
    const value = metadata.get(key)?.value;
    if (typeof value === 'number') sink.add(file, claim, value, { subject, pointer: key });
    else if (value !== undefined && !Array.isArray(value)) sink.remark(file, 'wrong-type', { pointer: key });
  }
}

const itemsOf = ({ value }: Entry): readonly MetadataScalar[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly MetadataScalar[]) : [value as MetadataScalar];
