// SPDX-License-Identifier: Apache-2.0
import type { Claim, ClaimMethod, ClaimSource, ClaimValue } from '@mpk/core';
import { isJsonObject, type JsonValue } from '@mpk/formats';
import type { ModelFile } from '../model-files.js';
import type { ClaimName } from './vocabulary.js';

/** Most claims of one model; of licences, and of files that were not read, as many more: nothing may crowd them out. */
export const MAX_CLAIMS = 100_000;
/** Longest text of a claim, in characters; longer ones are cut, and marked so. */
export const MAX_CLAIM_CHARS = 16 * 1024;
/** Most items of one list, and most members of one object, that a claim has. */
export const MAX_CLAIM_ITEMS = 1000;

/** Most characters of YAML that are parsed of one model: some seconds' work. */
export const MAX_PARSED_CHARS = 4 * 1024 * 1024;

/** Something about a source that is no fact about the model, and that an audit wants to know. */
export interface Remark {
  readonly kind: RemarkKind;
  readonly file: string;
  readonly pointer?: string;
  /** attacker-controlled */
  readonly detail?: string;
  /** of the model's card: what of it was not read */
  readonly part?: CardPart;
  /** of a name that comes twice: what stands there, in short, and where; attacker-controlled */
  readonly both?: readonly RemarkedValue[];
}

/** Parts of the model's card that may be unread, each within the one before. */
export const CARD_PARTS = ['card', 'front matter', 'license'] as const;
export type CardPart = (typeof CARD_PARTS)[number];

/** One of several values of one name. */
export interface RemarkedValue {
  readonly source: ClaimSource;
  readonly value: string;
}

export type RemarkKind =
  /** a name comes twice, so that readers differ */
  | 'duplicate-key'
  /** the text does not follow its format */
  | 'malformed'
  /** larger than what is looked at, or than what is kept */
  | 'too-large'
  /** a value of another type than its format says */
  | 'wrong-type';

/** What was collected of a model. */
export interface CollectedClaims {
  readonly claims: readonly Claim[];
  readonly remarks: readonly Remark[];
}

/** Where in its file, and how, a claim is made. */
export interface ClaimPlace {
  readonly pointer?: string;
  /** without it: `model` where the file speaks for it, else the file itself */
  readonly subject?: string;
  /** without it: `declared` */
  readonly method?: ClaimMethod;
}

/** That licences were not kept, which may be those of any file. */
const OVERFLOW = {
  subject: 'model',
  name: 'unread',
  source: { what: 'facts of the model' },
  method: 'measured',
} as const satisfies Omit<Claim, 'value'>;

/** Takes claims of one file after another; keeps them bounded, and made of plain data. */
export class ClaimSink {
  readonly #claims: Claim[] = [];
  readonly #telling = { claims: 0 };
  readonly #others = { claims: 0 };
  readonly #remarks: Remark[] = [];
  #parsedChars = 0;
  readonly #speaksForModel: (file: ModelFile) => boolean;

  /** @param speaksForModel - whether what a file says is of the model; without it, every file does */
  constructor(speaksForModel: (file: ModelFile) => boolean = () => true) {
    this.#speaksForModel = speaksForModel;
  }

  /** Adds a fact. Nothing, an empty text, and an empty list are no facts. */
  add(file: ModelFile, name: ClaimName, value: JsonValue | ClaimValue | undefined, place: ClaimPlace = {}): void {
    const { pointer, subject = this.#speaksForModel(file) ? 'model' : `file:${file.name}` } = place;
    this.addFrom({ file: file.name, ...(pointer !== undefined && { pointer }), sha256: file.sha256 }, name, value, {
      ...place,
      subject,
    });
  }

  /** As {@link add}, of a fact that stands in no single file. */
  addFrom(
    source: ClaimSource,
    name: ClaimName,
    value: JsonValue | ClaimValue | undefined,
    { subject = 'model', method = 'declared' }: Omit<ClaimPlace, 'pointer'> = {},
  ): void {
    const plain = plainValue(value);
    if (plain === undefined) return;
    const count = isTelling(name) ? this.#telling : this.#others;
    count.claims += 1;
    if (count.claims <= MAX_CLAIMS) this.#claims.push({ subject, name, value: plain, source, method });
    if (count.claims !== MAX_CLAIMS + 1) return;
    const detail = 'more claims than are kept';
    this.#remarks.push({ kind: 'too-large', file: source.file ?? '', detail });
    // One more, for all that are not kept.
    if (count === this.#telling) this.#claims.push({ ...OVERFLOW, value: `too-large: ${detail}` });
  }

  remark(file: ModelFile, kind: RemarkKind, place: Omit<Remark, 'kind' | 'file'> = {}): void {
    if (this.#remarks.length < MAX_CLAIMS) this.#remarks.push({ kind, file: file.name, ...place });
  }

  /** As {@link remark}, of a file that should say something of the model and was not read, or not to its end: it is told as a fact. */
  unread(file: ModelFile, kind: RemarkKind, detail: string, part?: CardPart): void {
    this.remark(file, kind, { detail, ...(part && { part }) });
    this.add(file, 'unread', `${kind}: ${detail}`, { subject: 'model', method: 'measured' });
  }

  /** Whether a text of such a length may still be parsed; it counts as parsed. */
  mayParse(chars: number): boolean {
    this.#parsedChars += chars;
    return this.#parsedChars <= MAX_PARSED_CHARS;
  }

  result(): CollectedClaims {
    return { claims: this.#claims, remarks: this.#remarks };
  }
}

const isTelling = (name: ClaimName): boolean => name === 'unread' || name.startsWith('license');

/** JSON of a reader, or plain data, as plain data without what says nothing. */
export function plainValue(value: JsonValue | ClaimValue | undefined, depth = 0): ClaimValue | undefined {
  if (value === undefined || value === null || depth > 8) return undefined;
  if (typeof value === 'string') return plainText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'boolean') return value;
  if (Array.isArray(value)) {
    const items = (value as readonly JsonValue[]).slice(0, MAX_CLAIM_ITEMS).flatMap((item) => {
      const plain = plainValue(item, depth + 1);
      return plain === undefined ? [] : [plain];
    });
    return items.length === 0 ? undefined : items;
  }
  const members: readonly (readonly [string, JsonValue | ClaimValue | undefined])[] = isJsonObject(value as JsonValue)
    ? (value as { readonly members: readonly (readonly [string, JsonValue])[] }).members
    : Object.entries(value as object);
  const entries = members.slice(0, MAX_CLAIM_ITEMS).flatMap(([name, member]): [string, ClaimValue][] => {
    const plain = plainValue(member, depth + 1);
    return plain === undefined ? [] : [[name, plain]];
  });
  // As data alone: no name is special.
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function plainText(text: string): string | undefined {
  const whole = text.trim().toWellFormed();
  if (whole === '') return undefined;
  return whole.length > MAX_CLAIM_CHARS ? `${whole.slice(0, MAX_CLAIM_CHARS).toWellFormed()}…` : whole;
}
