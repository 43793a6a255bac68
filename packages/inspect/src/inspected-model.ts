// SPDX-License-Identifier: Apache-2.0
import type { FileFormat } from '@mpk/core';
import type { FileReading, Part, PartContent } from '@mpk/formats';
import type { BaseDifference } from './base/compare-models.js';

/** A file as its reader saw it. */
export interface InspectedFile {
  /** model-relative: attacker-controlled */
  readonly name: string;
  readonly sizeBytes: number;
  /** lowercase hex */
  readonly sha256?: string | undefined;
  /** what it was recognised as; absent where nobody looked */
  readonly format?: FileFormat | undefined;
  readonly reading: FileReading;
}

/** All files of a model as their readers saw them; what checks look at. */
export interface InspectedModel {
  readonly files: readonly InspectedFile[];
  /** what it was held against, where somebody named a base */
  readonly base?: BaseDifference | undefined;
}

/** The files of a model by their names: to look for each among all of them would be quadratic. */
export const filesByName = ({ files }: InspectedModel): ReadonlyMap<string, InspectedFile> =>
  new Map(files.map((file) => [file.name, file]));

/** A part whose content is of one kind, with the file that it lies in. */
export interface FoundPart<K extends PartContent['kind']> {
  readonly file: InspectedFile;
  readonly part: Part;
  readonly content: Extract<PartContent, { kind: K }>;
}

/** Every part of the model whose content is of one kind. */
export function* partsOf<K extends PartContent['kind']>(model: InspectedModel, kind: K): Generator<FoundPart<K>> {
  for (const file of model.files) {
    for (const part of file.reading.parts) {
      const { content } = part;
      if (content !== undefined && isOfKind(content, kind)) yield { file, part, content };
    }
  }
}

const isOfKind = <K extends PartContent['kind']>(
  content: PartContent,
  kind: K,
): content is Extract<PartContent, { kind: K }> => content.kind === kind;

/** Every part of the model. */
export function* allParts(model: InspectedModel): Generator<{ readonly file: InspectedFile; readonly part: Part }> {
  for (const file of model.files) for (const part of file.reading.parts) yield { file, part };
}
