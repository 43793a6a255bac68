// SPDX-License-Identifier: Apache-2.0
import type { ModelView, Place } from '../bom-document/index.js';

/** One way to close a gap: a key of a file of the model's folder, a step of the kit, or what only a person can say. */
export interface Remedy {
  readonly file?: string;
  /** member of the front matter or of JSON, `#heading` of a card, or a key of a header */
  readonly key?: string;
  readonly command?: string;
  readonly note?: string;
}

/** Over what an element is asked: once for the model, or for each dataset or file of it. */
export type ElementScope = 'model' | 'dataset' | 'file';

/** One thing that a profile may ask of a BOM. */
export interface Element {
  readonly label: string;
  /** where CycloneDX has it, for people */
  readonly home: string;
  readonly scope: ElementScope;
  /** data sets have no such thing */
  readonly isOfModels?: boolean;
  /**
   * Where its values stand, with no opinion of them.
   *
   * @param subject - the model, dataset or file
   */
  readonly find: (view: ModelView, subject: Place) => readonly Place[];
  /** more than that it says something: a digest, a date */
  readonly accept?: (text: string) => boolean;
  /** why `accept` refuses, where that is more than that it says nothing */
  readonly refused?: string;
  /**
   * What backs it without a citation: whoever has the bytes can check a `digest`; the document itself shows its `form`; what its
   * `author` says of the document, a signature over it backs.
   */
  readonly backedBy?: 'digest' | 'form' | 'author';
  /** why it is not asked of this document */
  readonly notApplicable?: (view: ModelView) => string | undefined;
  /** the document says that it does not know */
  readonly isUnknown?: (view: ModelView) => boolean;
  readonly close: readonly Remedy[];
}

export const fromFile = (file: string, key: string): Remedy => ({ file, key });
export const wholeFile = (file: string): Remedy => ({ file });
export const byCommand = (command: string, note?: string): Remedy =>
  note === undefined ? { command } : { command, note };
export const byPerson = (note: string): Remedy => ({ note });

/** A remedy for people: `README.md: license`. */
export function showRemedy({ file, key, command, note }: Remedy): string {
  const place = file === undefined ? command : key === undefined ? file : `${file}: ${key}`;
  if (place === undefined) return note ?? '';
  return note === undefined ? place : `${place} (${note})`;
}
