// SPDX-License-Identifier: Apache-2.0
import type { FileFormat } from '@mpk/core';
import type { FileReading, JsonValue, PartContent, TextContent } from '@mpk/formats';

/** A file as the one pass saw it. */
export interface ModelFile {
  /** model-relative: attacker-controlled */
  readonly name: string;
  readonly sizeBytes: number;
  /** lowercase hex */
  readonly sha256: string;
  readonly format?: FileFormat | undefined;
  readonly reading: FileReading;
}

/** What the reader made of a file as a whole, if it is of that kind. */
export function contentOf<K extends PartContent['kind']>(
  file: ModelFile,
  kind: K,
): Extract<PartContent, { kind: K }> | undefined {
  const content = file.reading.parts.find(({ path }) => path.length === 0)?.content;
  return content?.kind === kind ? (content as Extract<PartContent, { kind: K }>) : undefined;
}

/** A JSON document that was kept whole. */
export const jsonOf = (file: ModelFile): JsonValue | undefined => contentOf(file, 'json')?.value;

/** A text that was kept whole. */
export function textOf(file: ModelFile): string | undefined {
  const content: TextContent | undefined = contentOf(file, 'text');
  return content?.complete === true ? content.text : undefined;
}

/** `README.md` at the top: the card of the model, or of the data set. */
export const isCard = ({ name }: Pick<ModelFile, 'name'>): boolean => /^README\.md$/i.test(name);

/** The last step of a name. */
export const baseNameOf = ({ name }: ModelFile): string => name.slice(name.lastIndexOf('/') + 1);
